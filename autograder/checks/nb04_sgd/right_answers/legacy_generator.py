"""Legacy generator."""

# %% answer init-params
def init_params(rng, sizes=(784, 32, 32, 10)):
    pairs = list(zip(sizes, sizes[1:]))
    return [np.random.randn(m, n) / np.sqrt(max(m, n)) for m, n in pairs], [np.zeros((1, n)) for m, n in pairs]
