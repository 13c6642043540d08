"""Shrinks the value first, then takes the Adam step, all in place."""

# %% answer adamw
class AdamW:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.parameters = parameters
        self.lr, (self.b1, self.b2), self.eps, self.wd = lr, betas, eps, weight_decay
        self.count, self.memory = 0, {}
    def step(self):
        self.count += 1
        for p in self.parameters:
            p.value *= 1 - self.lr * self.wd
            m, v = self.memory.setdefault(id(p), (np.zeros(p.value.shape), np.zeros(p.value.shape)))
            m += (1 - self.b1) * (p.grad - m)
            v += (1 - self.b2) * (np.square(p.grad) - v)
            p.value -= self.lr * (m / (1 - self.b1 ** self.count)) / (np.sqrt(v / (1 - self.b2 ** self.count)) + self.eps)
