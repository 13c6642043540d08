"""What the questions of several notebooks share. It runs in the student's process."""

import numpy as np


def put(layer, weights, bias):
    """The layer with these numbers in it, the bias in the layer's own shape."""
    try:
        layer.weights = weights.copy()
    except AttributeError:
        layer.weights[...] = weights
    same = np.size(layer.bias) == bias.size
    layer.bias = bias.reshape(np.shape(layer.bias)).copy() if same else bias.copy()
    return layer
