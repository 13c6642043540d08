"""load-mnist: four arrays from the folder, what is missing is fetched first."""

import numpy as np

from autograder.checks.recognised import agrees
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


REPEAT = 100


@check("nb05_lab/load-mnist-arrays")
def load_mnist_arrays(student, rng):
    """load_mnist gives pixels / 255 as rows of 784 and integer labels; missing files are fetched.

    read_idx replays drawn arrays; a program that reads the bytes itself meets the real files,
    but for the test labels: their file is drawn, the real ones need not be in the sandbox.
    """
    rows, missing = rng.integers(0, 60000, 40), int(rng.integers(4))
    drawn = _drawn_arrays(rng)
    fresh = idx_bytes(np.concatenate([drawn["t10k-labels"]] * REPEAT))
    inputs = dict(arrays=drawn, repeat=REPEAT, rows=rows, missing=missing, fresh=fresh)
    got = student.run(inside.loaded, seconds=60, fallback=str(DATA), **inputs)
    right = _replayed(drawn, rows)
    if not agrees(got["x_train"], right[0]):
        real = _in_the_files(drawn, rows)
        right = real if agrees(got["x_train"], real[0]) else right
    for name, (shape, kind), want in zip(SHAPES, got["about"], right, strict=True):
        _right_array(name, tuple(shape), kind, numbers(got[name], name), want)


def _drawn_arrays(rng):
    train, test = (60000 // REPEAT, 28, 28), (10000 // REPEAT, 28, 28)
    return {
        "train-images": rng.integers(0, 256, train, dtype=np.uint8),
        "train-labels": rng.integers(0, 10, train[0], dtype=np.uint8),
        "t10k-images": rng.integers(0, 256, test, dtype=np.uint8),
        "t10k-labels": rng.integers(0, 10, test[0], dtype=np.uint8),
    }


def _replayed(drawn, rows):
    images, labels, digits, answers = drawn.values()
    train, test = rows % len(images), rows // 6 % len(digits)
    return (
        images.reshape(-1, 784)[train] / 255, labels[train],
        digits.reshape(-1, 784)[test] / 255, np.concatenate([answers] * REPEAT),
    )  # fmt: skip


def _in_the_files(drawn, rows):
    (images, labels), (digits, _) = mnist("train"), mnist("t10k")
    answers = np.concatenate([drawn["t10k-labels"]] * REPEAT)
    return images[rows] / 255, labels[rows], digits[rows // 6] / 255, answers


def _right_array(name, shape, kind, values, want):
    if shape != SHAPES[name]:
        raise Failure("shape", name, got=values, want_shape=SHAPES[name], got_shape=shape)
    allowed, words = ("f", "floats") if name[0] == "x" else ("iu", "integers")
    require(kind in allowed, name, f"should hold {words}.", got=values)
    expect(values, want, f"{name} (some rows)")
