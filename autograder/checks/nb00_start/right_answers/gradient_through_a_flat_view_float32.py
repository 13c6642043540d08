"""Gradient through a flat view float32."""

# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):

    if isinstance(x.flat[0], np.integer):
        raise TypeError("integers")
    flat, out = x.reshape(-1), []
    f(x)
    for i in range(len(flat)):
        keep, values = flat[i], []
        for sign in -1, 1:
            flat[i] = keep + sign * h
            values.append(f(x))
        flat[i] = keep
        out.append((values[1] - values[0]) / (2 * h))
    return np.array(out, np.float32).reshape(x.shape)
