"""float32, a tuple of tuples from backward, array_split, train returns losses."""

# %% answer deep-net
class DeepNet:
    def __init__(self, sizes, activation, l2=0.0):
        self.sizes, self.activation, self.l2 = list(sizes), activation, l2
        rng = np.random.default_rng(5)
        self.weights, self.biases = [], []
        for i, o in zip(sizes[:-1], sizes[1:]):
            self.weights.append(rng.standard_normal((i, o), np.float32) * np.float32((2 / i) ** 0.5))
            self.biases.append(np.zeros(o, np.float32))
    def _f(self, z):
        if self.activation == "tanh":
            return np.tanh(z), 1 - np.tanh(z) ** 2
        leak = {"relu": 0.0, "leaky_relu": 0.01}[self.activation]
        slope = np.ones_like(z)
        slope[z < 0] = leak
        return z * slope, slope
    def forward(self, X):
        a = np.asarray(X, np.float32)
        self.acts, self.ds = [a], []
        for W, b in list(zip(self.weights, self.biases))[:-1]:
            a, d = self._f(np.asarray(a @ W + b, np.float32))
            self.acts.append(a)
            self.ds.append(d)
        z = a @ self.weights[-1] + self.biases[-1]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        self.p = (e / e.sum(axis=1, keepdims=True)).astype(np.float32)
        return self.p
    def compute_loss(self, y_pred, y_true):
        total = 0.0
        for p, t in zip(y_pred, y_true):
            total -= np.log(p[int(np.argmax(t))])
        return total / len(y_true) + self.l2 * sum(np.sum(W * W) for W in self.weights) / 2
    def backward(self, y_true):
        d = (self.p - np.asarray(y_true, np.float32)) / len(y_true)
        dW, db = [None] * len(self.weights), [None] * len(self.weights)
        for i in range(len(self.weights) - 1, -1, -1):
            dW[i] = self.acts[i].T @ d + np.float32(self.l2) * np.asarray(self.weights[i], np.float32)
            db[i] = d.sum(axis=0)
            if i:
                d = (d @ np.asarray(self.weights[i], np.float32).T) * self.ds[i - 1]
        return tuple(dW), tuple(db)
    def train(self, X, y, epochs, lr, batch_size):
        losses = []
        for epoch in range(epochs):
            for Xb, yb in zip(np.array_split(X, -(-len(X) // batch_size)), np.array_split(y, -(-len(X) // batch_size))):
                losses.append(self.compute_loss(self.forward(Xb), yb))
                dW, db = self.backward(yb)
                self.weights = [W - lr * g for W, g in zip(self.weights, dW)]
                self.biases = [b - lr * np.reshape(g, np.shape(b)) for b, g in zip(self.biases, db)]
            print("epoch", epoch, losses[-1])
        return losses
    def predict(self, X):
        return [int(row.argmax()) for row in self.forward(X)]
