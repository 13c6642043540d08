"""Loops over every entry with the math module; the exponent never gets large."""

# %% answer smooth
import math
class Sigmoid(Module):
    def forward(self, x):
        self.shape = x.shape
        self.values = []
        for v in x.ravel():
            if v >= 0:
                self.values.append(1 / (1 + math.exp(-v)))
            else:
                self.values.append(math.exp(v) / (1 + math.exp(v)))
        return np.array(self.values).reshape(x.shape)
    def backward(self, grad_output):
        out = [g * s * (1 - s) for g, s in zip(grad_output.ravel(), self.values)]
        return np.array(out).reshape(self.shape)
class Tanh(Module):
    def forward(self, x):
        self.x = x.copy()
        return np.array([math.tanh(v) for v in x.flat]).reshape(x.shape)
    def backward(self, grad_output):
        return np.array([g / math.cosh(min(abs(v), 300)) ** 2 for g, v in zip(grad_output.flat, self.x.flat)]).reshape(self.x.shape)
