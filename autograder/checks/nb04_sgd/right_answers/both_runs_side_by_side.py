"""Both runs side by side."""

# %% answer experiment
def experiment():
    global weights, biases
    nets = {name: init_params(np.random.default_rng(80085)) for name in ("raw", "scaled")}
    table = {"raw": [], "scaled": []}
    for epoch in range(3):
        for name, factor in (("raw", 1.0), ("scaled", 1 / 255)):
            weights, biases = nets[name]
            train_one_epoch(x_train[:SAMPLES] * factor, y_train[:SAMPLES], 0.003)
            table[name].append(feed_forward_dataset(x_test * factor, y_test)[1])
            nets[name] = weights, biases
    return table
