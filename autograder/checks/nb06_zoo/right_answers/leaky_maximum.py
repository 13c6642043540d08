"""max(x, slope·x), and the mask of the output."""

# %% answer leaky-relu
class LeakyReLU(Module):
    def __init__(self, slope=0.01):
        self.slope = slope
    def forward(self, x):
        self.out = np.maximum(x, self.slope * x)
        return self.out
    def backward(self, grad_output):
        grad = np.array(grad_output, copy=True)
        grad[self.out <= 0] *= self.slope
        return grad
