"""load-mnist: four arrays from the folder, what is missing is fetched first."""

import numpy as np

from autograder.data import mnist
from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure
from autograder.notebooks import DATA
from autograder.registry import check

from .files import inside
from .read_idx import idx_bytes

SHAPES = {
    "x_train": (60000, 784),
    "y_train": (60000,),
    "x_test": (10000, 784),
    "y_test": (10000,),
}


@check("nb05_lab/load-mnist-arrays")
def load_mnist_arrays(student, rng):
    """load_mnist gives pixels / 255 as rows of 784 and integer labels; missing files are fetched.

    The file of test labels is drawn for this check: the real ones need not be in the sandbox.
    """
    rows, missing = rng.integers(0, 60000, 40), int(rng.integers(4))
    (images, labels), (digits, _) = mnist("train"), mnist("t10k")
    drawn = rng.integers(0, 10, len(digits)).astype(np.uint8)
    arrays = {
        "train-images": images.reshape(-1, 28, 28), "train-labels": labels,
        "t10k-images": digits.reshape(-1, 28, 28), "t10k-labels": drawn,
    }  # fmt: skip
    inputs = dict(arrays=arrays, rows=rows, missing=missing, fresh=idx_bytes(drawn))
    got = student.run(inside.loaded, seconds=60, fallback=str(DATA), **inputs)
    rights = images[rows] / 255, labels[rows], digits[rows // 6] / 255, drawn
    for name, (shape, kind), right in zip(SHAPES, got["about"], rights, strict=True):
        _right_array(name, tuple(shape), kind, numbers(got[name], name), right)


def _right_array(name, shape, kind, values, right):
    if shape != SHAPES[name]:
        raise Failure("shape", name, got=values, want_shape=SHAPES[name], got_shape=shape)
    allowed, words = ("f", "floats") if name[0] == "x" else ("iu", "integers")
    require(kind in allowed, name, f"should hold {words}.", got=values)
    expect(values, right, f"{name} (some rows)")
