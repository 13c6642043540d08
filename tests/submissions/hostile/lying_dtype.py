"""Answers are of dtypes that carry text, objects or records where numbers are expected."""
# %% answer one-hot
def one_hot(labels, num_classes):
    table = np.empty((len(labels), num_classes), dtype=[("real", float), ("imag", object)])
    return table
# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):
    return np.full(x.shape, "nan", dtype="U3")
