"""cross-entropy: the mean over the samples of −Σ y·log p, its slope, and no log of 0."""

import numpy as np

from autograder.checks.vocabulary import unchanged
from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside


@check("nb01_backprop/cross-entropy-loss")
def cross_entropy_loss(student, rng):
    """The loss is the mean over the samples of the sum over classes of -y·log p."""
    p, y = _probabilities(rng, 6, 4), _soft_labels(rng, 6, 4)
    got = student.run(inside.cross_entropy_loss, x=p, y=y)
    expect(got["loss"], -np.sum(y * np.log(p)) / 6, "CrossEntropy().loss(p, y)")
    _same(got, p, y, "CrossEntropy().loss(p, y)")


@check("nb01_backprop/cross-entropy-gradient")
def cross_entropy_gradient(student, rng):
    """The gradient is -(y/p)/n, of the shape of p; p and y stay as they are."""
    p, y = _probabilities(rng, 7, 4), _soft_labels(rng, 7, 4)
    got = student.run(inside.cross_entropy_slope, x=p, y=y)
    expect(got["slope"], -(y / p) / 7, "CrossEntropy().gradient(p, y)")
    _same(got, p, y, "CrossEntropy().gradient(p, y)")


def _same(got, p, y, what):
    unchanged({"p": got["x"], "y": got["y"]}, {"p": p, "y": y}, what)


def _probabilities(rng, n, k):
    """Rows that sum to 1, every entry at least 0.03."""
    raw = rng.uniform(0.2, 1.0, size=(n, k))
    return raw / raw.sum(axis=1, keepdims=True)


def _soft_labels(rng, n, k):
    """Half of the rows one-hot, half soft."""
    labels = np.eye(k)[rng.integers(0, k, size=n)]
    labels[::2] = rng.dirichlet(np.ones(k), size=len(labels[::2]))
    return labels


@check("nb01_backprop/cross-entropy-stable")
def cross_entropy_stable(student, rng):
    """With p exactly 0 or 1, loss and gradient are finite: huge if sure and wrong."""
    what, n, k = "CrossEntropy() with p exactly 0 or 1", 5, 3
    true = rng.integers(0, k, size=n)
    p, wrong = np.eye(k)[true], np.eye(k)[(true + 1) % k]
    got = student.run(inside.sure, p=p, right=p.copy(), wrong=wrong)
    losses = np.array([_one(loss, what) for loss in got["losses"]])
    slopes = numbers(got["slopes"], what)
    finite = np.isfinite(losses).all() and np.isfinite(slopes).all()
    seen = [*losses, *slopes.ravel()]
    require(finite, what, "The loss or the gradient is NaN or infinite.", got=seen)
    if slopes.shape != (2, n, k):
        shapes = {"want_shape": (n, k), "got_shape": slopes.shape[1:]}
        raise Failure("shape", "CrossEntropy().gradient(p, y)", got=slopes, **shapes)
    sizes, slope = np.abs(losses), np.abs(slopes[0][wrong == 1])
    require(sizes[0] > 5, what, "Sure and wrong must cost a large loss.", got=losses)
    require(sizes[1] < 1e-4, what, "Sure and right must cost (nearly) nothing.", got=losses)
    require(np.all(slope > 1e3), what, "Sure and wrong must give a huge slope.", got=slopes[0])
    unchanged(got, {"p": p}, what)


def _one(loss, what):
    """The loss as a float, in whatever shape it came; it may be infinite here."""
    array = numbers(loss, what)
    if array.size != 1:
        raise Failure("shape", what, got=array, want_shape=(), got_shape=array.shape)
    return float(array.reshape(()))
