"""Sigmoid changes its arguments in place."""

# %% answer sigmoid
class Sigmoid(Layer):
    def forward(self, inp):
        inp *= -1
        self.f = 1 / (1 + np.exp(inp))
        return self.f

    def backward(self, up_grad):
        up_grad *= self.f * (1 - self.f)
        return up_grad
