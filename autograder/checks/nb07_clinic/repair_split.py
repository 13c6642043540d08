"""repair-split: rows shuffled together, each in one part."""

import numpy as np

from autograder.checks.oracles import one_hot_rows
from autograder.grading.expect import numbers, require
from autograder.registry import check

from . import inside

CALL = "split(x, y, rng, share)"


@check("nb07_clinic/repair-split-rows")
def repair_split_rows(student, rng):
    """Rows are shuffled together, each is in exactly one part, round(share·n) are for training."""
    _judge(student, rng, 37, (0.7,), wide=False)
    _judge(student, rng, 24, (), wide=True)


def _judge(student, rng, n, share, wide):
    ids = np.arange(n)
    x = np.column_stack([ids, rng.normal(size=(n, 2))])
    y = np.array(one_hot_rows(ids % 5, 5)) + ids[:, None] if wide else 3.0 * n - ids
    seeds = [int(seed) for seed in rng.integers(2**31, size=2)]
    calls = student.run(inside.parted, what=CALL, x=x, y=y, seeds=seeds, share=share)
    found = [_rows(call, x, y) for call in calls]
    train = round((share[0] if share else 0.8) * n)
    for ids_train, ids_val, apart in found:
        facts = [len(ids_train), len(ids_val), *np.sort(ids_train), *np.sort(ids_val), apart]
        problem = f"puts {len(ids_train)} rows into training and {len(ids_val)} into validation."
        require((len(ids_train), len(ids_val)) == (train, n - train), CALL, problem, got=facts)
        together = np.sort(np.concatenate([ids_train, ids_val]))
        once = np.array_equal(together, ids)
        require(once, CALL, "has rows in both parts, or in none.", got=facts)
        require(apart == 0, CALL, f"separates {apart} rows of x from their y.", got=facts)
    _shuffled(found)


def _rows(call, x, y):
    """Row numbers of both parts, and how many rows of y do not belong to their x."""
    parts = list(call) if isinstance(call, (list, tuple)) else []
    require(len(parts) == 4, CALL, "should give x_train, y_train, x_val, y_val.", got=len(parts))
    x_train, y_train, x_val, y_val = (numbers(part, CALL).astype(float) for part in parts)
    ids, apart = [], 0
    for rows, targets in ((x_train, y_train), (x_val, y_val)):
        whole = rows.ndim == 2 and rows.shape[1] == x.shape[1] and targets.shape[1:] == y.shape[1:]
        fits = whole and len(rows) == len(targets)
        shapes = [str(part.shape) for part in (x_train, y_train, x_val, y_val)]
        require(fits, CALL, "gives parts of the wrong shapes.", got=shapes)
        chosen = np.rint(rows[:, 0]).astype(int)
        known = (chosen >= 0) & (chosen < len(x))
        require(np.all(known), CALL, "changes the numbers of x.", got=chosen)
        apart += int(np.sum(~_same(targets, y[chosen]) | ~_same(rows, x[chosen])))
        ids.append(chosen)
    return *ids, apart


def _same(a, b):
    """Row by row: are they equal, float32 allowed?"""
    return np.isclose(a, b, rtol=1e-5).reshape(len(a), -1).all(axis=1)


def _shuffled(found):
    """Another generator gives another order; sorted parts may be a random choice."""
    first, second = (ids_train for ids_train, _, _ in found)
    facts, problem = [*first, *second], "gives the same parts with every generator."
    require(not np.array_equal(first, second), CALL, problem, got=facts)
