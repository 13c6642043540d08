"""The bias is one more row of W."""

# %% answer repair-affine
def affine(a, W, b):
    return np.hstack([a, np.ones((len(a), 1))]) @ np.vstack([W, b])
