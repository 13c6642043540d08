"""The plain formula, which warns about an overflow and is exact; a slope by a closure; prints."""
# %% answer smooth
class Sigmoid(Module):
    def forward(self, x):
        y = 1.0 / (1.0 + np.exp(-x))
        self.backward = lambda grad_output: grad_output * y * (1 - y)
        print("sigmoid", x.shape)
        return y


class Tanh(Module):
    def forward(self, x):
        y = np.tanh(x)
        self.backward = lambda grad_output: grad_output * (1 - y) * (1 + y)
        return y
# %% answer leaky-relu
class LeakyReLU(Module):
    def __init__(self, slope=0.01):
        self.alpha = slope

    def forward(self, x):
        gain = np.where(x > 0, 1.0, self.alpha)
        self.backward = lambda grad_output: grad_output * gain
        return x * gain
