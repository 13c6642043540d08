"""Closures keep the batch."""

# %% answer linear
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        self.w = np.random.normal(0, np.sqrt(2 / (in_dim + out_dim)), (in_dim, out_dim))
        self.b = np.zeros((1, out_dim))
        self.dw = self.db = None

    def forward(self, inp):
        w = self.w


        def back(up_grad):
            self.dw, self.db = inp.T @ up_grad, up_grad.sum(axis=0, keepdims=True)
            return up_grad @ w.T


        self.back = back
        return inp @ self.w + self.b

    def backward(self, up_grad):
        return self.back(up_grad)

    def step(self, lr):
        self.w -= lr * self.dw
        self.b -= lr * self.db

# %% answer mse
class MSE(Loss):
    def forward(self, prediction, target):
        d = prediction - target
        self.back = lambda: 2.0 / d.shape[0] * d
        return (d * d).sum(axis=1).mean()

    def backward(self):
        return self.back()
