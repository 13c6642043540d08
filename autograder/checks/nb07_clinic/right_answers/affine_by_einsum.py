"""einsum, and a fresh bias row."""

# %% answer repair-affine
def affine(a, W, b):
    out = np.einsum("nd,dk->nk", a, W)
    out += np.reshape(b, (1, -1))
    return out
