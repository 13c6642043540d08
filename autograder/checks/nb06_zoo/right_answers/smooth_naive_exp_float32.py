"""The plain formula with an overflow warning, in float32; tanh from the sigmoid."""

# %% answer smooth
class Sigmoid(Module):
    def __init__(self):
        super().__init__()
        self.cache = {}
    def forward(self, x):
        self.cache["x"] = x.astype(np.float32)
        return 1 / (1 + np.exp(-self.cache["x"]))
    def backward(self, grad_output):
        s = self.forward(self.cache["x"])
        return (grad_output * s * (1 - s)).astype("float32")
class Tanh(Module):
    def __init__(self):
        self.inner = Sigmoid()
    def forward(self, x):
        return 2 * self.inner(2 * x) - 1
    def backward(self, grad_output):
        return self.inner.backward(grad_output) * 4
