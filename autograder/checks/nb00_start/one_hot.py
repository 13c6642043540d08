"""one-hot: labels become rows with a single 1.0."""

import numpy as np

from autograder.checks.oracles import one_hot_rows
from autograder.grading.expect import expect, numbers, require
from autograder.registry import check

from . import inside

CLASSES = 6


@check("nb00_start/one-hot-values")
def one_hot_values(student, rng):
    """Row i holds 1.0 in column labels[i] and 0.0 elsewhere: a float table (n, num_classes)."""
    some, all_of_them = [0, 1, 3, 4, 4, 1, 3], [5, 2, 0, 4]
    _compare_table(student, np.array(rng.permutation(some)), "an integer array")
    _compare_table(student, np.array(rng.permutation(all_of_them), float), "a float array")
    _compare_table(student, rng.permutation(some).tolist(), "a list")


def _compare_table(student, labels, form):
    what = f"one_hot(labels, num_classes), labels given as {form}"
    got = student.run(inside.table, what="one_hot(labels, classes)", labels=labels, classes=CLASSES)
    expect(got, one_hot_rows(labels, CLASSES), what)
    floats = numbers(got, what).dtype.kind == "f"
    require(floats, what, "has the right values, but does not hold floats.", got=got)


@check("nb00_start/one-hot-errors")
def one_hot_errors(student, rng):
    """A label outside 0 … num_classes - 1 raises ValueError."""
    k = int(rng.integers(4, 8))
    wrong = [
        ("A label equal to num_classes", [1, k, 2]), ("A label above num_classes", [k + 3, 0]),
        ("The label -1", [2, 0, -1]), ("A label below -num_classes", [-k - 2, 1]),
    ]  # fmt: skip
    fine = [("", [1, 2, 1]), ("", [2, 1])]
    cases = [(wrong + fine)[i] for i in rng.permutation(6)]
    seen = student.run(inside.outcomes, classes=k, cases=[labels for _, labels in cases])
    for (label, _), found in zip(cases, seen, strict=True):
        require(
            (found == "ValueError") == bool(label), "one_hot(labels, num_classes)",
            f"{label or 'A label in the range'} should {'' if label else 'not '}raise "
            f"ValueError. Observed: {found}.", got=seen,
        )  # fmt: skip
