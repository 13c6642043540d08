"""The form with erf, in float32: it cannot be told from the tanh form."""

# %% answer silu-gelu
import math
erf = np.vectorize(math.erf, otypes=[np.float32])
class SiLU(Module):
    def forward(self, x):
        self.x = x.astype(np.float32)
        return self.x / (1 + np.exp(-self.x))
    def backward(self, grad_output):
        s = 1 / (1 + np.exp(-self.x))
        return (grad_output * (s + self.x * s * (1 - s))).astype(np.float32)
class GELU(Module):
    def forward(self, x):
        self.x = x.astype(np.float32)
        self.cdf = (1 + erf(self.x / np.float32(np.sqrt(2)))) / np.float32(2)
        return self.x * self.cdf
    def backward(self, grad_output):
        pdf = np.exp(-self.x ** 2 / 2) / np.float32(np.sqrt(2 * np.pi))
        return (grad_output * (self.cdf + self.x * pdf)).astype(np.float32)
