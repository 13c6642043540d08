"""Accuracy in parts, with reduce."""

# %% answer get-accuracy
from functools import reduce

def get_accuracy(layers, X, Y):
    parts = np.array_split(X, 3)
    outs = [reduce(lambda x, layer: layer.forward(x), layers, part) for part in parts]
    hits = Y[np.arange(len(Y)), np.argmax(np.vstack(outs), 1)]
    return np.array(hits.sum() / len(hits))
