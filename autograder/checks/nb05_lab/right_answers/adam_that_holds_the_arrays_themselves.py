"""Adam that holds the arrays themselves."""

# %% answer adam
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.owners = [(l, n) for l in layers if hasattr(l, "W") for n in ("W", "b")]
        self.arrays = [getattr(l, n) for l, n in self.owners]
        self.m = [np.zeros_like(a) for a in self.arrays]
        self.v = [np.zeros_like(a) for a in self.arrays]
        self.lr, self.betas, self.eps, self.power = lr, (beta1, beta2), eps, [1.0, 1.0]

    def step(self):
        self.power = [p * b for p, b in zip(self.power, self.betas)]
        b1, b2 = self.betas
        for i, (layer, name) in enumerate(self.owners):
            g = getattr(layer, {"W": "dW", "b": "db"}[name])
            self.m[i] += (1 - b1) * (g - self.m[i])
            self.v[i] += (1 - b2) * (g**2 - self.v[i])
            mean, size = self.m[i] / (1 - self.power[0]), self.v[i] / (1 - self.power[1])
            np.subtract(self.arrays[i], self.lr * mean / (np.sqrt(size) + self.eps),
                        out=self.arrays[i])
