"""Each batch is the average of one-sample gradients, then one step."""

# %% answer deep-net
class DeepNet:
    def __init__(self, sizes, activation, l2=0.0):
        self.kind, self.l2 = activation, l2
        self.weights = [np.random.normal(0, init_std("he", i, o), (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.biases = [np.zeros(o) for o in sizes[1:]]
    def forward(self, X):
        self.a, self.d = [np.asarray(X, float)], []
        last = len(self.weights) - 1
        for i in range(last + 1):
            z = self.a[-1].dot(self.weights[i]) + self.biases[i]
            if i == last:
                self.a.append(softmax(z))
            elif self.kind == "tanh":
                self.a.append(np.tanh(z))
                self.d.append(1 - self.a[-1] * self.a[-1])
            else:
                low = 0.0 if self.kind == "relu" else 0.01
                self.a.append(np.maximum(low * z, z))
                self.d.append(low + (1 - low) * relu_grad(z))
        return self.a[-1]
    def compute_loss(self, y_pred, y_true):
        return np.array([-np.sum(y_true * np.log(y_pred)) / len(y_true) + self.l2 / 2 * sum(np.sum(W**2) for W in self.weights)])
    def backward(self, y_true):
        delta = (self.a[-1] - y_true) / len(y_true)
        dW, db = list(self.weights), list(self.biases)
        for i in reversed(range(len(dW))):
            dW[i] = np.einsum("ni,no->io", self.a[i], delta) + self.l2 * self.weights[i]
            db[i] = delta.sum(axis=0)
            if i:
                delta = np.dot(delta, self.weights[i].T) * self.d[i - 1]
        return dW, db
    def train(self, X, y, epochs, lr, batch_size):
        for epoch in range(epochs):
            for start in range(0, len(X), batch_size):
                rows = range(start, min(start + batch_size, len(X)))
                sums = None
                for row in rows:
                    self.forward(X[[row]])
                    dW, db = self.backward(y[[row]])
                    sums = dW + db if sums is None else [s + g for s, g in zip(sums, dW + db)]
                for param, total in zip(self.weights + self.biases, sums):
                    param -= lr * total / len(rows)
    def predict(self, X):
        return np.array([np.flatnonzero(p == p.max())[0] for p in self.forward(X)])
