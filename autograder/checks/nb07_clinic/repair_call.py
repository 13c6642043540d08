"""repair-call: a chain of layers that gives its output back."""

import numpy as np

from autograder.checks.vocabulary import expect_parts
from autograder.registry import check

from . import inside

CALLED = {
    "output": "Chain(layers)(x)",
    "loss": "Chain(layers).loss(x, target)",
    "loss of other rows": "Chain(layers).loss(other_x, other_target)",
    "single output": "Chain([layer])(x)",
    "single loss": "Chain([layer]).loss(x, target)",
}


@check("nb07_clinic/repair-call-output")
def repair_call_output(student, rng):
    """A call returns the last layer's output; loss is the mean square over all elements."""
    x, W = rng.normal(size=(6, 4)), rng.normal(size=(4, 4))
    target, shift = rng.normal(size=(6, 4)), float(rng.uniform(0.3, 0.8))
    seen = student.run(inside.chained, what=CALLED["output"], x=x, target=target, W=W, shift=shift)
    output, other, single = (
        _through(x, W, shift),
        _through(x[1:] - 0.3, W, shift),
        np.tanh(target + shift),
    )
    want = {
        "output": output,
        "loss": np.mean((output - target) ** 2),
        "loss of other rows": np.mean((other - target[1:]) ** 2),
        "single output": single,
        "single loss": np.mean((single + target) ** 2),
    }
    expect_parts(seen, want, CALLED)


def _through(x, W, shift):
    bent = np.tanh(x @ W + shift)
    return bent * bent + bent
