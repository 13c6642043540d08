"""Recursion, a frozen dataclass, a loss of shape (1,)."""
# %% answer repair-call
from dataclasses import dataclass


@dataclass(frozen=True)
class Chain:
    layers: list

    def __call__(self, x):
        *first, last = self.layers
        return last(Chain(first)(x) if first else x)

    def loss(self, x, target):
        error = np.ravel(self(x) - target)
        return np.array([error @ error / error.size])
# %% answer repair-affine
def affine(a, W, b):
    return np.add(np.matmul(a, W), np.reshape(b, (1, -1)))
