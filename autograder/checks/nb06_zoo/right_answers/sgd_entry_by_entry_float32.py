"""Loops over entries; values become float32; velocity kept on the Parameter."""

# %% answer sgd
class SGD:
    def __init__(self, parameters, lr, momentum=0.0, weight_decay=0.0):
        self.parameters, self.lr = tuple(parameters), lr
        self.momentum, self.weight_decay = momentum, weight_decay
    def step(self):
        for p in self.parameters:
            if not hasattr(p, "velocity"):
                p.velocity = [0.0] * p.value.size
            new = []
            for i, (w, g) in enumerate(zip(p.value.ravel().tolist(), p.grad.ravel().tolist())):
                p.velocity[i] = self.momentum * p.velocity[i] + g + self.weight_decay * w
                new.append(w - self.lr * p.velocity[i])
            p.value = np.array(new).reshape(p.value.shape)
