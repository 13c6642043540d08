"""Loops over entries; math.copysign where c is not 0."""

# %% answer lion
import math
class Lion:
    def __init__(self, parameters, lr=0.0001, betas=(0.9, 0.99), weight_decay=0.0):
        self.parameters = list(parameters)
        self.lr, self.beta1, self.beta2, self.weight_decay = lr, betas[0], betas[1], weight_decay
        self.memory = [np.zeros(p.value.size) for p in self.parameters]
    def step(self):
        for p, m in zip(self.parameters, self.memory):
            values = p.value.ravel().tolist()
            for i, g in enumerate(p.grad.ravel()):
                c = self.beta1 * m[i] + (1 - self.beta1) * g
                sign = 0.0 if c == 0 else math.copysign(1.0, c)
                values[i] -= self.lr * (sign + self.weight_decay * values[i])
                m[i] = self.beta2 * m[i] + (1 - self.beta2) * g
            p.value = np.reshape(values, p.value.shape)
