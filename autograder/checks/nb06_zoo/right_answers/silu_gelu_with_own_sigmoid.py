"""SiLU asks the Sigmoid module, GELU is written as x·σ(2u)."""

# %% answer silu-gelu
class SiLU(Module):
    def __init__(self):
        self.sigmoid = Sigmoid()
    def forward(self, x):
        self.x = x
        self.s = self.sigmoid(x)
        return x * self.s
    def backward(self, grad_output):
        return grad_output * self.s + self.sigmoid.backward(grad_output * self.x)
class GELU(Module):
    C = np.sqrt(2 / np.pi)
    def forward(self, x):
        self.x, self.u = x, self.C * (x + 0.044715 * x ** 3)
        self.tanh = Tanh()
        self.t = self.tanh.forward(self.u)
        return x * (0.5 + 0.5 * self.t)
    def backward(self, grad_output):
        du = self.C * (1 + 0.134145 * self.x ** 2)
        return grad_output * (0.5 + 0.5 * self.t) + self.tanh.backward(grad_output * 0.5 * self.x * du)
