"""Answers claim enormous shapes, or are enormous: the reader's memory is the aim."""
# %% answer one-hot
def one_hot(labels, num_classes):
    return np.broadcast_to(np.float64(1), (2**40, 2**10))
# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):
    return [{"a": [[]] * 100} for _ in range(10**6)]
