"""Relu in float32 with a stack of masks."""

# %% answer relu
class ReLU:
    def __init__(self):
        self.masks = []

    def __call__(self, x):
        return self.forward(x)

    def forward(self, x):
        self.masks.append((x > 0).astype(np.float32))
        return ((np.abs(x) + x) / 2).astype(np.float32)

    def backward(self, grad_output):
        return grad_output.astype(np.float32) * self.masks.pop()
