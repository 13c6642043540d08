"""focal: loss, and gradient with respect to the logits."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.registry import check

from . import inside
from .losses import (
    expect_gradients,
    expect_losses,
    gradient_read,
    logits,
    one_hot,
    rows_lent,
    with_arguments,
)

GAMMAS = (2.0, 0.0, 1.5, 3.0)


def cases_of(rng):
    sizes = zip(GAMMAS, ((7, 4), (6, 5), (5, 3), (8, 4)), strict=True)
    return [(() if g == 2.0 else (g,), *logits(rng, *size, size=1.1)) for g, size in sizes]


def loss_of(arguments, z, labels):
    gamma, p = (arguments or (2.0,))[0], softmax(z)[np.arange(len(z)), labels]
    return np.mean(-((1 - p) ** gamma) * np.log(p))


def gradient_of(arguments, z, labels):
    gamma, all_p = (arguments or (2.0,))[0], softmax(z)
    p = all_p[np.arange(len(z)), labels]
    by_p = gamma * (1 - p) ** (gamma - 1) * np.log(p) - (1 - p) ** gamma / p
    return (by_p * p)[:, None] * (one_hot(labels, z.shape[1]) - all_p) / len(z)


# What a wrong loss shows: the argument of __init__ is not used.
FIXED = with_arguments(lambda given: (), loss_of, gradient_of)


@check("nb06_zoo/focal-loss")
def focal_loss(student, rng):
    """The mean over n of −(1 − p)^gamma·log p, p the softmax probability of the true class."""
    cases = cases_of(rng)
    lent = rows_lent([z for _, z, _ in cases])
    got = student.run(inside.focal_losses, cases=cases, lent=lent)
    expect_losses(got, cases, [loss_of(*case) for case in cases], "Focal(gamma)")


@check("nb06_zoo/focal-gradient")
def focal_gradient(student, rng):
    """backward is the loss's gradient with respect to the logits, for the latest forward."""
    cases = cases_of(rng)
    lent = rows_lent([z * factor for _, z, _ in cases for factor in (1, 0.5)])
    got = student.run(inside.focal_gradients, cases=cases, lent=lent)
    gradient = gradient_read(got, cases, (loss_of, gradient_of), FIXED)
    expect_gradients(got, [gradient(*case) for case in cases], "Focal(gamma)")
