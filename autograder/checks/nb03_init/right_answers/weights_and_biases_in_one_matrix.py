"""Weights and biases in one matrix."""

# %% answer two-layer-net
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        def start(i, o):
            return np.vstack([np.random.normal(0, init_std, (i, o)), np.zeros((1, o))])
        self.M1 = start(input_size, hidden_size)
        self.M2 = start(hidden_size, output_size)
    W1 = property(lambda s: s.M1[:-1], lambda s, v: s.M1.__setitem__(slice(None, -1), v))
    b1 = property(lambda s: s.M1[-1], lambda s, v: s.M1.__setitem__(-1, v))
    W2 = property(lambda s: s.M2[:-1], lambda s, v: s.M2.__setitem__(slice(None, -1), v))
    b2 = property(lambda s: s.M2[-1], lambda s, v: s.M2.__setitem__(-1, v))
    def forward(self, X):
        self.X1 = np.hstack([X, np.ones((len(X), 1))])
        self.X2 = np.hstack([relu(self.X1 @ self.M1), np.ones((len(X), 1))])
        self.P = softmax(self.X2 @ self.M2)
        return self.P
    def compute_loss(self, y_pred, y_true):
        return -np.mean(np.log(y_pred[y_true == 1] + 1e-8))
    def backward(self, y_true):
        D = (self.P - y_true) / len(y_true)
        G2 = self.X2.T @ D
        G1 = self.X1.T @ (D @ self.M2[:-1].T * (self.X2[:, :-1] > 0))
        return {"dW1": G1[:-1], "db1": G1[-1], "dW2": G2[:-1], "db2": G2[-1]}
    def train_step(self, X, y, lr):
        loss = self.compute_loss(self.forward(X), y)
        g = self.backward(y)
        self.M1 = self.M1 - lr * np.vstack([g["dW1"], g["db1"]])
        self.M2 = self.M2 - lr * np.vstack([g["dW2"], g["db2"]])
        return loss
