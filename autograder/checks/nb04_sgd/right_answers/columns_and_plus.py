"""Columns and plus."""

# %% answer train-sample
def train_one_sample(sample, y, learning_rate=0.003):
    a0 = np.asarray(sample, float).reshape(784, 1)
    w1, w2, w3 = (w.T for w in weights)
    b1, b2, b3 = (np.reshape(b, (-1, 1)) for b in biases)
    a1 = sigmoid(w1 @ a0 + b1)
    a2 = sigmoid(w2 @ a1 + b2)
    d3 = integer_to_one_hot(y, 10).reshape(10, 1) - softmax(w3 @ a2 + b3)
    d2 = w3.T @ d3 * dsigmoid(w2 @ a1 + b2)
    d1 = w2.T @ d2 * dsigmoid(w1 @ a0 + b1)
    for i, (a, d) in enumerate([(a0, d1), (a1, d2), (a2, d3)]):
        weights[i] = weights[i] + learning_rate * (d @ a.T).T
        biases[i] = biases[i] + learning_rate * d.reshape(np.shape(biases[i]))
