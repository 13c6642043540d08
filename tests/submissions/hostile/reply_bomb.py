"""Replies of the largest size allowed, and trees of a million nodes."""
# %% answer one-hot
def one_hot(labels, num_classes):
    return [{"a": [[]] * 1000, "b": [0.5] * 1000} for _ in range(1000)]
# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):
    return np.ones(2**23 + 1)
