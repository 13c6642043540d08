"""Init_study made by a function that keeps the class."""

# %% answer init-study
def make_runner(net_class=TwoLayerNet, std=init_std):
    def init_study(kinds, seeds, n_epochs):
        return {kind: np.vstack([run(kind, seed, n_epochs) for seed in seeds]) for kind in kinds}
    def run(kind, seed, n_epochs):
        np.random.seed(seed)
        net = net_class(input_size=2, hidden_size=10, output_size=2, init_std=1)
        net.W1 *= std(kind, 2, 10)
        net.W2 *= std(kind, 10, 2)
        return [net.train_step(X=X_train, y=Y_train, lr=0.5) for _ in range(n_epochs)]
    return init_study
init_study = make_runner()
