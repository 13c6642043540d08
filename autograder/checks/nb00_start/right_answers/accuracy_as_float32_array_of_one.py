"""Accuracy as float32 array of one."""

# %% answer accuracy
def accuracy(scores, y_onehot):

    best = np.where(y_onehot == 1, scores, -np.inf).max(1)
    return np.asarray([(best >= scores.max(1)).mean()], dtype=np.float32)
