"""repair-call: a chain of layers that gives its output back."""

import numpy as np

from autograder.checks.vocabulary import expect_parts
from autograder.registry import check

from . import inside

CALLED = {
    "output": "Chain(layers)(x)",
    "loss": "Chain(layers).loss(x, target)",
    "single output": "Chain([layer])(x)",
    "single loss": "Chain([layer]).loss(x, target)",
}


@check("nb07_clinic/repair-call-output")
def repair_call_output(student, rng):
    """A call returns the last layer's output; loss is the mean square over all elements."""
    x, W = rng.normal(size=(6, 3)), rng.normal(size=(3, 4))
    target, shift = rng.normal(size=(6, 4)), float(rng.uniform(0.3, 0.8))
    seen = student.run(inside.chained, what=CALLED["output"], x=x, target=target, W=W, shift=shift)
    bent = np.tanh(x @ W + shift)
    output, single = bent * bent + bent, np.tanh(target + shift)
    want = {
        "output": output,
        "loss": np.mean((output - target) ** 2),
        "single output": single,
        "single loss": np.mean((single + target) ** 2),
    }
    expect_parts(seen, want, CALLED)
