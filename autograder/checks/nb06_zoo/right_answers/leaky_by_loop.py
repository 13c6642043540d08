"""Entry by entry, a Python list inside."""

# %% answer leaky-relu
class LeakyReLU(Module):
    def __init__(self, slope=0.01):
        super().__init__()
        self.a = float(slope)
    def forward(self, x):
        self.factors = [1.0 if v > 0 else self.a for v in x.flatten().tolist()]
        out = np.zeros(x.shape)
        for i, f in enumerate(self.factors):
            out.flat[i] = f * x.flat[i]
        return out
    def backward(self, grad_output):
        out = np.zeros(grad_output.shape)
        for i, f in enumerate(self.factors):
            out.flat[i] = f * grad_output.flat[i]
        return out
