"""bce-with-logits: loss, gradient, and logits of ±1000."""

import numpy as np

from autograder.registry import check

from . import inside
from .activations import sigmoid
from .losses import expect_extremes, expect_gradients, expect_losses, sigmoid_lent


def cases_of(rng):
    """Two tables of logits with hard and soft targets."""
    return [((), rng.uniform(-2.5, 2.5, shape), targets(rng, shape)) for shape in ((5, 3), (4, 6))]


def targets(rng, shape):
    """A third 0, a third 1, a third between."""
    count = shape[0] * shape[1]
    kinds = rng.permutation(np.resize([0.0, 1.0, 2.0], count)).reshape(shape)
    return np.where(kinds == 2, rng.uniform(0.1, 0.9, shape), kinds)


def loss_of(z, t):
    return np.mean(-t * np.log(sigmoid(z)) - (1 - t) * np.log(sigmoid(-z)))


def gradient_of(z, t):
    return (sigmoid(z) - t) / z.size


@check("nb06_zoo/bce-with-logits-loss")
def bce_with_logits_loss(student, rng):
    """The mean over all n·k entries of −t·log σ(z) − (1 − t)·log(1 − σ(z)), soft t too."""
    cases = cases_of(rng)
    lent = sigmoid_lent([z for _, z, _ in cases])
    got = student.run(inside.bce_losses, cases=cases, lent=lent)
    expect_losses(got, cases, [loss_of(z, t) for _, z, t in cases], "BCEWithLogits()")


@check("nb06_zoo/bce-with-logits-gradient")
def bce_with_logits_gradient(student, rng):
    """backward gives (σ(z) − t)/(n·k) for the latest forward."""
    cases = cases_of(rng)
    lent = sigmoid_lent([z * factor for _, z, _ in cases for factor in (1, 0.5)])
    got = student.run(inside.bce_gradients, cases=cases, lent=lent)
    expect_gradients(got, [gradient_of(z, t) for _, z, t in cases], "BCEWithLogits()")


@check("nb06_zoo/bce-with-logits-stable")
def bce_with_logits_stable(student, rng):
    """At ±1000: finite, near 0 where right, large where sure and wrong, with the right push."""
    ordinary = [(rng.uniform(-2.5, 2.5, (5, 3)), targets(rng, (5, 3))) for _ in range(2)]
    z = 1000.0 * rng.permutation(np.resize([1, -1], 12)).reshape(4, 3)
    right = (z > 0) * 1.0
    cases = [*ordinary, (z, right), (z, 1 - right)]
    got = student.run(inside.bce_extremes, cases=cases, lent={})
    rights = [(loss_of(*pair), gradient_of(*pair)) for pair in ordinary]
    expect_extremes(got, rights, np.sign(z) / 12, "BCEWithLogits()")
