"""What two checks read out of a reply: changes, and numbers of very different size."""

import numpy as np

from autograder.grading.expect import numbers, require

from . import patients


def change(one, net, call):
    """What the call has changed in the network and its data, number by number."""
    before, after = patients.numbers_of(net), numbers(one["after"], f"net after {call}")
    require(after.shape == before.shape, call, "changes the shape of weights, biases, x or y.")
    return after - before


def digits(values):
    """Exponents with signs, so that small numbers tell wrong ideas apart as well as large ones."""
    values = np.asarray(values, float)
    return np.sign(values) * np.log10(1 + np.abs(values) * 1e8)
