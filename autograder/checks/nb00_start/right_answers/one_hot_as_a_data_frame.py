"""One hot as a pandas DataFrame."""

# %% answer one-hot
import pandas as pd


def one_hot(labels, num_classes):
    labels = pd.Series(labels).astype(int)
    if not labels.between(0, num_classes - 1).all():
        raise ValueError("label out of range")
    return pd.get_dummies(labels).reindex(columns=range(num_classes), fill_value=False).astype(float)
