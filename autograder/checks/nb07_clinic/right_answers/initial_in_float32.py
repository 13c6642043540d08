"""float32, tuples, np.random in place of rng."""

# %% answer repair-init
def initial(sizes, rng):
    weights, biases = (), ()
    for d, k in zip(sizes, sizes[1:]):
        weights += ((np.random.randn(d, k) * (2.0 / d) ** 0.5).astype(np.float32),)
        biases += (np.zeros(k, np.float32),)
    return [weights, biases]
