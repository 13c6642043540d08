"""Slopes by a complex step: exact to the last digit."""
# %% answer silu-gelu
def _gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


class SiLU(Module):
    def forward(self, x):
        self.x = x
        return x / (1 + np.exp(-x))

    def backward(self, grad_output):
        s = np.exp(-np.logaddexp(0, -self.x))
        return grad_output * (s + self.x * s * (1 - s))


class GELU(Module):
    def forward(self, x):
        self.x = x
        return _gelu(x)

    def backward(self, grad_output):
        small = np.clip(self.x, -20, 20)
        return grad_output * _gelu(small + 1e-30j).imag / 1e-30
