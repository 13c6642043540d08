"""Out= buffers, tensordot."""

# %% answer linear
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        self.w = np.random.normal(0, np.sqrt(2 / (in_dim + out_dim)), (in_dim, out_dim))
        self.b = np.zeros((1, out_dim))
        self.dw = self.db = None
        self.dw, self.db = np.empty_like(self.w), np.empty_like(self.b)

    def forward(self, inp):
        self.inp, out = inp, np.empty((len(inp), self.w.shape[1]))
        np.matmul(inp, self.w, out=out)
        return np.add(out, self.b, out=out)

    def backward(self, up_grad):
        np.matmul(self.inp.T, up_grad, out=self.dw)
        np.sum(up_grad, axis=0, keepdims=True, out=self.db)
        return np.tensordot(up_grad, self.w, axes=(1, 1))

    def step(self, lr):
        self.w -= lr * self.dw
        self.b -= lr * self.db
