"""standardize: scaled by the training table; the houses, with network and standardize."""

import numpy as np

from autograder import data
from autograder.checks.vocabulary import expect_one_of
from autograder.grading.expect import agree, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from .tables import inside


@check("nb01_backprop/standardize-values")
def standardize_values(student, rng):
    """(x - mean)/std for each column; columns that are constant become zeros."""
    train, usual = _table_case(rng), [0, 1, 3]
    result = student.run(inside.scaled_alike, train=train)
    what = "standardize(train, a, b)"
    count = len(result) if isinstance(result, (list, tuple)) else 0
    problem = f"It must give as many tables as it gets (3), but gave {count}."
    require(count == 3, what, problem, got=count)
    for table, name in zip(result, ("train", "a", "b"), strict=True):
        _expect_scaled(numbers(table, what), train, usual, f"{what}: the table {name}")


def _table_case(rng):
    """Two usual columns, an integer constant, one usual, two constants that round badly.

    One row lies far out, as rows in real tables do.
    """
    n = 23
    usual = rng.normal(size=(n, 3)) * [1.0, 50.0, 0.2] + [3.0, -20.0, 1.0]
    usual[rng.integers(n)] += [20.0, -900.0, 5.0]
    table = np.tile(0.1 + rng.permutation(900) / 1000, (n, 1))
    rounded = (table.std(axis=0) > 0) & (np.array([c.std() for c in table.T.copy()]) > 0)
    return np.column_stack([usual[:, :2], np.full(n, 4.0), usual[:, 2], table[:, rounded][:, :2]])


def _expect_scaled(table, train, usual, what):
    """Right values with ddof 0 or 1, and zeros in the constant columns."""
    if table.shape != train.shape:
        raise Failure("shape", what, got=table, want_shape=train.shape, got_shape=table.shape)
    some = train[:, usual]
    wants = [{"usual": (some - some.mean(axis=0)) / some.std(axis=0, ddof=d)} for d in (0, 1)]
    expect_one_of({"usual": table[:, usual]}, wants, {"usual": what})
    constant = table[:, [2, 4, 5]]
    finite = np.isfinite(constant).all()
    require(finite, what, "A constant column became NaN or infinite.", got=constant)
    zeros = np.abs(constant).max() < 1e-3
    require(zeros, what, "A constant column did not become zeros.", got=constant)


@check("nb01_backprop/standardize-no-leak")
def standardize_no_leak(student, rng):
    """Mean and std come from the training table only; the arguments are not changed."""
    train, calm = rng.normal(size=(8, 3)) * [1, 9, 4] + 5, rng.normal(size=(5, 3)) + [2, 4, 6]
    monster = np.vstack([calm, [1e4, -1e5, 1e6]])
    got = student.run(inside.leaks, train=train, calm=calm, monster=monster)
    what = "standardize(train, validation)"
    counts = {len(got[run]) for run in ("calm", "wild", "same", "other")}
    require(counts == {2}, what, "It must give two tables for two.", got=sorted(counts))
    for problem, (one, two) in _equal_pairs(got).items():
        require(agree(one, two), what, problem, got=[two])
    seen, other = got["calm"][1], got["other"][1]
    problem = "The validation rows come out the same whatever the training rows are."
    require(not agree(seen, other), what, problem, got=[seen])
    kept = all(np.array_equal(a, b) for a, b in zip(got["after"], (train, calm), strict=True))
    require(kept, what, "It changed its arguments.", got=[1])


def _equal_pairs(got):
    """What a leak would do → two tables that are the same without it."""
    (rows, seen), (again, beside) = got["calm"], got["wild"]
    train, same = got["same"]
    return {
        "An outlier in the validation rows changes the training rows.": (rows, again),
        "An outlier in the validation rows changes the other validation rows.": (seen, beside[:-1]),
        "Training rows given as validation rows come out differently.": (train[:3], same),
    }


@check("nb01_backprop/housing-nan-free", gate=True)
def housing_nan_free(student, rng):
    """Houses at the stated setting: every loss finite, R² on validation rows at least 0.65."""
    x, y = data.housing()
    rows, cut = rng.permutation(len(x)), int(0.8 * len(x))
    train, val = rows[:cut], rows[cut:]
    given = {"x_train": x[train], "y_train": y[train], "x_val": x[val]}
    got = student.run(inside.houses, seconds=90, **given)
    what = "your network on the houses"
    losses, guess = numbers(got["losses"], what), numbers(got["prediction"], what)
    require(guess.size == len(val), what, "predict does not give one value for each row.")
    finite = np.isfinite(losses).all() and np.isfinite(guess).all()
    require(finite, what, "A loss or a prediction is NaN or infinite.")
    error = np.sum((guess.ravel() - y[val].ravel()) ** 2) / np.sum((y[val] - y[val].mean()) ** 2)
    student.reaches(1 - error, 0.65)
    require(1 - error >= 0.65, what, f"R² on the validation rows is {1 - error:.2f}, below 0.65.")
