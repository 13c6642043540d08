"""The three optimizers share a base class; losses share one too."""

# %% answer sgd
class Optimizer:
    def __init__(self, parameters, lr, weight_decay=0.0):
        self.parameters, self.lr, self.weight_decay = list(parameters), lr, weight_decay
        self.state = [dict(m=0.0, v=0.0) for _ in self.parameters]
    def step(self):
        for p, s in zip(self.parameters, self.state):
            p.value = p.value - self.lr * self.direction(p.grad, p.value, s)
class SGD(Optimizer):
    def __init__(self, parameters, lr, momentum=0.0, weight_decay=0.0):
        super().__init__(parameters, lr, weight_decay)
        self.momentum = momentum
    def direction(self, grad, value, s):
        s["v"] = self.momentum * s["v"] + grad + self.weight_decay * value
        return s["v"]

# %% answer lion
class Lion:
    def __init__(self, parameters, lr=0.0001, betas=(0.9, 0.99), weight_decay=0.0):
        self.pairs = [(p, [0.0]) for p in parameters]
        self.lr, self.betas, self.weight_decay = lr, betas, weight_decay
    def step(self):
        for p, box in self.pairs:
            mixed = np.average([box[0] * np.ones_like(p.grad), p.grad], axis=0, weights=[self.betas[0], 1 - self.betas[0]])
            mixed = np.where(np.abs(mixed) < 1e-12, 0, mixed)
            p.value = p.value * (1 - self.lr * self.weight_decay) - self.lr * np.sign(mixed)
            box[0] = self.betas[1] * box[0] + (1 - self.betas[1]) * p.grad
