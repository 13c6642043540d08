"""The course's data, read for the checks: digits and houses."""

import functools
import gzip

import numpy as np

from .notebooks import DATA


@functools.cache
def mnist(part):
    """`part` "train" or "t10k" → images (n, 784) uint8, labels (n,) uint8."""
    images = _idx(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    return images, _idx(f"{part}-labels-idx1-ubyte.gz", 8)


def _idx(name, header):
    with gzip.open(DATA / name) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


@functools.cache
def housing():
    """Features (20640, 8) and value in 100,000 USD (20640, 1), in file order."""
    table = np.loadtxt(DATA / "california_housing.csv", delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1:] / 100_000


def decoy(name):
    """The bytes of an MNIST label file whose labels are drawn at random: a stand-in for `name`."""
    with gzip.open(DATA / name) as file:
        header = file.read(8)
        labels = np.random.default_rng().integers(10, size=len(file.read())).astype(np.uint8)
    return gzip.compress(header + labels.tobytes())
