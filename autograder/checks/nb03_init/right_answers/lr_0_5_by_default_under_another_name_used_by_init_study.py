"""Lr 0.5 by default under another name, used by init_study."""

# %% answer two-layer-net
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        self.W1 = np.random.randn(input_size, hidden_size) * init_std
        self.b1 = np.zeros((1, hidden_size))
        self.W2 = np.random.randn(hidden_size, output_size) * init_std
        self.b2 = np.zeros((1, output_size))
    def forward(self, X):
        self.X = X
        self.z = np.dot(X, self.W1) + self.b1
        self.a = relu(self.z)
        self.p = softmax(np.dot(self.a, self.W2) + self.b2)
        return self.p
    def compute_loss(self, y_pred, y_true):
        return np.mean(-np.log(y_pred[range(len(y_true)), y_true.argmax(axis=1)] + 1e-8))
    def backward(self, y_true):
        n = y_true.shape[0]
        delta = self.p - y_true
        back = np.dot(delta, self.W2.T) * relu_grad(self.z)
        return dict(dW1=self.X.T.dot(back) / n, db1=back.mean(axis=0, keepdims=True),
                    dW2=self.a.T.dot(delta) / n, db2=delta.mean(axis=0, keepdims=True))
    def train_step(self, X, y, rate=0.5):
        before = self.compute_loss(self.forward(X), y)
        slopes = self.backward(y)
        for name in ("W1", "b1", "W2", "b2"):
            setattr(self, name, getattr(self, name) - rate * slopes["d" + name])
        return before

# %% answer init-study
def init_study(kinds, seeds, n_epochs):
    def row(kind, seed):
        np.random.seed(seed)
        net = TwoLayerNet(2, 10, 2, init_std(kind, 2, 10))
        return [net.train_step(X_train, Y_train) for _ in range(n_epochs)]
    return {kind: np.array([row(kind, seed) for seed in seeds]) for kind in kinds}
