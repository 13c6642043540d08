"""How activations are judged: their values, their slopes, and what is left far away from 0."""

import numpy as np

from autograder.checks.recognised import agrees, remembering
from autograder.checks.vocabulary import unchanged
from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure

SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_slope(x):
    return sigmoid(x) * sigmoid(-x)


def tanh_slope(x):
    return 1 / np.cosh(x) ** 2


def leaky(x, slope):
    return np.where(x > 0, x, slope * x)


def leaky_slope(x, slope):
    return np.where(x > 0, 1.0, slope)


def silu(x):
    return x / (1 + np.exp(-x))


def silu_slope(x):
    return sigmoid(x) * (1 + x * sigmoid(-x))


def gelu_inside(x):
    return np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)


def gelu(x):
    return x * sigmoid(2 * gelu_inside(x))


def gelu_slope(x):
    inside = gelu_inside(x)
    bend = np.sqrt(2 / np.pi) * (1 + 0.134145 * x**2)
    return sigmoid(2 * inside) + x * bend / 2 / np.cosh(inside) ** 2


def selu(x):
    return np.where(x > 0, SCALE * x, SCALE * ALPHA * np.expm1(np.minimum(x, 0)))


def selu_slope(x):
    return np.where(x > 0, SCALE, SCALE * ALPHA * np.exp(np.minimum(x, 0)))


def inputs(rng, shapes=((5, 4), (7,), (2, 3, 2))):
    """A table, a row and a block: both signs in each, two entries on either side of 0."""
    xs = [signed(rng, shape) for shape in shapes]
    for x in xs:
        x.flat[:2] = rng.permutation([0.03, -0.03])
    return xs


def signed(rng, shape, low=0.1, high=3.2):
    """Numbers whose size lies between low and high, half of them negative."""
    count = int(np.prod(shape))
    signs = rng.permutation(np.resize([1.0, -1.0], count))
    return (signs * rng.uniform(low, high, count)).reshape(shape)


def expect_outputs(got, xs, rights):
    """got: what `inside.outputs` gave for each call. rights: call → right function(s)."""
    with remembering([out for one in got for out in one["outputs"]]):
        for one, (call, right) in zip(got, rights.items(), strict=True):
            for out, x in zip(one["outputs"], xs, strict=True):
                expect_one(out, right, x, f"{call}.forward(x), x of shape {x.shape}")
    for one, call in zip(got, rights, strict=True):
        for used, x in zip(one["inputs"], xs, strict=True):
            unchanged({"x": used}, {"x": x}, f"{call}.forward(x)")


def expect_slopes(got, xs, gs, rights):
    """got: what `inside.slopes` gave for each call. rights: call → right slope(s)."""
    with remembering([slope for one in got for slope in one["slopes"]]):
        for one, (call, right) in zip(got, rights.items(), strict=True):
            for slope, x, g in zip(one["slopes"], xs, gs, strict=True):
                what = f"{call}.backward(grad_output), for the latest forward"
                expect_one(slope, right, x, what, g)
    for one, call in zip(got, rights, strict=True):
        for used, g in zip(one["gradients"], gs, strict=True):
            pair = {"grad_output": used}, {"grad_output": g}
            unchanged(*pair, f"{call}.backward(grad_output)")


def expect_one(got, rights, x, what, factor=1.0):
    """`rights`: a function; or a pair, the second of which will do for float32."""
    first, second = rights if isinstance(rights, tuple) else (rights, None)
    single = getattr(got, "dtype", None) == np.float32
    if second and single and agrees(got, factor * second(x)):
        return
    expect(got, factor * first(x), what)


PLAIN, FAR, EXTREME = 0, 1, 2


def far_cases(rng):
    """Pairs (x, g): ordinary numbers, ±40 and ±1000 in a drawn order."""
    signs = rng.permutation([1.0, 1.0, 1.0, -1.0, -1.0, -1.0]).reshape(2, 3)
    xs = [signed(rng, (2, 3), 0.1, 1.4), 40 * signs, 1000 * signs]
    return [(x, signed(rng, x.shape, 0.5, 2)) for x in xs]


def expect_far(got, cases, call, value, slope, limits, growing=False):
    """At ±1000 value and slope are their limits, each side by itself.

    limits: functions of x for the value and the slope. Where ordinary values are wrong
    (another item), the student's own value at ±40 takes the limit's place; where ordinary
    slopes are wrong, the slopes need only be finite. A part that gives None is excused where
    the other part is right.
    """
    (x, g), (values, slopes) = cases[PLAIN], got[PLAIN]
    right = agrees(values, value(x)), agrees(slopes, g * slope(x))
    with remembering([part for pair in got for part in pair]):
        if values is not None or not right[1]:
            expect_far_values(got, cases, call, value, limits[0], growing)
        (x, g), what = cases[EXTREME], f"the gradient for x of {call}"
        if right[1]:
            expect_sides(got[EXTREME][1], g * limits[1](x), x, what)
        elif slopes is not None or not right[0]:
            expect_finite(got[EXTREME][1], what)


def expect_far_values(got, cases, call, value, limit, growing):
    plain, far, extreme = (pair[0] for pair in got)
    x, want = cases[EXTREME][0], limit(cases[EXTREME][0])
    if not agrees(plain, value(cases[PLAIN][0])):
        mine = [numbers(part, call) for part in (plain, far, extreme)]
        want = own_limit(*mine, cases, growing)
    expect_sides(extreme, want, x, f"the value of {call}")


def own_limit(plain, far, extreme, cases, growing):
    """What the student's own values at ±40 say about ±1000: the same, or as much larger as x.

    Only for a function that bends: no two values alike near 0, and two different sides.
    """
    what = "The activation at ±1000"
    distinct = len(np.unique(np.round(plain, 9))) == plain.size
    require(distinct, what, "is right, but not between: it gives the same for some x.", got=plain)
    ratios = np.ravel(extreme / cases[EXTREME][0] if growing else extreme)
    require(
        np.ptp(ratios) > 1e-3 * np.abs(ratios).max(),
        what,
        "is on both sides the same multiple of x.",
        got=extreme,
    )
    grown = growing and not agrees(extreme, far)
    scale = np.abs(cases[EXTREME][0] / cases[FAR][0]) if grown else 1.0
    return np.where(np.abs(far) < 1e-9, 0.0, far * scale)


def expect_finite(got, what):
    if not np.isfinite(numbers(got, what)).all():
        raise Failure("not-finite", what, got=got)


def expect_sides(got, want, x, what):
    got = numbers(got, what)
    if got.shape != x.shape:
        expect(got, want, what)
    for side in (1.0, -1.0):
        there = np.sign(x) == side
        expect(got[there], want[there], f"{what} at x = {1000 * side:.0f}")
