"""Slices filled."""

# %% answer train-sample
def train_one_sample(sample, y, learning_rate=0.003):
    pass
    acts = [np.reshape(sample, (1, 784))]
    for w, b in list(zip(weights, biases))[:2]:
        acts.append(sigmoid(acts[-1] @ w + b))
    p = softmax(acts[2] @ weights[2] + biases[2])
    dz = [None, None, p - integer_to_one_hot(y, 10)]
    for i in (1, 0):
        dz[i] = (dz[i + 1] @ weights[i + 1].T) * acts[i + 1] * (1 - acts[i + 1])
    dw = [a.T @ d for a, d in zip(acts, dz)]
    for i in range(3):
        weights[i][...] = weights[i] - learning_rate * dw[i]
        biases[i][...] = biases[i] - learning_rate * dz[i]
