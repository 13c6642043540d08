"""A generator that takes one step each time it is asked."""
# %% answer sgd
class SGD:
    def __init__(self, parameters, lr, momentum=0.0, weight_decay=0.0):
        self.walk = self.run(tuple(parameters), lr, momentum, weight_decay)

    def step(self):
        next(self.walk)

    @staticmethod
    def run(parameters, lr, momentum, weight_decay):
        v = [0] * len(parameters)
        while True:
            for i, p in enumerate(parameters):
                v[i] = momentum * v[i] + p.grad + weight_decay * p.value
                p.value[...] = p.value - lr * v[i]
            yield
# %% answer adamw
class AdamW:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.parameters = [p for p in parameters]
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self.history = [[] for _ in self.parameters]

    def step(self):
        b1, b2 = self.betas
        for p, past in zip(self.parameters, self.history):
            past.append(np.array(p.grad))
            t = len(past)
            w1 = [(1 - b1) * b1 ** (t - 1 - i) / (1 - b1 ** t) for i in range(t)]
            w2 = [(1 - b2) * b2 ** (t - 1 - i) / (1 - b2 ** t) for i in range(t)]
            m = sum(w * g for w, g in zip(w1, past))
            v = sum(w * g ** 2 for w, g in zip(w2, past))
            old = p.value.copy()
            p.value = old - self.lr * (m / (v ** 0.5 + self.eps) + self.weight_decay * old)
