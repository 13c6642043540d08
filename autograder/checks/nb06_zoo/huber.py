"""huber: loss and gradient, with three deltas."""

import numpy as np

from autograder.registry import check

from . import inside
from .activations import signed
from .losses import expect_gradients, expect_losses, gradient_read, with_arguments

DELTAS = (1.0, 0.4, 2.5)


def cases_of(rng):
    """Differences of both signs on both sides of delta."""
    sizes = zip(DELTAS, ((5, 3), (4, 6), (7, 2)), strict=True)
    return [(() if delta == 1.0 else (delta,), *pair(rng, delta, size)) for delta, size in sizes]


def pair(rng, delta, size):
    target = rng.normal(size=size)
    inside_or_not = rng.permutation(np.resize([0.5, 2.2], target.size)).reshape(size)
    return target + signed(rng, size, 0.6, 1.5) * delta * inside_or_not, target


def loss_of(arguments, prediction, target):
    delta, size = (arguments or (1.0,))[0], np.abs(prediction - target)
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


def gradient_of(arguments, prediction, target):
    delta, d = (arguments or (1.0,))[0], prediction - target
    return np.where(np.abs(d) <= delta, d, delta * np.sign(d)) / d.size


# What a wrong loss shows: the argument of __init__ is not used.
FIXED = with_arguments(lambda given: (), loss_of, gradient_of)


@check("nb06_zoo/huber-loss")
def huber_loss(student, rng):
    """The mean over n·k of d²/2 where |d| ≤ delta, else delta·(|d| − delta/2)."""
    cases = cases_of(rng)
    got = student.run(inside.huber_losses, cases=cases)
    expect_losses(got, cases, [loss_of(*case) for case in cases], "Huber(delta)")


@check("nb06_zoo/huber-gradient")
def huber_gradient(student, rng):
    """backward gives d or ±delta, whichever is nearer to 0, over n·k."""
    cases = cases_of(rng)
    got = student.run(inside.huber_gradients, cases=cases)
    gradient = gradient_read(got, cases, (loss_of, gradient_of), FIXED)
    expect_gradients(got, [gradient(*case) for case in cases], "Huber(delta)")
