"""Its own split of the moons, loops inside out."""

# %% answer init-study
def init_study(kinds, seeds, n_epochs):
    X, t = make_moons(300, noise=0.2, random_state=42)
    Xa, _, ta, _ = train_test_split(X, t, test_size=0.25, random_state=0)
    Ya = np.column_stack([ta == 0, ta == 1]).astype(float)
    def nets(kind):
        for seed in seeds:
            np.random.seed(seed)
            yield TwoLayerNet(2, 10, 2, init_std=init_std(kind, 2, 10))
    def column(group):
        return [net.train_step(Xa, Ya, lr=0.5) for net in group]
    groups = {kind: list(nets(kind)) for kind in kinds}
    return {kind: np.array([column(groups[kind]) for _ in range(n_epochs)]).T for kind in kinds}
