"""Uniform He weights, biases of shape (1, k)."""

# %% answer repair-init
def initial(sizes, rng):
    pairs = [(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]
    weights = [rng.uniform(-1, 1, pair) * np.sqrt(6 / pair[0]) for pair in pairs]
    return weights, [np.zeros((1, k)) for _, k in pairs]
