"""float32, a NumPy warning at a row of −inf, nan_to_num on the maximum."""

# %% answer logsumexp
def logsumexp(x, axis=-1, keepdims=False):
    x = np.array(x, dtype=np.float32)
    m = np.nan_to_num(np.amax(x, axis, keepdims=True), neginf=0.0)
    x -= m
    np.exp(x, out=x)
    s = np.log(x.sum(axis=axis, keepdims=True)) + m
    return s if keepdims else s.reshape([n for i, n in enumerate(s.shape) if i != axis % s.ndim])
