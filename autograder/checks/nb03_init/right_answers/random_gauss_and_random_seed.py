"""Random.gauss and random.seed."""

# %% answer two-layer-net
import random
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        def draw(rows, columns):
            return np.array([[random.gauss(0, init_std) for _ in range(columns)] for _ in range(rows)])
        self.W1, self.b1 = draw(input_size, hidden_size), np.zeros((1, hidden_size))
        self.W2, self.b2 = draw(hidden_size, output_size), np.zeros((1, output_size))
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
    def train_step(self, X, y, lr):
        before = self.compute_loss(self.forward(X), y)
        slopes = self.backward(y)
        for name in ("W1", "b1", "W2", "b2"):
            setattr(self, name, getattr(self, name) - lr * slopes["d" + name])
        return before

# %% answer init-study
def init_study(kinds, seeds, n_epochs):
    def row(kind, seed):
        random.seed(seed)
        std = init_std(kind, 2, 10)
        net = TwoLayerNet(input_size=2, hidden_size=10, output_size=2, init_std=std)
        return [net.train_step(X_train, Y_train, 0.5) for _ in range(n_epochs)]
    return {kind: np.array([row(kind, seed) for seed in seeds], dtype=np.float32) for kind in kinds}
