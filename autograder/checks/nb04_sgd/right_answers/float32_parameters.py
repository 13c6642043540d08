"""Float32 parameters."""

# %% answer init-params
def init_params(rng, sizes=(784, 32, 32, 10)):
    pairs = list(zip(sizes, sizes[1:]))
    return [rng.standard_normal((m, n), np.float32) * np.float32(max(m, n) ** -0.5) for m, n in pairs], [np.zeros((1, n), np.float32) for m, n in pairs]

# %% answer forward-sample
def feed_forward_sample(sample, y):
    a = np.float32(np.reshape(sample, (1, 784)))
    for w, b in list(zip(weights, biases))[:2]:
        a = sigmoid(a @ np.float32(w) + np.float32(b))
    p = softmax(a @ np.float32(weights[2]) + np.float32(biases[2]))
    return cross_entropy_loss(integer_to_one_hot(y, 10), p), integer_to_one_hot(p.argmax(), 10)

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
        weights[i] = (weights[i] - learning_rate * dw[i]).astype(np.float32)
        biases[i] = (biases[i] - learning_rate * dz[i]).astype(np.float32)
