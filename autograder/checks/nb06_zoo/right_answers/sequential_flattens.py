"""Flattens nested containers when it is made, and remembers them for the modes."""

# %% answer sequential
class Sequential(Module):
    def __init__(self, *modules):
        self.children = modules
        self.flat = []
        for m in modules:
            self.flat.extend(m.flat if isinstance(m, Sequential) else [m])
    def forward(self, x):
        for m in self.flat:
            x = m.forward(x)
        return x
    def backward(self, grad_output):
        g = grad_output
        for i in range(len(self.flat) - 1, -1, -1):
            g = self.flat[i].backward(g)
        return g
    def parameters(self):
        seen, out = set(), []
        for m in self.flat:
            for p in m.parameters():
                if p not in seen:
                    seen.add(p)
                    out += [p]
        return out
    def train(self):
        for m in (self, *self.flat):
            m.training = True
        for m in self.children:
            m.train()
    def eval(self):
        for m in (self, *self.flat):
            m.training = False
        for m in self.children:
            m.eval()
