"""Gradient along unit vectors."""

# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):

    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError("floats, please")

    units = np.eye(x.size).reshape(x.size, *x.shape)
    return np.reshape([0.5 / h * (f(x + h * e) - f(x - h * e)) for e in units], x.shape)
