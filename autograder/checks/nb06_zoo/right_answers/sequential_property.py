"""training is a property of the container that passes every change on."""
# %% answer sequential
class Sequential(Module):
    def __init__(self, *modules):
        self.modules = modules
        self._training = True

    @property
    def training(self):
        return self._training

    @training.setter
    def training(self, value):
        self._training = value
        for module in self.modules:
            module.train() if value else module.eval()

    def forward(self, x):
        return x if not self.modules else Sequential(*self.modules[1:]).forward(self.modules[0](x))

    def backward(self, grad_output):
        for module in self.modules[::-1]:
            grad_output = module.backward(grad_output)
        return grad_output

    def parameters(self):
        every = [p for module in self.modules for p in module.parameters()]
        return [p for i, p in enumerate(every) if all(p is not q for q in every[:i])]
