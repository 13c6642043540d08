"""Words that several checks of nb04 use."""

import numpy as np

from autograder.grading.expect import numbers, require
from autograder.grading.failures import Failure


def any_of(*attempts):
    """Run the attempts until one passes; if none does, the first one's `Failure`."""
    failures = []
    for attempt in attempts:
        try:
            return attempt()
        except Failure as failure:
            failures.append(failure)
    raise failures[0]


def arrays(got, n, what):
    """`got` as a list of n finite or infinite number arrays, else `Failure`."""
    count = float(len(got)) if isinstance(got, list | tuple) else None
    require(count == n, what, f"It should hold {n} arrays.", got=count)
    return [numbers(part, what) for part in got]


def pair(got, what, parts):
    """`got` if it has two parts, else `Failure`."""
    require(got is not None, what, "It returns None. Printing is not returning.", got=0.0)
    several = isinstance(got, list | tuple) or getattr(got, "ndim", 0)
    require(several and len(got) == 2, what, f"It should return two parts: {parts}.", got=0.0)
    return got


def if_lost(check, student, rng, attempt):
    """The attempt, but only for a student who loses `check` for what is excused here."""
    try:
        check(student, rng)
    except Failure:
        return attempt()
    raise Failure("property", "this call", problem="Nothing excuses this.")


def as_left(before, after, allowed=0.0):
    """Biases as a call used them: one that moved more than `allowed` counts as never added.

    That is what np.dot(a, W, b) does. The overwriting itself is judged elsewhere.
    """
    used = []
    for old, new in zip(before, after, strict=True):
        new = np.asarray(new, float).reshape(-1)
        kept = new.shape == old.shape and np.linalg.norm(new - old) <= allowed
        used.append(old if kept else np.zeros_like(old))
    return used
