"""Scaled first, from a snapshot, extra key."""

# %% answer experiment
def experiment():
    global weights, biases
    start = init_params(np.random.default_rng(80085))
    result = {"note": "scaled first"}
    for name in ("scaled", "raw"):
        weights, biases = [w.copy() for w in start[0]], [b.copy() for b in start[1]]
        top = 255.0 if name == "scaled" else 1.0
        x, test, accuracies = x_train / top, x_test / top, []
        for epoch in range(1, 4):
            train_one_epoch(x, y_train, learning_rate=0.003)
            accuracies.append(round(float(feed_forward_dataset(test, y_test)[1]), 4))
        result[name] = tuple(accuracies)
    return result
