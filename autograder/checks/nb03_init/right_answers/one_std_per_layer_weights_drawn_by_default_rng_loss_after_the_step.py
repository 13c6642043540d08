"""One std per layer, weights drawn by default_rng, loss after the step."""

# %% answer init-study
def init_study(kinds, seeds, n_epochs):
    table = {kind: [] for kind in kinds}
    for seed in seeds:
        for kind in kinds:
            rng = np.random.default_rng(seed)
            net = TwoLayerNet(2, 10, 2)
            net.W1 = rng.normal(0, init_std(kind, 2, 10), (2, 10))
            net.W2 = rng.normal(0, init_std(kind, 10, 2), (10, 2))
            losses = []
            for _ in range(n_epochs):
                net.train_step(X_train, Y_train, 0.5)
                losses.append(net.compute_loss(net.forward(X_train), Y_train))
            table[kind].append(losses)
    return table
