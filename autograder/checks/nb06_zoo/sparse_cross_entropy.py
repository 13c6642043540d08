"""sparse-cross-entropy: loss, gradient, and gaps of 1000."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.registry import check

from . import inside
from .losses import (
    cross_entropy,
    expect_extremes,
    expect_gradients,
    expect_losses,
    gradient_read,
    logits,
    one_hot,
    rows_lent,
)


def cases_of(rng):
    return [((), *logits(rng, n, k)) for n, k in ((7, 4), (6, 5))]


def gradient_of(z, labels):
    return (softmax(z) - one_hot(labels, z.shape[1])) / len(z)


def spread_over(axis):
    """Loss and gradient of a softmax whose sums go down the columns, or over the whole table."""

    def probabilities(z):
        return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)

    def loss_of(_, z, labels):
        return -np.mean(np.log(probabilities(z)[np.arange(len(z)), labels]))

    def slope_of(_, z, labels):
        return (probabilities(z) - one_hot(labels, z.shape[1])) / len(z)

    return loss_of, slope_of


@check("nb06_zoo/sparse-cross-entropy-loss")
def sparse_cross_entropy_loss(student, rng):
    """The mean over the n samples of −log(softmax probability of the true class)."""
    cases = cases_of(rng)
    z, labels = logits(rng, 6, 5)
    cases.append(((), z, labels % 4))  # no row of the last class
    lent = rows_lent([z for _, z, _ in cases])
    got = student.run(inside.sparse_losses, cases=cases, lent=lent)
    wants = [cross_entropy(z, labels) for _, z, labels in cases]
    expect_losses(got, cases, wants, "SparseCrossEntropy()")


@check("nb06_zoo/sparse-cross-entropy-gradient")
def sparse_cross_entropy_gradient(student, rng):
    """backward gives (softmax − one-hot)/n for the latest forward."""
    cases = cases_of(rng)
    lent = rows_lent([z * factor for _, z, _ in cases for factor in (1, 0.5)])
    got = student.run(inside.sparse_gradients, cases=cases, lent=lent)
    readings = [spread_over(axis) for axis in (1, 0, None)]
    gradient = gradient_read(got, cases, *readings)
    expect_gradients(got, [gradient(*case) for case in cases], "SparseCrossEntropy()")


@check("nb06_zoo/sparse-cross-entropy-stable")
def sparse_cross_entropy_stable(student, rng):
    """Gaps of 1000 between logits: finite, near 0 where right, large where sure and wrong."""
    n, k = 5, 4
    ordinary = [logits(rng, n, k) for _ in range(2)]
    top = rng.permutation(np.resize(np.arange(k), n))
    other = (top + rng.integers(1, k, n)) % k
    z = 1000.0 * one_hot(top, k) + np.array([700.0, -300.0, 0.0, -1000.0, 50.0])[:, None]
    cases = [*ordinary, (z, top), (z, other)]
    got = student.run(inside.sparse_extremes, cases=cases, lent=rows_lent([z for z, _ in cases]))
    rights = [(cross_entropy(*pair), gradient_of(*pair)) for pair in ordinary]
    pushes = (one_hot(top, k) - one_hot(other, k)) / n
    expect_extremes(got, rights, pushes, "SparseCrossEntropy()")
