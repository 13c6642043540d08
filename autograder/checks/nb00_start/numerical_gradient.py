"""numerical-gradient: central differences, entry by entry, and x comes back."""

import numpy as np

from autograder.grading.expect import expect, numbers, require
from autograder.registry import check

from . import inside

CALL = "numerical_gradient(f, x, *h)"


@check("nb00_start/numerical-gradient-values")
def numerical_gradient_values(student, rng):
    """Each entry is (f(x + h) - f(x - h)) / (2h), where only that entry of x moves by h."""
    for shape, h, size in (((5,), (0.1,), 1), ((3, 4), (), 1e-5), ((2, 3, 4), (0.2,), 1)):
        a, x = rng.uniform(0.5, 2, size=shape) / size**2, rng.uniform(0.5, 2, size=shape) * size
        b = rng.normal(size=shape) + 3
        got = student.run(inside.slope_of_cubic, what=CALL, x=x, a=a, b=b, h=h)
        step = f", h={h[0]}" if h else ""
        want = a * (3 * x**2 + (h[0] if h else 1e-5) ** 2) + b
        expect(got, want, f"numerical_gradient(f, x{step}), x of shape {shape}")


@check("nb00_start/numerical-gradient-restores")
def numerical_gradient_restores(student, rng):
    """x comes back unchanged, bit for bit; an integer array x raises TypeError."""
    what = "numerical_gradient(f, x)"
    x = 10.0 ** rng.uniform(-6, 1, size=40) * rng.choice([-1, 1], size=40)
    seen = student.run(inside.watched, x=x, h=1e-5)
    _restored(numbers(seen["x"], what), x, what)
    _one_at_a_time(numbers(seen["points"], what), x, what)
    _integers_refused(student, rng)


def _integers_refused(student, rng):
    whole = np.array([3, -2, 5, 7, 1])
    cases = [rng.permutation(whole).astype(kind) for kind in rng.permutation(["i8", "f8", "i8"])]
    seen = student.run(inside.whole_numbers, cases=cases)
    for x, found in zip(cases, seen, strict=True):
        if x.dtype.kind == "i":
            observed = found if isinstance(found, str) else "no error"
            require(
                observed == "TypeError", "numerical_gradient(f, x), x an integer array",
                f"should raise TypeError. Observed: {observed}.", got=found,
            )  # fmt: skip
        else:
            require(found == "no error", "numerical_gradient(f, x)", "should accept floats.", found)


def _restored(after, x, what):
    same = after.tobytes() == x.tobytes()
    change = after - x if after.shape == x.shape else after
    rounded = not same and bool(np.all(np.abs(change) < 1e-9))
    problem = "changed some entries of x a little, by rounding."
    require(not rounded, what, problem, got=np.sign(change))
    require(same, what, "left x changed after the call.", got=change)


def _entries_moved(point, x):
    """How many entries are not where they were; 1 where f was given one number by itself."""
    if point.shape == x.shape:
        return int(np.sum(np.abs(point - x) > 0.5e-5))
    return int(not np.isin(point, x).all())


def _one_at_a_time(points, x, what):
    moved = [_entries_moved(point, x) for point in points]
    steps = [count for count in moved if count]
    require(len(set(steps)) > 0, what, "never called f with a moved entry.")
    drifts = "While one entry was moved, others had not yet been put back."
    require(max(steps) == min(steps), what, drifts, got=steps)
