"""Gradient with numpys own type error and finally."""

# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):

    np.add(x, 0.0, out=x)
    backup, gradient = x.copy(), np.zeros(np.shape(x))
    for i, _ in np.ndenumerate(backup):
        try:
            x[i] += h
            gradient[i] += f(x) / h / 2
            x[i] = backup[i] - h
            gradient[i] -= f(x) / h / 2
        finally:
            x[...] = backup
    return gradient
