"""Biases (h,), in place updates, prints, an extra key."""

# %% answer two-layer-net
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        self.W1 = np.random.normal(0, init_std, size=(input_size, hidden_size))
        self.W2 = np.random.normal(scale=init_std, size=(hidden_size, output_size))
        self.b1, self.b2 = np.zeros(hidden_size), np.zeros(output_size)
    def forward(self, X):
        self.X = X
        self.z = np.dot(X, self.W1) + self.b1
        self.a = relu(self.z)
        self.p = softmax(np.dot(self.a, self.W2) + self.b2)
        return self.p
    def compute_loss(self, y_pred, y_true):
        return np.mean(-np.log(y_pred[range(len(y_true)), y_true.argmax(axis=1)] + 1e-8))
    def backward(self, y_true):
        D = (self.p - y_true) / len(y_true)
        H = (D @ self.W2.T) * (self.z > 0)
        return {"dW1": self.X.T @ H, "db1": H.sum(0), "dW2": self.a.T @ D, "db2": D.sum(0), "note": "ok"}
    def train_step(self, X, y, lr):
        p = self.forward(X)
        loss = self.compute_loss(p, y)
        g = self.backward(y)
        self.W1 -= lr * g["dW1"]
        self.b1 -= lr * g["db1"]
        self.W2 -= lr * g["dW2"]
        self.b2 -= lr * g["db2"]
        print("loss", loss)
        return float(loss)
