"""Adam with lists and in place moments."""

# %% answer adam
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.slots = []
        for layer in layers:
            if getattr(layer, "W", None) is not None:
                for name in "Wb":
                    zero = np.zeros(np.shape(getattr(layer, name)))
                    self.slots.append((layer, name, zero, zero.copy()))
        self.settings, self.count = (lr, beta1, beta2, eps), 0

    def step(self):
        lr, b1, b2, eps = self.settings
        self.count += 1
        for layer, name, m, v in self.slots:
            g = np.reshape(getattr(layer, "d" + name), m.shape)
            m *= b1
            m += (1 - b1) * g
            v *= b2
            v += (1 - b2) * np.square(g)
            value = getattr(layer, name)
            value -= (lr * (m / (1 - b1**self.count))
                      / (np.sqrt(v / (1 - b2**self.count)) + eps)).astype(value.dtype)
