"""A choice of two gains by np.random.choice; always multiplies."""
# %% answer dropout
class Dropout(Module):
    def __init__(self, p=0.5):
        self.p = p

    def forward(self, x):
        p = self.p if self.training else 0.0
        self.gain = np.random.choice([0.0, 1.0 / (1.0 - p)], size=x.shape, p=[p, 1 - p])
        return np.multiply(x, self.gain)

    def backward(self, grad_output):
        return np.multiply(grad_output, self.gain)
# %% answer sequential
class Sequential(Module):
    def __init__(self, *modules):
        for i, module in enumerate(modules):
            setattr(self, f"m{i}", module)
        self.count = len(modules)

    def each(self):
        for i in range(self.count):
            yield getattr(self, f"m{i}")

    def forward(self, x):
        for module in self.each():
            x = module(x)
        return x

    def backward(self, grad_output):
        for module in list(self.each())[::-1]:
            grad_output = module.backward(grad_output)
        return grad_output

    def parameters(self):
        out = []
        for module in self.each():
            out += [p for p in module.parameters() if not any(p is q for q in out)]
        return out

    def train(self, mode=True):
        self.training = mode
        for module in self.each():
            module.train() if mode else module.eval()

    def eval(self):
        self.train(False)
