"""Adam with try, float32 moments."""

# %% answer adam
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, verbose=True):
        self.__dict__.update(locals())
        self.t, self.state = 0, {}

    def step(self):
        self.t = self.t + 1
        for i, layer in enumerate(self.layers):
            try:
                pairs = [("W", layer.W, layer.dW), ("b", layer.b, layer.db)]
            except AttributeError:
                continue
            for name, value, g in pairs:
                m, v = self.state.get((i, name), (np.float64(0), np.float64(0)))
                m = self.beta1 * m + (1 - self.beta1) * g
                v = self.beta2 * v + (1 - self.beta2) * np.power(g, 2)
                self.state[i, name] = m, v
                s = np.sqrt(v) / np.sqrt(1 - self.beta2**self.t) + self.eps
                setattr(layer, name, value - self.lr / (1 - self.beta1**self.t) * m / s)
        print("step", self.t)
