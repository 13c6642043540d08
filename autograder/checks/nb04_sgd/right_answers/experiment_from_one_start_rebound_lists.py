"""One start for both runs, not copied, because the training makes new lists."""

# %% answer train-sample
def train_one_sample(sample, y, learning_rate=0.003):
    global weights, biases
    acts = [np.reshape(sample, (1, 784))]
    for w, b in list(zip(weights, biases))[:2]:
        acts.append(sigmoid(acts[-1] @ w + b))
    p = softmax(acts[2] @ weights[2] + biases[2])
    dz = [None, None, p - integer_to_one_hot(y, 10)]
    for i in (1, 0):
        dz[i] = (dz[i + 1] @ weights[i + 1].T) * acts[i + 1] * (1 - acts[i + 1])
    weights = [w - learning_rate * a.T @ d for w, a, d in zip(weights, acts, dz)]
    biases = [b - learning_rate * d for b, d in zip(biases, dz)]

# %% answer experiment
def experiment():
    global weights, biases
    table, start = {}, init_params(np.random.default_rng(80085))
    for name, scale in (("raw", 1), ("scaled", 255)):
        weights, biases = start
        table[name] = []
        for _ in range(3):
            train_one_epoch(x_train[:SAMPLES] / scale, y_train[:SAMPLES])
            table[name] += [feed_forward_dataset(x_test / scale, y_test)[1]]
    return table
