"""A mask of chosen rows; the training rows are shuffled after that; a generator gives the parts."""
# %% answer repair-split
def split(x, y, rng, share=0.8):
    n = x.shape[0]
    chosen = rng.choice(n, size=int(np.round(share * n)), replace=False)
    left = np.array([i for i in rng.permutation(n) if i not in set(chosen.tolist())], dtype=int)
    return x[chosen], y[chosen], x[left], y[left]
# %% answer repair-call
from functools import reduce


class Chain:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        self.last = reduce(lambda signal, layer: layer(signal), self.layers, x)
        return self.last

    def loss(self, x, target):
        self(x)
        return np.square(self.last - target).mean()
