"""Train_step through private methods."""

# %% answer two-layer-net
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        self.W1 = np.random.normal(0, init_std, size=(input_size, hidden_size))
        self.b1 = np.zeros((1, hidden_size))
        self.W2 = np.random.normal(0, init_std, size=(hidden_size, output_size))
        self.b2 = np.zeros((1, output_size))
    def _scores(self, X):
        pre = X @ self.W1 + self.b1
        act = relu(pre)
        return pre, act, act @ self.W2 + self.b2
    def forward(self, X):
        self.last_X = np.array(X)
        return softmax(self._scores(X)[-1])
    def compute_loss(self, y_pred, y_true):
        return np.mean([-np.log(p[np.argmax(t)] + 1e-8) for p, t in zip(y_pred, y_true)])
    def _grads(self, X, Y):
        pre, act, scores = self._scores(X)
        d2 = (softmax(scores) - Y) / len(X)
        d1 = d2 @ self.W2.T * relu_grad(pre)
        return X.T @ d1, d1.sum(0)[None, :], act.T @ d2, d2.sum(0)[None, :]
    def backward(self, y_true):
        return dict(zip(("dW1", "db1", "dW2", "db2"), self._grads(self.last_X, y_true)))
    def train_step(self, X, y, lr):
        loss = self.compute_loss(softmax(self._scores(X)[-1]), y)
        g = self._grads(X, y)
        self.W1 -= lr * g[0]; self.b1 -= lr * g[1]; self.W2 -= lr * g[2]; self.b2 -= lr * g[3]
        return loss
