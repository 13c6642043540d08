"""Relu with where."""

# %% answer relu
class ReLU:
    def __init__(self, leak=0.0):
        self.x = None

    def forward(self, x):
        self.x = x
        return np.where(x < 0, 0, x)

    def backward(self, grad_output):
        return np.where(self.x < 0, 0.0, grad_output)
