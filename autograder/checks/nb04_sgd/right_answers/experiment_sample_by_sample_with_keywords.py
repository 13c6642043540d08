"""Experiment sample by sample, with keywords."""

# %% answer experiment
def experiment():
    global weights, biases
    table = {}
    for name, scale in (("raw", 1), ("scaled", 255)):
        weights, biases = init_params(rng=np.random.default_rng(80085), sizes=(784, 32, 32, 10))
        table[name] = []
        for _ in range(3):
            for sample, label in zip(x_train[:SAMPLES], y_train[:SAMPLES]):
                train_one_sample(sample=sample / scale, y=label)
            right = 0
            for sample, label in zip(x_test, y_test):
                _, guess = feed_forward_sample(sample=sample / scale, y=label)
                right += bool(np.argmax(guess) == label)
            table[name].append(right / len(y_test))
    return table
