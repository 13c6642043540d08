"""functools.reduce, and float32 for the loss."""

# %% answer repair-call
import functools


class Chain:
    def __init__(self, layers):
        self.steps = tuple(layers)
        self.layers = layers

    def __call__(self, x):
        return functools.reduce(lambda a, layer: layer(a), self.steps, x)

    def loss(self, x, target):
        return np.float32(np.square(np.subtract(self(x), target)).mean())
