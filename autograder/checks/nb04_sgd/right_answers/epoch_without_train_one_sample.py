"""Epoch without train_one_sample."""

# %% answer train-epoch
def train_one_epoch(x, y, learning_rate=0.003):
    for sample, label in zip(x, y):
        a0 = np.reshape(sample, (1, 784))
        a1 = sigmoid(a0 @ weights[0] + biases[0])
        a2 = sigmoid(a1 @ weights[1] + biases[1])
        d3 = softmax(a2 @ weights[2] + biases[2]) - integer_to_one_hot(label, 10)
        d2 = d3 @ weights[2].T * a2 * (1 - a2)
        d1 = d2 @ weights[1].T * a1 * (1 - a1)
        for i, (a, d) in enumerate([(a0, d1), (a1, d2), (a2, d3)]):
            weights[i] = weights[i] - learning_rate * a.T @ d
            biases[i] = biases[i] - learning_rate * d
