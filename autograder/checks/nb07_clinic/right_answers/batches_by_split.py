"""np.split at the multiples of size; a tuple of int32 arrays."""

# %% answer repair-batches
def batches(n, size, rng):
    order = np.argsort(rng.random(n)).astype(np.int32)
    return tuple(np.split(order, range(size, n, size)))
