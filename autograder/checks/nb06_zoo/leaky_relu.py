"""leaky-relu: forward and backward, with three slopes."""

from autograder.registry import check

from . import inside
from .activations import expect_outputs, expect_slopes, inputs, leaky, leaky_slope, signed


@check("nb06_zoo/leaky-relu-forward-backward")
def leaky_relu_forward_backward(student, rng):
    """x for x > 0 and slope·x else; backward multiplies by 1 or slope, for the latest forward."""
    angle = float(rng.uniform(0.15, 0.6))
    xs = inputs(rng, ((5, 4), (7,), (2, 3, 2)))
    gs = [signed(rng, x.shape) for x in xs]
    got = student.run(inside.leaky_relu_both, xs=xs, gs=gs, angle=angle)
    calls = {"LeakyReLU()": 0.01, "LeakyReLU(slope)": angle, "LeakyReLU(slope=…)": angle / 2}
    expect_outputs(got, xs, {c: lambda x, s=s: leaky(x, s) for c, s in calls.items()})
    expect_slopes(got, xs, gs, {c: lambda x, s=s: leaky_slope(x, s) for c, s in calls.items()})
