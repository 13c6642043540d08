"""Accuracy from pandas and an array of shape (1, 1)."""

# %% answer accuracy
import pandas as pd


def accuracy(scores, y_onehot):
    table = pd.DataFrame(scores).idxmax(axis=1) == pd.DataFrame(y_onehot).idxmax(axis=1)
    return np.array([[table.mean()]])
