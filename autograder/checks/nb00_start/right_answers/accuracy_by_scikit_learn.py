"""Accuracy by scikit learn."""

# %% answer accuracy
def accuracy(scores, y_onehot):

    from sklearn.metrics import accuracy_score
    return accuracy_score(y_onehot.argmax(axis=-1), np.argsort(scores, axis=-1)[:, -1])
