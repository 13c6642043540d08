"""The class, its std and the data are kept in default arguments; a loop of its own."""

# %% answer init-study
def init_study(kinds, seeds, n_epochs, X=X_train, Y=Y_train, Net=TwoLayerNet, std=init_std):
    tables = {}
    for kind in kinds:
        tables[kind] = np.zeros((len(seeds), n_epochs))
        for row, seed in enumerate(seeds):
            np.random.seed(int(seed))
            net = Net(2, 10, 2, init_std=std(kind, 2, 10))
            for epoch in range(n_epochs):
                tables[kind][row, epoch] = net.compute_loss(net.forward(X), Y)
                grads = net.backward(Y)
                for name in ("W1", "b1", "W2", "b2"):
                    old = getattr(net, name)
                    setattr(net, name, old - 0.5 * np.reshape(grads["d" + name], np.shape(old)))
    return tables
