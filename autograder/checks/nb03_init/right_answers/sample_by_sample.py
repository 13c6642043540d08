"""Sample by sample."""

# %% answer two-layer-net
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        self.W1 = np.random.randn(input_size, hidden_size) * init_std
        self.b1 = np.zeros((1, hidden_size))
        self.W2 = np.random.randn(hidden_size, output_size) * init_std
        self.b2 = np.zeros((1, output_size))
    def forward(self, X):
        self.rows = []
        for x in X:
            z = x @ self.W1 + np.ravel(self.b1)
            a = np.maximum(0, z)
            s = a @ self.W2 + np.ravel(self.b2)
            e = np.exp(s - s.max())
            self.rows.append((x, z, a, e / e.sum()))
        return np.array([row[-1] for row in self.rows])
    def compute_loss(self, y_pred, y_true):
        return np.mean(-np.log(y_pred[range(len(y_true)), y_true.argmax(axis=1)] + 1e-8))
    def backward(self, y_true):
        total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
        for (x, z, a, p), y in zip(self.rows, y_true):
            d = p - y
            e = (self.W2 @ d) * (z > 0)
            for name, part in zip(total, (np.outer(x, e), e[None], np.outer(a, d), d[None])):
                total[name] = total[name] + part / len(y_true)
        return total
    def train_step(self, X, y, lr):
        before = self.compute_loss(self.forward(X), y)
        slopes = self.backward(y)
        for name in ("W1", "b1", "W2", "b2"):
            setattr(self, name, getattr(self, name) - lr * slopes["d" + name])
        return before
