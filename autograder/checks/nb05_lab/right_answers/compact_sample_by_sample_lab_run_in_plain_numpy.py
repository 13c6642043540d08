"""Compact sample by sample, lab run in plain NumPy."""

# %% answer compact
class NeuralNetwork:
    def __init__(self, input_size=784, hidden_size=128, output_size=10, lr=0.01):
        self.W1 = 0.05 * np.random.randn(input_size, hidden_size)
        self.W2 = 0.1 * np.random.randn(hidden_size, output_size)
        self.b1, self.b2 = np.zeros((1, hidden_size)), np.zeros((1, output_size))
        self.lr = lr

    def hidden(self, X):
        return np.maximum(X @ self.W1 + self.b1, 0)

    def forward(self, X):
        z = self.hidden(X) @ self.W2 + self.b2
        return np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])

    def backward(self, X, y, probs):
        sums, loss, H = [0, 0, 0, 0], 0.0, self.hidden(X)
        for x, label, p, h in zip(X, y, probs, H):
            d = p.copy()
            d[label] -= 1
            e = (self.W2 @ d) * (h > 0)
            for i, g in enumerate((np.outer(x, e), e, np.outer(h, d), d)):
                sums[i] = sums[i] + g / len(X)
            loss -= math.log(p[label]) / len(X)
        for name, g in zip(("W1", "b1", "W2", "b2"), sums):
            setattr(self, name, getattr(self, name) - self.lr * g)
        return np.array([loss])

    def train_step(self, X, y):
        return self.backward(X, y, self.forward(X))

    def predict(self, X):
        return np.array([np.argmax(p) for p in self.forward(X)], dtype=np.uint8)

# %% answer lab-run
def lab_run(x_train, y_train, seed):
    rng = np.random.default_rng(seed)
    W1 = (rng.normal(size=(784, 128)) * 0.05).astype(np.float32)
    W2 = (rng.normal(size=(128, 10)) * 0.12).astype(np.float32)
    b1, b2 = np.zeros(128, np.float32), np.zeros(10, np.float32)
    for lr in (0.3, 0.25, 0.2, 0.15, 0.1, 0.05):
        order = rng.permutation(len(x_train))
        for rows in np.array_split(order, 900):
            x = x_train[rows]
            h = np.maximum(x @ W1 + b1, 0)
            z = h @ W2 + b2
            p = np.exp(z - z.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            p[np.arange(len(rows)), y_train[rows]] -= 1
            p *= np.float32(lr / len(rows))
            d = (p @ W2.T) * (h > 0)
            W2 -= h.T @ p; b2 -= p.sum(0); W1 -= x.T @ d; b1 -= d.sum(0)

    class Reader:
        def predict(self, X):
            return (np.maximum(X @ W1 + b1, 0) @ W2 + b2).argmax(1)

    return Reader()
