"""Gradient on a copy with nditer."""

# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):

    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError("floats, please")

    gradient, moved = np.empty_like(x), x.copy()
    steps = np.nditer(x, flags=["multi_index"])
    for value in steps:
        i = steps.multi_index
        moved[i] = value + h
        gradient[i] = f(moved)
        moved[i] = value - h
        gradient[i] -= f(moved)
        moved[i] = value
    gradient /= 2 * h
    return gradient
