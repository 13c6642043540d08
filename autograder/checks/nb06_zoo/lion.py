"""lion: steps by sign, and the decay."""

import numpy as np

from autograder.checks.recognised import agrees, remembering
from autograder.registry import check

from .building import inside
from .optimizers import (
    expect_left_alone,
    expect_moves,
    flat,
    history,
    joined,
    left_alone,
    moves,
    starts,
    trusted,
)

CALL = "Lion(parameters, …)"


def walked(student, options, start, gradients):
    inputs = dict(options=options, starts=start, history=gradients)
    return student.run(inside.lion_walk, what="Lion(parameters).step()", **inputs)


def lion_moves(gradients, lr, betas):
    """The move of all entries in each step, without decay."""
    m, found = 0.0, []
    for step in map(joined, gradients):
        found.append(-lr * np.sign(betas[0] * m + (1 - betas[0]) * step))
        m = betas[1] * m + (1 - betas[1]) * step
    return found


def with_zeros(gradients):
    """One entry of each parameter has the gradient 0 all the time."""
    for array in (array for step in gradients for array in step):
        array.flat[1] = 0.0
    return gradients


@check("nb06_zoo/lion-steps")
def lion_steps(student, rng):
    """Values move by −lr·sign(β1·m + (1 − β1)·grad); then m = β2·m + (1 − β2)·grad."""
    walks = []
    for lr, betas in ((0.2, (0.6, 0.8)), (0.1, (0.8, 0.5)), (0.1, (0.9, 0.3))):
        start, gradients = starts(rng), with_zeros(history(rng, 12))
        got = walked(student, {"lr": lr, "betas": betas}, start, gradients)
        wants = lion_moves(gradients, lr, betas)
        walks.append((got, gradients, moves(got, start, CALL), wants))
    with remembering([move for _, _, found, _ in walks for move in found]):
        for _, _, found, wants in walks:
            expect_moves(found, wants, "Lion")
    for got, gradients, _, _ in walks:
        expect_left_alone(got, gradients, CALL)


@check("nb06_zoo/lion-decay")
def lion_decay(student, rng):
    """Each step also takes lr·weight_decay·(old value) off; the decay does not enter m."""
    lr, betas, decay = 0.2, (0.6, 0.8), 0.7
    start, gradients = starts(rng), history(rng, 6)
    simple = {"lr": lr, "betas": betas}
    without = walked(student, simple, start, gradients)
    got = walked(student, {**simple, "weight_decay": decay}, start, gradients)
    right, found = lion_moves(gradients, lr, betas), moves(got, start, CALL)
    own = trusted(moves(without, start, CALL), right, CALL)
    places = [flat(place, start, CALL) for place in [start, *got["values"][:-1]]]
    downhill, uphill = (
        [move - side * lr * decay * place for move, place in zip(own, places, strict=True)]
        for side in (1, -1)
    )
    turned = joined(own) @ joined(right) < 0 and agrees(joined(found), joined(uphill))
    expect_moves(found, uphill if turned else downhill, "Lion with decay")
    if left_alone(without, gradients):
        expect_left_alone(got, gradients, CALL)
