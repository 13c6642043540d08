"""Two branches by the sign of x, boolean indexing; keeps slopes in a list of forwards."""

# %% answer smooth
def stable_sigmoid(x):
    out = np.empty_like(x)
    plus = x >= 0
    out[plus] = 1 / (1 + np.exp(-x[plus]))
    e = np.exp(x[~plus])
    out[~plus] = e / (1 + e)
    return out
class Sigmoid(Module):
    history = None
    def forward(self, x):
        self.history = (self.history or []) + [stable_sigmoid(x)]
        print("forward", len(self.history))
        return self.history[-1]
    def backward(self, grad_output):
        s = self.history[-1]
        return np.multiply(grad_output, s - s * s)
class Tanh(Module):
    def forward(self, x):
        e = np.exp(-2 * np.abs(x))
        self.slope = 4 * e / (1 + e) ** 2
        return np.sign(x) * (1 - e) / (1 + e)
    def backward(self, grad_output):
        return np.einsum("...,...->...", grad_output, self.slope)
