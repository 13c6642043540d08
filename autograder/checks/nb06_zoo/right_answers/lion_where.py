"""Signs by comparison, in place, the decay first."""

# %% answer lion
class Lion:
    def __init__(self, parameters, lr=0.0001, betas=(0.9, 0.99), weight_decay=0.0):
        self.parameters, self.lr, self.betas, self.wd = parameters, lr, betas, weight_decay
        self.m = {}
    def step(self):
        b1, b2 = self.betas
        for p in self.parameters:
            m = self.m.get(id(p), np.zeros_like(p.grad))
            c = b1 * m + (1 - b1) * p.grad
            p.value *= 1 - self.lr * self.wd
            p.value -= self.lr * ((c > 0).astype(float) - (c < 0))
            self.m[id(p)] = m + (1 - b2) * (p.grad - m)
