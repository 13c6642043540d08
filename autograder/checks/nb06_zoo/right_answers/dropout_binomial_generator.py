"""A generator of its own, binomial draws, the same array back in evaluation mode."""

# %% answer dropout
class Dropout(Module):
    def __init__(self, p=0.5, rng=None):
        self.rng = rng or np.random.default_rng()
        self.p = p
        self.mask = None
    def forward(self, x):
        if not self.training or self.p == 0:
            self.mask = None
            return x
        self.mask = self.rng.binomial(1, 1 - self.p, size=x.shape)
        return np.where(self.mask == 1, x / (1 - self.p), 0)
    def backward(self, grad_output):
        if self.mask is None:
            return grad_output
        return np.where(self.mask == 1, grad_output / (1 - self.p), 0)
