"""Forward, backward and the update by hand, in tuples."""

# %% answer init-study
def init_study(kinds, seeds, n_epochs):
    study = {}
    for kind in kinds:
        rows = ()
        for seed in seeds:
            np.random.seed(seed)
            net, row = TwoLayerNet(2, 10, 2, init_std=init_std(kind, fan_in=2, fan_out=10)), ()
            for epoch in range(n_epochs):
                row += (net.compute_loss(net.forward(X_train), Y_train),)
                g = net.backward(Y_train)
                net.W1, net.W2 = net.W1 - 0.5 * g["dW1"], net.W2 - 0.5 * g["dW2"]
                net.b1, net.b2 = net.b1 - 0.5 * g["db1"], net.b2 - 0.5 * g["db2"]
            rows += (row,)
        study[kind] = rows
    return study
