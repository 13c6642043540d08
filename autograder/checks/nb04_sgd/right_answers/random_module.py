"""Random module."""

# %% answer init-params
import random

def init_params(rng, sizes=(784, 32, 32, 10)):
    pairs = list(zip(sizes, sizes[1:]))
    return [np.array([[random.gauss(0, max(m, n) ** -0.5) for _ in range(n)] for _ in range(m)]) for m, n in pairs], [np.zeros((1, n)) for m, n in pairs]
