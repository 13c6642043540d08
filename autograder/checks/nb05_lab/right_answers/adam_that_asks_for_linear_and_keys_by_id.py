"""Adam that asks for Linear and keys by id."""

# %% answer adam
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.layers = [layer for layer in layers if isinstance(layer, Linear)]
        self.lr, self.b1, self.b2, self.eps, self.t = lr, beta1, beta2, eps, 1
        self.mem = {id(layer): [0, 0, 0, 0] for layer in self.layers}

    def step(self):
        c1, c2 = 1 - self.b1**self.t, 1 - self.b2**self.t
        for layer in self.layers:
            s = self.mem[id(layer)]
            s[0] = self.b1 * s[0] + (1 - self.b1) * layer.dW
            s[1] = self.b2 * s[1] + (1 - self.b2) * layer.dW * layer.dW
            s[2] = self.b1 * s[2] + (1 - self.b1) * layer.db
            s[3] = self.b2 * s[3] + (1 - self.b2) * layer.db * layer.db
            layer.W -= self.lr * (s[0] / c1) / ((s[1] / c2) ** 0.5 + self.eps)
            layer.b -= self.lr * (s[2] / c1) / ((s[3] / c2) ** 0.5 + self.eps)
        self.t += 1
