"""relu: positive values and their gradients pass."""

import numpy as np

from autograder.grading.expect import expect
from autograder.registry import check

from . import inside


@check("nb05_lab/relu-forward-backward")
def relu_forward_backward(student, rng):
    """ReLU keeps positive values; backward lets the gradient pass where the input was positive."""
    x, g = (rng.uniform(0.2, 2, (6, 4)) * rng.choice([-1, 1], (6, 4)) for _ in range(2))
    x[0], g[0] = [-1.5, 2.5, -0.03, 0.03], [-2.0, -1.0, 2.0, 1.0]
    out, back = student.run(inside.relu, x=x, g=g, old=np.roll(x, 1, axis=1))
    expect(out, np.where(x > 0, x, 0), "ReLU().forward(x)")
    expect(back, np.where(x > 0, g, 0), "ReLU().backward(g)")
