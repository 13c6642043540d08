"""Float32 everywhere."""

# %% answer linear
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        scale = np.float32(np.sqrt(2 / (in_dim + out_dim)))
        self.w = scale * np.random.default_rng(3).standard_normal((in_dim, out_dim), dtype=np.float32)
        self.b = np.zeros((1, out_dim), np.float32)

    def forward(self, inp):
        self.inp = np.asarray(inp, np.float32)
        return self.inp @ self.w.astype(np.float32) + self.b.astype(np.float32)

    def backward(self, up_grad):
        up_grad = np.asarray(up_grad, np.float32)
        self.dw = self.inp.T @ up_grad
        self.db = up_grad.sum(axis=0, keepdims=True)
        return up_grad @ self.w.astype(np.float32).T

    def step(self, lr):
        self.w -= lr * self.dw
        self.b -= lr * self.db

# %% answer sigmoid
class Sigmoid(Layer):
    def forward(self, inp):
        self.f = np.float32(1) / (1 + np.exp(-np.float32(inp)))
        return self.f

    def backward(self, up_grad):
        return up_grad * self.f * (1 - self.f)

# %% answer mse
class MSE(Loss):
    def forward(self, prediction, target):
        self.d, self.n = np.float32(prediction - target), len(target)
        return np.linalg.norm(self.d) ** 2 / self.n

    def backward(self):
        return self.d * np.float32(2 / self.n)
