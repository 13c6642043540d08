"""hinge: loss and gradient, with three margins."""

import numpy as np

from autograder.registry import check

from . import inside
from .losses import expect_gradients, expect_losses, gradient_read, with_arguments

MARGINS = (1.0, 0.4, 2.5)


def cases_of(rng):
    """Scores away from every corner; some rows with all, some with no margin violated."""
    sizes = zip(MARGINS, ((7, 4), (6, 5), (8, 3)), strict=True)
    return [(() if margin == 1.0 else (margin,), *scores(rng, margin, *s)) for margin, s in sizes]


def scores(rng, margin, n, k):
    while True:
        s, labels = rng.uniform(-2, 2, (n, k)), rng.integers(0, k, n)
        terms = violations(s, labels, margin)
        active = np.sum(terms > 0, axis=1)
        away = np.abs(np.delete(terms.ravel(), np.arange(n) * k + labels)).min() > 0.02
        if away and active.min() == 0 and active.max() > 1:
            return s, labels


def violations(s, labels, margin):
    """s_j − s_y + margin for the other classes, 0 at the true class."""
    terms = s - s[np.arange(len(s)), labels][:, None] + margin
    terms[np.arange(len(s)), labels] = 0
    return terms


def loss_of(arguments, s, labels):
    return np.sum(np.maximum(violations(s, labels, *(arguments or (1.0,))), 0)) / len(s)


def gradient_of(arguments, s, labels):
    active = violations(s, labels, *(arguments or (1.0,))) > 0
    truth = np.eye(s.shape[1])[labels]
    return (active - truth * active.sum(axis=1, keepdims=True)) / len(s)


# What a wrong loss shows: the margin is always 1, or it is subtracted.
FIXED = with_arguments(lambda given: (), loss_of, gradient_of)
SUBTRACTED = with_arguments(lambda given: (-(given or (1.0,))[0],), loss_of, gradient_of)


@check("nb06_zoo/hinge-loss")
def hinge_loss(student, rng):
    """The mean over n of Σ over the other classes of max(0, s_j − s_y + margin)."""
    cases = cases_of(rng)
    got = student.run(inside.hinge_losses, cases=cases)
    expect_losses(got, cases, [loss_of(*case) for case in cases], "Hinge(margin)")


@check("nb06_zoo/hinge-gradient")
def hinge_gradient(student, rng):
    """backward: 1/n at each active class, minus their number/n at the true class."""
    cases = cases_of(rng)
    got = student.run(inside.hinge_gradients, cases=cases)
    gradient = gradient_read(got, cases, (loss_of, gradient_of), FIXED, SUBTRACTED)
    expect_gradients(got, [gradient(*case) for case in cases], "Hinge(margin)")
