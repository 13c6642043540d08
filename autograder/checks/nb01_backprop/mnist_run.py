"""mnist-run: the student's network learns digits with the student's settings."""

import numpy as np

from autograder import data
from autograder.grading.expect import number, numbers, require
from autograder.registry import check

from .tables import inside

KEYS = ["layers", "epochs", "lr", "batch_size", "l2", "scale"]


@check("nb01_backprop/mnist-run-accuracy", gate=True)
def mnist_run_accuracy(student, rng):
    """With your config, at least 0.90 of unseen digits are right, within 60 seconds."""
    (images, labels), (unseen, truth) = data.mnist("train"), data.mnist("t10k")
    rows, tests = rng.permutation(len(images))[:10_000], rng.permutation(len(unseen))[:5_000]
    what = "your network with your config on the digits"
    given = {"pixels": images[rows], "labels": labels[rows].astype(int), "unseen": unseen[tests]}
    config = _plain(student.run("{key: config[key] for key in keys}", keys=KEYS))
    scores = numbers(student.run(inside.digits, seconds=60, config=config, **given), what)
    require(scores.shape == (5000, 10), what, "predict does not give 10 numbers for each digit.")
    require(np.isfinite(scores).all(), what, "The predictions contain NaN or infinity.")
    accuracy = number(np.mean(scores.argmax(axis=1) == truth[tests]), what)
    student.reaches(accuracy, 0.90)
    problem = f"{accuracy:.3f} of the unseen digits are right; 0.90 is needed."
    require(accuracy >= 0.90, what, problem)


def _plain(config):
    """The settings as plain numbers, whatever objects the student's dict holds."""
    values = {key: numbers(config[key], f'config["{key}"]') for key in KEYS}
    layers = [int(size) for size in values.pop("layers").ravel()]
    single = {key: number(value, f'config["{key}"]') for key, value in values.items()}
    whole = {key: int(single[key]) for key in ("epochs", "batch_size")}
    return {**single, **whole, "layers": layers}
