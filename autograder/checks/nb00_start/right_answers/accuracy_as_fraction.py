"""Accuracy as fraction."""

# %% answer accuracy
from fractions import Fraction
def accuracy(scores, y_onehot):

    hits = (scores.argmax(1) == y_onehot.argmax(1)).tolist()
    return Fraction(hits.count(True), len(hits))
