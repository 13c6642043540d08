"""The correction folded into the rate, with its own epsilon; lazily made moments by id."""
# %% answer adamw
class AdamW:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.parameters, self.lr, self.betas, self.eps, self.wd = parameters, lr, betas, eps, weight_decay
        self.state, self.t = {}, 0

    def step(self):
        self.t = self.t + 1
        b1, b2 = self.betas
        root = np.sqrt(1 - b2 ** self.t)
        for p in self.parameters:
            m, v = self.state.get(id(p), (0, 0))
            m = m * b1 + p.grad * (1 - b1)
            v = v * b2 + p.grad * p.grad * (1 - b2)
            self.state[id(p)] = m, v
            move = self.lr * root / (1 - b1 ** self.t) * m / (v ** 0.5 + self.eps * root)
            p.value = p.value * (1 - self.lr * self.wd) - move
# %% answer lion
class Lion:
    def __init__(self, parameters, lr=0.0001, betas=(0.9, 0.99), weight_decay=0.0):
        self.__dict__.update(locals())
        self.m = {}

    def step(self):
        b1, b2 = self.betas
        for p in self.parameters:
            m = self.m.setdefault(id(p), np.zeros_like(p.grad))
            c = m + (1 - b1) * (p.grad - m)
            p.value = p.value - self.lr * (np.sign(c) + self.weight_decay * p.value)
            self.m[id(p)] = m + (1 - b2) * (p.grad - m)
