"""Backward and forward of a dataclass, clipped loss."""

# %% answer two-layer-net
from dataclasses import dataclass, field
@dataclass
class TwoLayerNet:
    input_size: int
    hidden_size: int
    output_size: int
    init_std: float = 0.01
    W1: np.ndarray = field(init=False, repr=False)
    b1: np.ndarray = field(init=False, repr=False)
    W2: np.ndarray = field(init=False, repr=False)
    b2: np.ndarray = field(init=False, repr=False)
    def __post_init__(self):
        self.W1 = np.random.normal(scale=self.init_std, size=(self.input_size, self.hidden_size))
        self.b1 = np.zeros(self.hidden_size)
        self.W2 = np.random.normal(scale=self.init_std, size=(self.hidden_size, self.output_size))
        self.b2 = np.zeros(self.output_size)
    def forward(self, X):
        self.x = X
        self.z = X @ self.W1 + self.b1
        self.h = relu(self.z)
        self.out = softmax(self.h @ self.W2 + self.b2)
        return self.out
    def compute_loss(self, y_pred, y_true):
        return float(-np.mean(np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)), axis=1)))
    def backward(self, y_true):
        delta = (self.out - y_true) / len(self.x)
        back = delta @ self.W2.T * relu_grad(self.z)
        return dict(dW1=self.x.T @ back, db1=back.sum(axis=0, keepdims=True),
                    dW2=self.h.T @ delta, db2=delta.sum(axis=0, keepdims=True))
    def train_step(self, X, y, lr):
        loss = self.compute_loss(self.forward(X), y)
        g = self.backward(y)
        self.W1 = self.W1 - lr * g["dW1"]
        self.b1 = self.b1 - lr * g["db1"].reshape(self.b1.shape)
        self.W2 = self.W2 - lr * g["dW2"]
        self.b2 = self.b2 - lr * g["db2"].reshape(self.b2.shape)
        return loss
