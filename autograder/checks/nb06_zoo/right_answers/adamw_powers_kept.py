"""Keeps β1ᵗ and β2ᵗ as running products; state on the Parameters; zip over lists."""

# %% answer adamw
class AdamW:
    def __init__(self, parameters, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
        self.parameters = [p for p in parameters]
        self.lr, self.betas, self.eps, self.weight_decay = lr, list(betas), eps, weight_decay
        self.powers = np.ones(2)
        for p in self.parameters:
            p.m, p.v = 0, 0
    def step(self):
        self.powers = self.powers * self.betas
        for p in self.parameters:
            p.m = self.betas[0] * p.m + (1 - self.betas[0]) * p.grad
            p.v = self.betas[1] * p.v + (1 - self.betas[1]) * p.grad * p.grad
            up, down = p.m / (1 - self.powers[0]), (p.v / (1 - self.powers[1])) ** 0.5 + self.eps
            old = p.value
            p.value = old - self.lr * up / down - self.lr * self.weight_decay * old
