"""Loops over entries with Python floats; the run takes the quicker SGD with momentum."""

# %% answer adamw
class AdamW:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.ps = list(parameters)
        self.args = lr, betas[0], betas[1], eps, weight_decay
        self.m = [[0.0] * p.value.size for p in self.ps]
        self.v = [[0.0] * p.value.size for p in self.ps]
        self.t = 0
    def step(self):
        lr, b1, b2, eps, wd = self.args
        self.t = self.t + 1
        for p, m, v in zip(self.ps, self.m, self.v):
            value = p.value.copy()
            for i in range(value.size):
                g, w = float(p.grad.flat[i]), float(value.flat[i])
                m[i] = b1 * m[i] + (1 - b1) * g
                v[i] = b2 * v[i] + (1 - b2) * g * g
                mh, vh = m[i] / (1 - b1 ** self.t), v[i] / (1 - b2 ** self.t)
                value.flat[i] = w - lr * (mh / (vh ** 0.5 + eps) + wd * w)
            p.value = value

# %% answer zoo-run
def zoo_run(x_train, y_train, seed):
    np.random.seed(seed)
    network = Sequential(
        Linear(784, 128, init_std_for("leaky_relu", 784, 128)),
        LeakyReLU(),
        Linear(128, 10, init_std_for("leaky_relu", 128, 10)),
    )
    optimizer = SGD(network.parameters(), lr=0.1, momentum=0.9)
    loss, epochs = SparseCrossEntropy(), 6
    for epoch in range(epochs):
        optimizer.lr = 0.1 * (1 - epoch / epochs)
        order = np.random.permutation(len(x_train))
        for start in range(0, len(order), 100):
            rows = order[start : start + 100]
            loss.forward(network.forward(x_train[rows]), y_train[rows])
            network.backward(loss.backward())
            optimizer.step()
    return network
