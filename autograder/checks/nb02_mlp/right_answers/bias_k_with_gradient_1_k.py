"""Bias (k,) with gradient (1, k)."""

# %% answer linear
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
        self.w = np.random.randn(in_dim, out_dim) * (2 / (in_dim + out_dim)) ** 0.5
        self.b = np.zeros(out_dim)

    def forward(self, inp):
        self.inp = inp
        return inp @ self.w + self.b

    def backward(self, up_grad):
        self.dw = self.inp.T @ up_grad
        self.db = np.sum(up_grad, axis=0, keepdims=True)
        return up_grad @ self.w.T

    def step(self, lr):
        self.w = self.w - lr * self.dw
        self.b = self.b - lr * self.db.reshape(self.b.shape)
