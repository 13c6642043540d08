"""SiLU and GELU made of Sigmoid and Tanh objects of exercise 1."""
# %% answer silu-gelu
class SiLU(Module):
    def __init__(self):
        self.gate = Sigmoid()

    def forward(self, x):
        self.x, self.s = x, self.gate(x)
        return x * self.s

    def backward(self, grad_output):
        return grad_output * self.s + self.gate.backward(grad_output * self.x)


class GELU(Module):
    k = np.sqrt(2 / np.pi)

    def __init__(self):
        self.gate = Tanh()

    def forward(self, x):
        self.x = x
        self.g = self.gate.forward(self.k * (x + 0.044715 * np.power(x, 3)))
        return 0.5 * x * (1 + self.g)

    def backward(self, grad_output):
        direct = 0.5 * (1 + self.g) * grad_output
        through = self.gate.backward(0.5 * self.x * grad_output)
        return direct + through * self.k * (1 + 3 * 0.044715 * np.power(self.x, 2))
