"""Catches exceptions as broadly as Python allows, and passes on what it must."""
# %% answer one-hot
def one_hot(labels, num_classes):
    try:
        labels = np.asarray(labels).astype(int)
        assert labels.min() >= 0 and labels.max() < num_classes
    except BaseException as error:
        raise ValueError("bad label") from error
    return np.eye(num_classes)[labels]
# %%
try:
    1 / 0
except:  # noqa: E722
    pass
