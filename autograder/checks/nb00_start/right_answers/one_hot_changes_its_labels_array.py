"""One hot changes its labels array."""

# %% answer one-hot
def one_hot(labels, num_classes):

    labels = np.array(labels, copy=None).astype(int, copy=False)
    bad = (labels < 0) + (labels > num_classes - 1)
    if np.count_nonzero(bad):
        raise ValueError
    flat = np.zeros(labels.size * num_classes, np.float16)
    flat[labels + num_classes * np.arange(labels.size)] = 1
    flat.shape = labels.size, num_classes
    return flat
