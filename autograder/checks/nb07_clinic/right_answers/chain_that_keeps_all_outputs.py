"""A subclass of list that remembers every output; the loss by loops."""

# %% answer repair-call
class Chain(list):
    def __call__(self, x):
        self.outputs = [x]
        for layer in self:
            self.outputs.append(layer(self.outputs[-1]))
        return self.outputs[-1]

    def loss(self, x, target):
        output, total = self(x), 0.0
        for row, wanted in zip(output, target):
            for a, b in zip(row, wanted):
                total += (a - b) ** 2
        return total / output.size
