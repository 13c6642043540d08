"""Relu with half at the kink, in place."""

# %% answer relu
class ReLU:
    def forward(self, x):
        self.slope = np.heaviside(x, 0.5)
        np.maximum(x, 0, out=x)
        return x

    def backward(self, grad_output):
        grad_output *= self.slope
        return grad_output
