"""Init_study with a subclass of TwoLayerNet."""

# %% answer init-study
class InitNet(TwoLayerNet):
    def __init__(self, kind, seed):
        np.random.seed(seed)
        super().__init__(2, 10, 2, init_std=init_std(kind, 2, 10))
    def fit(self, n_epochs):
        return [self.train_step(X_train, Y_train, 0.5) for _ in range(n_epochs)]
def init_study(kinds, seeds, n_epochs):
    return {kind: np.array([InitNet(kind, seed).fit(n_epochs) for seed in seeds]) for kind in kinds}
