"""sgd: plain steps, momentum, and weight decay that enters the velocity."""

import numpy as np

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

CALL = "SGD(parameters, lr, momentum, weight_decay)"


def walked(student, options, start, gradients):
    inputs = dict(options=options, starts=start, history=gradients)
    return student.run(inside.sgd_walk, what="SGD(parameters, lr).step()", **inputs)


@check("nb06_zoo/sgd-plain")
def sgd_plain(student, rng):
    """Without momentum and decay every value moves by −lr·grad; grad is left alone."""
    start, gradients = starts(rng), history(rng, 3)
    got = walked(student, {"lr": 0.3}, start, gradients)
    call = "SGD(parameters, lr)"
    expect_moves(moves(got, start, call), [-0.3 * joined(g) for g in gradients], call)
    expect_left_alone(got, gradients, call)


@check("nb06_zoo/sgd-momentum")
def sgd_momentum(student, rng):
    """v = momentum·v + grad, one v for each parameter; every value moves by −lr·v."""
    start, gradients = starts(rng), history(rng, 5)
    options = {"lr": 0.2, "momentum": float(rng.uniform(0.4, 0.7))}
    got = walked(student, options, start, gradients)
    velocities = running_sums(gradients, options["momentum"])
    plain = walked(student, {"lr": 0.2}, start, velocities)
    own = trusted(moves(plain, start, CALL), [-0.2 * joined(v) for v in velocities], CALL)
    expect_moves(moves(got, start, CALL), own, "SGD with momentum")
    if left_alone(plain, velocities):
        expect_left_alone(got, gradients, CALL)


def running_sums(gradients, momentum):
    """The velocity of each parameter after each step."""
    found, v = [], [np.zeros_like(g) for g in gradients[0]]
    for step in gradients:
        v = [momentum * old + g for old, g in zip(v, step, strict=True)]
        found.append(v)
    return found


@check("nb06_zoo/sgd-weight-decay")
def sgd_weight_decay(student, rng):
    """weight_decay·value is added to the gradient before it goes into v."""
    for momentum in (0.0, 0.6):
        start, gradients = starts(rng), history(rng, 4)
        simple = {"lr": 0.2, "momentum": momentum} if momentum else {"lr": 0.2}
        got = walked(student, {**simple, "weight_decay": 0.5}, start, gradients)
        flat(got["values"][0], start, CALL)
        places = [start, *got["values"]]
        pulled = [
            [g + 0.5 * value for g, value in zip(step, place, strict=True)]
            for step, place in zip(gradients, places, strict=False)
        ]
        without = walked(student, simple, start, pulled)
        right = [-0.2 * joined(v) for v in running_sums(pulled, momentum)]
        own = trusted(moves(without, start, CALL), right, CALL)
        expect_moves(moves(got, start, CALL), own, "SGD with weight decay")
        if left_alone(without, pulled):
            expect_left_alone(got, gradients, CALL)
