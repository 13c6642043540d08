"""repair-batches: every row once, in a new order at each call."""

import numpy as np

from autograder.grading.expect import numbers, require
from autograder.registry import check

from . import inside

CALL = "batches(n, size, rng)"


@check("nb07_clinic/repair-batches-rows")
def repair_batches_rows(student, rng):
    """Every row number once, `size` in each batch but perhaps the last, a new order at each call."""
    for n, size in ((27, 6), (24, 6), (25, 6), (8, 30)):
        seed = int(rng.integers(2**31))
        calls = student.run(inside.cut, what=CALL, n=n, size=size, seed=seed, times=2)
        calls = [[_whole(batch) for batch in call] for call in calls]
        lengths = [len(batch) for batch in calls[0]]
        facts = [lengths, *(np.concatenate(call) for call in calls if call)]
        for call in calls:
            _complete(call, n, size, facts)
        if n == 27:
            _random(calls, n, facts)


def _whole(batch):
    """A batch as an array of whole numbers in a row."""
    rows = numbers(batch, CALL) if np.size(batch) else np.zeros(0, int)
    require(rows.dtype.kind in "iu", CALL, "should give whole numbers.", got=rows)
    require(rows.ndim == 1, CALL, "should give a list of plain rows of numbers.", got=rows)
    return rows


def _complete(call, n, size, facts):
    found = np.sort(np.concatenate(call)) if call else np.zeros(0, int)
    lost, twice = len(set(range(n)) - set(found.tolist())), len(found) - len(set(found.tolist()))
    problem = f"loses {lost} of {n} rows and has {twice} of them twice."
    require(np.array_equal(found, np.arange(n)), CALL, problem, got=facts)
    lengths = [len(batch) for batch in call]
    right = [size] * (n // size) + ([n % size] if n % size else [])
    told = ", ".join(map(str, lengths[:8]))
    problem = f"gives batches of {told} rows for n = {n}, size = {size}."
    require(lengths == right, CALL, problem, got=facts)


def _random(calls, n, facts):
    first, second = (np.concatenate(call) for call in calls)
    same = np.array_equal(first, second)
    require(not same, CALL, "gives the same order at each call.", got=facts)
    for call in calls:
        together = all(batch.max() - batch.min() == len(batch) - 1 for batch in call)
        require(not together, CALL, "leaves neighbouring rows together.", got=facts)
