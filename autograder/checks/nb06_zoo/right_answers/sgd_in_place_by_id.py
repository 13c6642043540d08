"""Velocities in a dict by id(), values changed in place."""

# %% answer sgd
class SGD:
    def __init__(self, parameters, lr, momentum=0.0, weight_decay=0.0):
        self.params = parameters
        self.hyper = dict(lr=lr, mu=momentum, wd=weight_decay)
        self.state = {}
    def step(self):
        for p in self.params:
            v = self.state.setdefault(id(p), np.zeros(p.value.shape))
            v *= self.hyper["mu"]
            v += p.grad
            v += self.hyper["wd"] * p.value
            p.value -= self.hyper["lr"] * v
