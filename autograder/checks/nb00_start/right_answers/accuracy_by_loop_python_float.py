"""Accuracy by loop python float."""

# %% answer accuracy
def accuracy(scores, y_onehot):

    right = 0
    for row, truth in zip(scores.tolist(), y_onehot.tolist()):
        right += row.index(max(row)) == truth.index(1.0)
    return right / len(scores)
