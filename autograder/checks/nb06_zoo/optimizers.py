"""How optimizers are judged: by the move of every parameter in every step."""

import numpy as np

from autograder.checks.recognised import agrees, remembering
from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure

SHAPES = ((3, 4), (4,), (4, 2))


def starts(rng):
    return [rng.normal(size=shape) for shape in SHAPES]


def history(rng, steps, sizes=None):
    """Gradients of each step: new arrays, entries that change their sign."""
    sizes = sizes or [1.0] * steps
    return [[size * one_gradient(rng, shape) for shape in SHAPES] for size in sizes]


def one_gradient(rng, shape):
    return rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape)


def moves(got, start, call):
    """One array for each step: how far all entries of all parameters moved."""
    places = [flat(start, start, call), *(flat(values, start, call) for values in got["values"])]
    return [after - before for before, after in zip(places, places[1:], strict=False)]


def flat(arrays, like, call):
    """All entries in a row, if each array has the shape of its parameter."""
    arrays = [numbers(array, f"a value after {call}.step()") for array in arrays]
    for array, start in zip(arrays, like, strict=True):
        if array.shape != start.shape:
            shapes = dict(want_shape=start.shape, got_shape=array.shape)
            raise Failure("shape", f"a value after {call}.step()", got=array, **shapes)
    return np.concatenate([array.ravel().astype(float) for array in arrays])


def joined(arrays):
    return np.concatenate([np.ravel(array) for array in arrays])


def expect_moves(found, wants, what):
    """Each step's move; a failure remembers all of them."""
    with remembering(found):
        for number, (move, want) in enumerate(zip(found, wants, strict=True), 1):
            require(np.isfinite(move).all(), what, "gives NaN or infinity.", got=move)
            expect(move, want, f"{what}, step {number}: how far the values moved", tolerance=3e-5)


def left_alone(got, gradients):
    """Are all gradients still what they were?"""
    pairs = zip(got["gradients"], gradients, strict=True)
    return all(
        np.array_equal(a, b) for after, before in pairs for a, b in zip(after, before, strict=True)
    )


def expect_left_alone(got, gradients, call):
    alone, after = left_alone(got, gradients), [joined(step) for step in got["gradients"]]
    require(alone, f"{call}.step()", "It changed the gradients.", got=after)


def trusted(own, wants, call):
    """The right moves if the student's own simpler run makes them, else that run's own.

    own: moves of the same optimizer in a setting that belongs to another item. A wrong one
    is excused here only if it follows the gradients, downhill or uphill.
    """
    if all(agrees(move, want) for move, want in zip(own, wants, strict=True)):
        return wants
    follows = all(np.isfinite(move).all() for move in own) and along(own, wants) > 0.25
    require(follows, f"{call}.step()", "does not move the values by their gradients.", got=own)
    return own


def along(own, wants):
    """The size of the cosine between two lists of moves."""
    a, b = joined(own), joined(wants)
    return abs(a @ b) / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-12)
