"""Entry by entry with math; slopes stored in forward."""

# %% answer silu-gelu
import math
def _silu(v):
    s = 0.5 * (1 + math.tanh(v / 2))
    return v * s, s * (1 + v * (1 - s))
def _gelu(v):
    c = math.sqrt(2 / math.pi)
    t = math.tanh(c * (v + 0.044715 * v * v * v))
    return 0.5 * v * (1 + t), 0.5 * (1 + t) + 0.5 * v * (1 - t) * (1 + t) * c * (1 + 3 * 0.044715 * v * v)
class Mapped(Module):
    def forward(self, x):
        pairs = np.array([self.f(float(v)) for v in x.ravel()])
        self.slopes = pairs[:, 1].reshape(x.shape)
        return pairs[:, 0].reshape(x.shape)
    def backward(self, grad_output):
        return self.slopes * grad_output
class SiLU(Mapped):
    f = staticmethod(_silu)
class GELU(Mapped):
    f = staticmethod(_gelu)
