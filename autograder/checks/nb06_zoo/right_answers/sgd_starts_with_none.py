"""v is None at first and becomes the gradient; separate branch without momentum."""

# %% answer sgd
class SGD(object):
    def __init__(self, parameters, lr, momentum=0.0, weight_decay=0.0, nesterov=False):
        self.groups = [[p, None] for p in parameters]
        self.lr, self.momentum, self.weight_decay = lr, momentum, weight_decay
    def step(self):
        for group in self.groups:
            p, v = group
            g = p.grad.copy()
            if self.weight_decay:
                g += self.weight_decay * p.value
            if self.momentum:
                group[1] = g if v is None else self.momentum * v + g
                g = group[1]
            np.subtract(p.value, self.lr * g, out=p.value)
    def zero_grad(self):
        for p, _ in self.groups:
            p.grad = np.zeros_like(p.value)
