"""Gradients add up and are zeroed in step."""

# %% answer linear
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        self.w = np.random.normal(0, np.sqrt(2 / (in_dim + out_dim)), (in_dim, out_dim))
        self.b = np.zeros((1, out_dim))
        self.dw = self.db = None
        self.dw, self.db = 0 * self.w, 0 * self.b

    def forward(self, inp):
        self.inp = inp
        return inp @ self.w + self.b

    def backward(self, up_grad):
        self.dw += self.inp.T @ up_grad
        self.db += up_grad.sum(0, keepdims=True)
        return up_grad @ self.w.T

    def step(self, lr):
        self.w = self.w - lr * self.dw
        self.b = self.b - lr * self.db
        self.dw, self.db = np.zeros_like(self.w), np.zeros_like(self.b)
