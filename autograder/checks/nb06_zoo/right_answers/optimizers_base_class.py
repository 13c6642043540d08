"""A common base class; the moments live in one flat vector for all parameters."""
# %% answer sgd
class Optimizer:
    def __init__(self, parameters):
        self.parameters = list(parameters)

    def flat(self, name):
        return np.concatenate([np.ravel(getattr(p, name)) for p in self.parameters])

    def move(self, change):
        start = 0
        for p in self.parameters:
            size = p.value.size
            p.value = p.value - change[start : start + size].reshape(p.value.shape)
            start += size


class SGD(Optimizer):
    def __init__(self, parameters, lr, momentum=0.0, weight_decay=0.0):
        super().__init__(parameters)
        self.lr, self.momentum, self.weight_decay, self.v = lr, momentum, weight_decay, 0.0

    def step(self):
        self.v = self.momentum * self.v + self.flat("grad") + self.weight_decay * self.flat("value")
        self.move(self.lr * self.v)
# %% answer adamw
class AdamW(Optimizer):
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        super().__init__(parameters)
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.m = self.v = np.float64(0)
        self.t = 0

    def step(self):
        self.t += 1
        (b1, b2), g = self.betas, self.flat("grad")
        self.m = b1 * self.m + (1 - b1) * g
        self.v = b2 * self.v + (1 - b2) * g ** 2
        adam = self.m / (1 - b1 ** self.t) / (np.sqrt(self.v / (1 - b2 ** self.t)) + self.eps)
        self.move(self.lr * (adam + self.weight_decay * self.flat("value")))
# %% answer lion
class Lion(Optimizer):
    def __init__(self, parameters, lr=0.0001, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(parameters)
        self.lr, self.betas, self.weight_decay, self.m = lr, betas, weight_decay, 0

    def step(self):
        (b1, b2), g = self.betas, self.flat("grad")
        self.move(self.lr * (np.sign(b1 * self.m + (1 - b1) * g) + self.weight_decay * self.flat("value")))
        self.m = b2 * self.m + (1 - b2) * g
