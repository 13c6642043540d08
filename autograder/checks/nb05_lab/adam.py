"""adam: the first step, later steps, and layers without weights."""

import numpy as np

from autograder.checks.recognised import agrees, remembering
from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside

SHAPES_OF_TWO_LAYERS = (((4, 3), (1, 3)), ((3, 2), (1, 2)))
PARAMETER_NAMES = ("W of the first layer", "b of the first layer", "W of the second layer",
                   "b of the second layer")  # fmt: skip


def _arrays(draw):
    return [[draw(W), draw(b)] for W, b in SHAPES_OF_TWO_LAYERS]


def _flat(pairs):
    return [array for pair in pairs for array in pair]


def _gradients(rng, size=1.0):
    return _arrays(lambda shape: size * rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape))


@check("nb05_lab/adam-first-step")
def adam_first_step(student, rng):
    """The first step moves W and b of every layer by lr·g/(|g| + eps): means bias-corrected."""
    start, gradients = _arrays(lambda shape: rng.normal(size=shape)), _gradients(rng)
    got = student.run(
        inside.first_adam_step, what="Adam(layers).step()", parameters=start, gradients=gradients
    )
    got, start, gradients = _flat(got), _flat(start), _flat(gradients)
    with remembering(got):
        for name, new, old, g in zip(PARAMETER_NAMES, got, start, gradients, strict=True):
            want, what = 0.05 * g / (np.abs(g) + 0.3), f"the first step of {name}"
            expect(_move(new, old, what), want, what)


def _move(new, old, what):
    new = numbers(new, what)
    if new.shape != old.shape:
        raise Failure("shape", what, got=new, want_shape=old.shape, got_shape=new.shape)
    return old - new


@check("nb05_lab/adam-later-steps")
def adam_later_steps(student, rng):
    """Later steps use the running means of all gradients so far, one pair for each parameter."""
    start = _arrays(lambda shape: rng.normal(size=shape))
    history = [_gradients(rng, size) for size in [1.0] * 40 + [0.2, 3.0, 1.0]]
    got = student.run(inside.later_adam_steps, parameters=start, history=history)
    try:
        _compare_later([_flat(pairs) for pairs in got], _flat(start), [_flat(g) for g in history])
    except Failure as failure:
        failure.got = got  # one parameter alone may move alike for several mistakes
        raise


def _compare_later(got, start, history):
    first, third, late, last = got
    moving = [i for i in range(4) if not np.array_equal(late[i], start[i])]
    require(moving, "Adam(layers).step()", "changes no parameter at all.")
    if all(agrees(start[i] - first[i], _adam_move(history[:1], i, 1)) for i in range(4)):
        for i, name in enumerate(PARAMETER_NAMES):  # else the first step's check says it
            want = _adam_move(history[:3], i, 2)
            expect(_move(third[i], first[i], name), want, f"the second and third step of {name}")
    for i in moving:  # what never moves is the first step's matter
        want, what = _adam_move(history, i, 3), f"three later steps of {PARAMETER_NAMES[i]}"
        expect(_move(last[i], start[i], what), want, what)


def _adam_move(history, i, count, lr=0.03, beta1=0.5, beta2=0.7):
    """How far Adam moves parameter i in the last `count` steps, in float64."""
    m = v = total = 0.0
    for t, gradients in enumerate(history, 1):
        g = gradients[i]
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        step = lr * (m / (1 - beta1**t)) / np.sqrt(v / (1 - beta2**t))
        total = total + step * (t > len(history) - count)
    return total


@check("nb05_lab/adam-skips")
def adam_skips(student, rng):
    """Layers without an attribute W are skipped; all others are updated as without them."""
    start = _arrays(lambda shape: rng.normal(size=shape))
    gradients = _arrays(lambda shape: _of_both_signs(rng, shape))
    alone, mixed = student.run(inside.adam_beside_relu, parameters=start, gradients=gradients)
    what = "Adam([ReLU(), Linear, Linear, ReLU()]).step()"
    moves = [_moves(step, start) for step in (*alone, *mixed)]
    gradients = _flat(gradients)
    used = any(
        _follows(move, g) for step in moves[2:] for move, g in zip(step, gradients, strict=True)
    )
    require(used, what, "updates none of the linear layers.", got=moves)
    problem = "updates the linear layers otherwise than without the ReLUs."
    same = all(map(_alike, sum(moves[2:], []), sum(moves[:2], [])))
    require(same, what, problem, got=moves)


def _alike(move, alone):
    return agrees(move, alone) or np.array_equal(move, alone, equal_nan=True)


def _of_both_signs(rng, shape):
    """Gradients that no constant move can follow: both signs stand in each array."""
    signs = np.where(np.arange(np.prod(shape)) % 2, 1, -1) * rng.choice([-1, 1])
    return rng.uniform(0.3, 2, shape) * signs.reshape(shape)


def _moves(layers, start):
    """How far each array moved; one of a wrong shape as it is: that is the first step's matter."""
    pairs = zip(_flat(layers), _flat(start), strict=True)
    return [old - new if np.shape(new) == old.shape else new for new, old in pairs]


def _follows(move, gradient):
    """Does every entry go the way of its gradient (or, the sign forgotten, against it)?"""
    if np.shape(move) != gradient.shape:
        return False
    return abs(np.sum(np.sign(move) * np.sign(gradient))) == gradient.size
