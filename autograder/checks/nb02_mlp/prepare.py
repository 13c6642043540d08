"""prepare: split first; the scalers know the training part only."""

import numpy as np

from autograder.grading.expect import agree, numbers, require, tolerance_of
from autograder.registry import check

from . import inside

PARTS = ("X_train", "X_test", "y_train", "y_test")


@check("nb02_mlp/prepare-no-leak")
def prepare_no_leak(student, rng):
    """prepare splits first; both scalers know the training part only."""
    X, y = rng.normal(3, 2, size=(40, 3)), rng.normal(5, 3, size=(40, 1))
    seed, other = (int(number) for number in rng.choice(1000, 2, replace=False))
    odd = _test_rows(seed)
    X[odd[0]] += 60
    y[odd[1]] += 70
    count, found = student.run(inside.split_and_scaled, X=X, y=y, seed=seed, other=other)
    problem = "should return five things: X_train, X_test, y_train, y_test, scaler_y."
    require(count == 5, "prepare(...)", f"{problem} It returned {count}.", count)
    parts, backs, same = found
    _require_sizes(parts)
    train, test = _split_rows(backs, y, parts[1])
    problem = "should use random_state: the same one gives the same split, another one another."
    seen = {"same": same, "y_train": parts[2]}
    require(same[:2] == [1.0, 0.0], "prepare(X, y, test_size, random_state)", problem, seen)
    problem = "should split like prepare(X, y, test_size=0.2, random_state=42)."
    require(same[2], "prepare(X, y)", problem, seen)
    wanted = zip(parts, PARTS, (X, X, y, y), (train, test) * 2, strict=True)
    wrong = [
        name for got, name, values, rows in wanted
        if not agree(got, _scaled(values, train, rows, got), tolerance_of(got))
    ]  # fmt: skip
    problem = f"is not scaled with mean and std of the training part: {', '.join(wrong)}."
    require(not wrong, "the result of prepare(...)", problem, dict(zip(PARTS, parts, strict=True)))


def _test_rows(seed):
    """The rows that scikit-learn puts into the test part: outliers there show every leak."""
    from sklearn.model_selection import train_test_split

    return train_test_split(np.arange(40), test_size=0.3, random_state=seed)[1]


def _require_sizes(parts):
    for part, name, columns in zip(parts, PARTS, (3, 3, 1, 1), strict=True):
        shape = numbers(part, f"{name} of prepare(...)").shape
        wanted = (28 if "train" in name else 12, columns)
        problem = f"has shape {shape}; expected {wanted} for 40 rows with test_size=0.3."
        require(shape == wanted, f"{name} of prepare(...)", problem, list(shape))


def _split_rows(backs, y, X_test):
    """The row numbers of the training and the test part, from their unscaled y."""
    what, found = "scaler_y of prepare(...)", []
    for back in backs:
        problem = "does not bring y_train and y_test back: scaler_y.inverse_transform fails."
        require(back is not None, what, problem, 1.0)
        back = numbers(back, what).astype(float).reshape(-1, 1)
        gaps = np.abs(back - y[:, 0])
        problem = "does not bring y_train and y_test back to the values of y."
        require(gaps.min(axis=1).max() < 1e-3 * np.abs(y).max(), what, problem, [back, X_test])
        found.append(gaps.argmin(axis=1))
    problem = "does not hold every row exactly once in its two parts."
    whole = np.array_equal(np.sort(np.concatenate(found)), np.arange(len(y)))
    require(whole, "the result of prepare(...)", problem, 1.0)
    return found


def _scaled(values, train, rows, got):
    """Standardised by the training rows, ddof 0 (or 1 if that is what came)."""
    known = values[train]
    choices = [(values[rows] - known.mean(0)) / known.std(0, ddof=ddof) for ddof in (0, 1)]
    return choices[agree(got, choices[1])]
