"""logsumexp: along any axis, and where exp overflows or vanishes."""

import numpy as np

from autograder.checks.recognised import agrees, remembering
from autograder.checks.vocabulary import unchanged
from autograder.grading.expect import expect, numbers, require
from autograder.registry import check

from . import inside
from .activations import expect_finite

WHAT = "logsumexp(x, axis=1)"


def lse(x, axis=-1, keepdims=False):
    """Of moderate numbers only."""
    return np.log(np.sum(np.exp(x), axis=axis, keepdims=keepdims))


@check("nb06_zoo/logsumexp-values")
def logsumexp_values(student, rng):
    """log Σ exp(x) along the axis, of the shape of a sum along it; x stays as it is."""
    table, block = rng.uniform(-2, 2, (5, 4)), rng.uniform(-2, 2, (3, 2, 6))
    options = [
        (table, {}), (table, {"axis": 0}), (table, {"axis": 1}), (table, {"axis": -2}),
        (block, {}), (block, {"axis": 1}), (block, {"axis": -3}), (table, {"keepdims": True}),
        (table, {"axis": 0, "keepdims": True}), (block, {"axis": 1, "keepdims": True}),
        (table[:1], {"axis": 1}), (block[:, :1], {}),
    ]  # fmt: skip
    got = student.run(inside.sums_along, cases=options)
    with remembering(got["sums"]):
        for value, (x, named) in zip(got["sums"], options, strict=True):
            words = "".join(f", {key}={value}" for key, value in named.items())
            expect(value, lse(x, **named), f"logsumexp(x{words}), x of shape {x.shape}")
    for used, (x, _) in zip(got["inputs"], options, strict=True):
        unchanged({"x": used}, {"x": x}, "logsumexp(x)")


@check("nb06_zoo/logsumexp-stable")
def logsumexp_stable(student, rng):
    """Right at ±1000; a row of −inf gives −inf; entries of −inf add nothing to a row."""
    table, holes = np.round(rng.uniform(-2, 2, (5, 4)), 2), rng.uniform(-2, 2, (4, 3))
    holes[0], holes[1, 1], holes[2, :2] = -np.inf, -np.inf, -np.inf
    holes, levels = rng.permutation(holes), rng.permutation([1000.0, -1000.0, 0.0, 500.0, -2000.0])
    gaps = levels[:, None] + 1000.0 * np.eye(4)[rng.integers(0, 4, 5)]
    tables = [table, table + 1000, table - 1000, table + levels[:, None], gaps, holes]
    raised = np.where(table == table.min(axis=1, keepdims=True), table + 0.3, table)
    got = student.run(inside.sums_of_rows, tables=[*tables, raised], what=WHAT)
    got = [np.ravel(part) if np.shape(part)[1:] == (1,) else part for part in got]
    right = agrees(got[0], lse(table))
    own = lse(table) if right else _own(got[0], got[6])
    with remembering(got):
        # Sums without the maximum stay as they are: that is a wrong value, not a wrong range.
        forgets = not right and all(agrees(part, own) for part in got[1:4])
        for shifted, shift in zip(got[1:4], (1000, -1000, levels), strict=True):
            shift = 0 if forgets else shift
            what = f"{WHAT} for numbers near ±1000"
            expect(numbers(shifted, what) - shift, own, what, tolerance=1e-3)
        _one_far_above(got[4], levels + 1000, right)
        _holes(numbers(got[5], WHAT), holes, right)


def _one_far_above(got, want, plain_is_right):
    what = f"{WHAT}, one x of each row far above the others"
    expect_finite(got, what)
    if plain_is_right:
        expect(numbers(got, what) - want, 0 * want, what)


def _own(plain, raised):
    """The student's own sums: wrong (another item), but every x of the row counts."""
    plain, raised = numbers(plain, WHAT), numbers(raised, WHAT)
    varied = plain.shape == raised.shape == (5,) and np.all(np.abs(plain - raised) > 1e-6)
    require(varied, WHAT, "does not depend on every number of a row.", got=plain)
    return plain


def _holes(got, holes, plain_is_right):
    what = f"{WHAT}, where some x are −inf"
    if got.shape != (4,):
        expect(got, np.zeros(4), what)
    empty = np.isneginf(holes).all(axis=1)
    require(np.isneginf(got[empty]).all(), what, "A row of −inf should give −inf.", got=got)
    problem = "A row that holds some −inf should give the log-sum-exp of the others."
    require(np.isfinite(got[~empty]).all(), what, problem, got=got)
    if plain_is_right:
        expect(got[~empty], lse(holes[~empty]), what)
