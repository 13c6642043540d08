"""Compact in float32 with (k,) biases, in place."""

# %% answer compact
class NeuralNetwork:
    def __init__(self, input_size=784, hidden_size=128, output_size=10, lr=0.01):
        rng = np.random.default_rng()
        self.lr = np.float32(lr)
        self.W1 = rng.normal(0, (2 / input_size) ** 0.5, (input_size, hidden_size)).astype("f4")
        self.W2 = rng.normal(0, (2 / hidden_size) ** 0.5, (hidden_size, output_size)).astype("f4")
        self.b1, self.b2 = np.zeros(hidden_size, "f4"), np.zeros(output_size, "f4")

    def forward(self, X):
        self.h = np.maximum(0, X.astype("f4") @ self.W1 + self.b1)
        z = self.h @ self.W2 + self.b2
        e = np.exp(z - z.max(1)[:, None])
        return (e / e.sum(1)[:, None]).astype("f4")

    def backward(self, X, y, probs):
        loss = float(-np.log(np.maximum(probs[range(len(y)), y], 1e-9)).mean())
        d2 = (probs - np.eye(probs.shape[1])[y]) / len(y)
        d1 = np.where(self.h > 0, d2 @ self.W2.T, 0)
        for p, g in ((self.W1, X.T @ d1), (self.b1, d1.sum(0)), (self.W2, self.h.T @ d2),
                     (self.b2, d2.sum(0))):
            p -= (self.lr * g).astype(p.dtype)
        return loss

    def train_step(self, X, y):
        probs = self.forward(X)
        return self.backward(X, y, probs)

    def predict(self, X):
        return [int(row.argmax()) for row in self.forward(X)]
