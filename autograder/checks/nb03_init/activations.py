"""activations: relu, sigmoid, softmax and two slopes."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.grading.expect import expect, numbers, require, tolerance_of
from autograder.registry import check

from . import inside


def two_sided(rng, shape):
    """Numbers up to 3 in size, both signs in every row; two of them near 0, two below 1."""
    signs = rng.permuted(np.where(np.indices(shape).sum(0) % 2, 1.0, -1.0), axis=1)
    signs[0, :2] = rng.permutation([1.0, -1.0])
    sizes = rng.uniform(0.2, 3, shape)
    sizes[0, :2], sizes[1, :2] = 0.03, rng.uniform(0.3, 0.8, 2)
    return signs * sizes


@check("nb03_init/activations-values")
def activations_values(student, rng):
    """relu, sigmoid and softmax (row by row) have the values of their formulas."""
    values_right(student, two_sided(rng, (4, 3)))


def values_right(student, x):
    """Raise `Failure` unless the three functions are right at x and at -x."""
    both = np.stack([x, -x])
    wants = {
        "relu": np.where(both > 0, both, 0), "sigmoid": 1 / (1 + np.exp(-both)),
        "softmax": np.stack([softmax(x), softmax(-x)]),
    }  # fmt: skip
    for name, want in wants.items():
        got = student.run(f"[{name}(x.copy()), {name}(-x)]", what=f"{name}(x.copy())", x=x)
        for mine, right in zip(got, want, strict=True):
            expect(mine, right, f"{name}(x)")


@check("nb03_init/activations-gradients")
def activations_gradients(student, rng):
    """relu_grad and sigmoid_grad are the slopes at x, the number before the activation."""
    drawn = two_sided(rng, (3, 4))
    for x in (drawn, -drawn):
        got = student.run(inside.slope_of, name="relu_grad", x=x, known=None)
        expect(got, np.where(x > 0, 1.0, 0.0), "relu_grad(x)")
        s = 1 / (1 + np.exp(-x))
        known = np.concatenate([x, -x]), np.concatenate([s, 1 - s])
        got = student.run(inside.slope_of, name="sigmoid_grad", x=x, known=known)
        expect(got, s * (1 - s), "sigmoid_grad(x)")


@check("nb03_init/activations-stable")
def activations_stable(student, rng):
    """At inputs like ±1000 nothing is inf or nan, and softmax(x + 1000) equals softmax(x)."""
    far = np.array([[-1000.0, -800.0, 40.0], [900.0, -40.0, 1000.0]]) + rng.uniform(0, 5, (2, 3))
    for name in ("relu", "relu_grad", "sigmoid", "sigmoid_grad"):
        stays_finite(
            student.run(f"{name}(x.copy())", x=far), far.shape, f"{name}(x) for x near ±1000"
        )
    varies(numbers(student.run("relu(x.copy())", x=far), "relu(x)"), "relu(x) for x near ±1000")
    sigmoid_far_and_near(student, far, moderate(rng, 1))
    rows = moderate(rng, 4)
    distant = rows + np.array([[1000.0], [0], [-1000], [500]])
    stays_finite(
        student.run("softmax(x.copy())", x=distant), rows.shape, "softmax of rows near ±1000"
    )
    wide = rows + np.array([1000.0, 0, -1000])
    stays_finite(
        student.run("softmax(x.copy())", x=wide), rows.shape, "softmax of rows from -1000 to 1000"
    )
    got = student.run("softmax(x.copy())", x=rows + 1000)
    want = student.run("softmax(x.copy())", x=rows)
    same_as(got, want, "softmax(x + 1000)", "It should be the same as softmax(x).")
    want = numbers(want, "softmax(x)")
    problem = "One number more than another by 1 should get e times its probability."
    require(grows_like_exp(rows, want), "softmax(x)", problem, got=want)


def moderate(rng, count):
    """Rows of three numbers between -2 and 2, at least 0.5 apart, in a drawn order."""
    places = np.array([-1.5, 0, 1.5]) + rng.uniform(-0.5, 0.5, (count, 3))
    return rng.permuted(places, axis=1)


def grows_like_exp(x, p):
    """Is log p - x the same along each row, or (a mistake with an item of its own) column?"""
    if not np.all(p > 0):
        return False
    off = np.log(p.astype(float)) - x
    return bool(min(np.ptp(off, axis=axis).max() for axis in (0, 1)) < 1e-3)


def in_order_of(x, got, axis):
    """Do the numbers along this axis grow with x, no two of them alike?"""
    sorted_by_x = np.take_along_axis(got, np.argsort(x, axis=axis), axis)
    return bool(np.all(np.diff(sorted_by_x.astype(float), axis=axis) > 0))


def sigmoid_far_and_near(student, far, near):
    """0 or 1 far away, and no step function: near 0 it follows x, upwards or (wrongly) down."""
    what, problem = "sigmoid(x) for x near ±1000", "It should be as good as 0 or 1 there."
    both = numbers(student.run("sigmoid(x.copy())", x=np.concatenate([far, near])), what)
    want = student.run("sigmoid(x.copy())", x=np.sign(far) * 40)
    got, curve = both[: len(far)], both[len(far) :]
    same_as(got, want, what, problem)
    require(np.abs(got - np.round(got)).max() < 1e-4, what, problem, got=got)
    follows = in_order_of(near, curve, 1) or in_order_of(-near, curve, 1)
    require(follows, "sigmoid(x)", "is the same for different x near 0.", got=curve)


def stays_finite(got, shape, what):
    array = numbers(got, what)
    require(array.shape == shape, what, "does not have the shape of x.", got=np.array(array.shape))
    bad = int(np.sum(~np.isfinite(array.astype(float))))
    require(bad == 0, what, "contains inf or nan.", got=np.nan_to_num(array.astype(float)))


def same_as(got, want, what, problem):
    """`got` agrees with another result of the student's own function."""
    got, want = numbers(got, what), numbers(want, what)
    tolerance = max(tolerance_of(got), 1e-5)
    same = got.shape == want.shape and np.allclose(got, want, rtol=tolerance, atol=tolerance)
    require(same, what, problem, got=got)
    varies(got, what)


def varies(got, what):
    require(np.ptp(got.astype(float)) > 1e-3, what, "has the same value everywhere.", got=got)
