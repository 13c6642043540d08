"""repair-affine: a·W + b, nothing written over."""

import numpy as np

from autograder.checks.vocabulary import unchanged
from autograder.grading.expect import expect
from autograder.registry import check

from . import inside

CALL = "affine(a, W, b)"


@check("nb07_clinic/repair-affine-values")
def repair_affine_values(student, rng):
    """affine(a, W, b) is a·W + b for any number of rows; a, W and b stay as they are."""
    W, b = rng.normal(size=(3, 4)), rng.normal(size=4) + 2
    for n, shape in ((5, (4,)), (1, (1, 4)), (1, (4,)), (5, (1, 4))):
        a = rng.normal(size=(n, 3))
        given = {"a": a, "W": W, "b": b.reshape(shape)}
        seen = student.run(inside.affine_of, what=CALL, **given)
        what = f"{CALL}, a of shape {a.shape}, b of shape {shape}"
        expect(seen["value"], np.einsum("nd,dk->nk", a, W) + b, what)
        unchanged(seen, given, what)
