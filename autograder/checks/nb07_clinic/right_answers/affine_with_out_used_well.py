"""np.dot with a fresh place for its result, in float32."""

# %% answer repair-affine
def affine(a, W, b):
    out = np.empty((a.shape[0], W.shape[1]))
    np.dot(a, W, out=out)
    return (out + b).astype(np.float32)
