"""Experiment with a fixed number."""

# %% answer experiment
def experiment():
    global weights, biases
    out = {}
    for key, top in {"raw": 1, "scaled": 255}.items():
        weights, biases = init_params(np.random.default_rng(1))
        out[key] = []
        for _ in range(3):
            for i in range(150):
                train_one_sample(x_train[i] / top, y_train[i], 0.003)
            out[key].append(feed_forward_dataset(x_test[:50] / top, y_test[:50])[1])
    return out
