"""adamw: the first step, the decoupled decay, and later steps."""

import numpy as np

from autograder.checks.recognised import agrees
from autograder.grading.expect import common_ratio
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

CALL = "AdamW(parameters, …)"
SMALL = 0.01  # the decay is the same where gradients are small; not 0, where a missing eps is NaN


def walked(student, options, start, gradients):
    inputs = dict(options=options, starts=start, history=gradients)
    return student.run(inside.adamw_walk, what="AdamW(parameters).step()", **inputs)


def adam_moves(gradients, lr, betas, eps=1e-8):
    """The move of all entries in each step, without decay."""
    m = v = 0.0
    found = []
    for t, step in enumerate(map(joined, gradients), 1):
        m, v = betas[0] * m + (1 - betas[0]) * step, betas[1] * v + (1 - betas[1]) * step**2
        root = np.sqrt(v / (1 - betas[1] ** t))
        found.append(-lr * m / (1 - betas[0] ** t) / (root + eps))
    return found


@check("nb06_zoo/adamw-first-step")
def adamw_first_step(student, rng):
    """Without decay the first step is −lr·grad/(|grad| + eps): both means are corrected."""
    for lr, betas, eps in ((0.2, (0.5, 0.6), 0.3), (0.1, (0.9, 0.999), 0.05)):
        start, gradients = starts(rng), history(rng, 1)
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": 0.0}
        got = walked(student, options, start, gradients)
        wants = adam_moves(gradients, lr, betas, eps)
        expect_moves(moves(got, start, CALL), wants, "AdamW without decay")
        expect_left_alone(got, gradients, CALL)


@check("nb06_zoo/adamw-decoupled")
def adamw_decoupled(student, rng):
    """Each step takes lr·weight_decay·(old value) off; the decay enters neither m nor v."""
    lr, betas, decay = 0.2, (0.5, 0.6), 0.7
    start, gradients = starts(rng), history(rng, 4)
    gradients = [[step[0], SMALL * step[1], step[2]] for step in gradients]
    simple = {"lr": lr, "betas": betas, "weight_decay": 0.0}
    without = walked(student, simple, start, gradients)
    got = walked(student, {**simple, "weight_decay": decay}, start, gradients)
    own = trusted(moves(without, start, CALL), adam_moves(gradients, lr, betas), CALL)
    places = [flat(place, start, CALL) for place in [start, *got["values"][:-1]]]
    wants = [move - lr * decay * place for move, place in zip(own, places, strict=True)]
    expect_moves(moves(got, start, CALL), wants, "AdamW with decay")
    if left_alone(without, gradients):
        expect_left_alone(got, gradients, CALL)


LATE = 40


@check("nb06_zoo/adamw-later-steps")
def adamw_later_steps(student, rng):
    """Later steps use the running means of all gradients so far, one pair for each parameter."""
    lr, betas = 0.2, (0.5, 0.6)
    start, gradients = starts(rng), history(rng, LATE + 3, [1.0] * LATE + [0.3, 3.0, 1.0])
    simple = {"lr": lr, "betas": betas, "weight_decay": 0.0}
    found = moves(walked(student, simple, start, gradients), start, CALL)
    wants, first = adam_moves(gradients, lr, betas), first_is_right(student, start, gradients[0])
    late = range(LATE, LATE + 3)
    ratio = common_ratio(*(joined([moves[i] for i in late]) for moves in (found, wants)))
    scale = 1.0 if first else ratio or 1.0
    chosen = [*range(1, 4), *late] if first else late
    expect_moves(
        [found[i] / scale for i in chosen], [wants[i] for i in chosen], "AdamW, later steps"
    )


def first_is_right(student, start, gradient):
    """A wrong first step is another item.

    Then only steps are compared in which the correction of the means has faded, and a common
    factor is taken out.
    """
    lr, betas, eps = 0.2, (0.5, 0.6), 0.3
    options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": 0.0}
    got = moves(walked(student, options, start, [gradient]), start, CALL)[0]
    return agrees(got, adam_moves([gradient], lr, betas, eps)[0])
