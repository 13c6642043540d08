"""One hot by comparing with own error class."""

# %% answer one-hot
class WrongLabel(ValueError): pass
def one_hot(labels, num_classes):

    table = np.asarray(labels)[:, None] == np.arange(num_classes)
    if not table.any(axis=1).all():
        raise WrongLabel()
    return table * 1.0
