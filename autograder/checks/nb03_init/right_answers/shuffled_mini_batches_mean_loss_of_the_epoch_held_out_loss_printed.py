"""Shuffled mini batches, mean loss of the epoch, held out loss printed."""

# %% answer init-study
def init_study(kinds, seeds, n_epochs):
    table = {}
    for kind in kinds:
        table[kind] = np.empty((len(seeds), n_epochs))
        for i, seed in enumerate(seeds):
            np.random.seed(seed)
            order = np.random.RandomState(seed)
            net = TwoLayerNet(2, 10, 2, init_std=init_std(kind, 2, 10))
            for epoch in range(n_epochs):
                parts = np.array_split(order.permutation(len(X_train)), 3)
                steps = [net.train_step(X_train[p], Y_train[p], 0.5) for p in parts]
                table[kind][i, epoch] = np.mean(steps)
            print(kind, seed, net.compute_loss(net.forward(X_test), Y_test))
    return table
