"""train-sample: one step of gradient descent, judged by (before − after) / learning rate."""

from functools import partial

import numpy as np

from autograder.grading.expect import agree, expect, require, tolerance_of
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside
from .oracles import draw, likely, sigmoid, true_steps
from .vocabulary import any_of, arrays, as_left, if_lost

SLOPE_AT = np.linspace(-15, 15, 30_001)
SLOPES = sigmoid(SLOPE_AT) * sigmoid(-SLOPE_AT)


def two_steps(student, rng, h1, h2, rate):
    """For two samples: the case, and what one call of train_one_sample took away.

    The network guesses the first label wrong and the second one right.
    """
    weights, biases, x, p = draw(rng, h1, h2, 2)
    labels = [likely(row)[rank] for row, rank in zip(p, [1, 0], strict=True)]
    inputs = {"ws": weights, "bs": biases, "samples": x, "labels": labels, "rate": rate}
    replies = student.run(inside.steps, slope_at=SLOPE_AT, slopes=SLOPES, **inputs)
    for sample, label, got in zip(x, labels, replies, strict=True):
        parts = {name: arrays(got[name], 3, f"the list {name}") for name in ("weights", "biases")}
        yield (weights, biases, sample, label), parts["weights"], parts["biases"], got["moved"]


def expect_steps(got, want, name, mark):
    """Compare layer by layer, from the last one back.

    A wrong idea is known by all three layers and by `mark`.
    """
    try:
        for i in (2, 1, 0):
            expect(got[i], want[i], f"the step of {name}[{i}]: (before − after) / learning rate")
    except Failure as failure:
        failure.got = observed(got, mark)
        raise


def observed(steps, mark):
    return {"mark": mark, **{str(i): part for i, part in enumerate(steps)}}


def direction(steps, true):
    """1 if the steps lead downhill on the whole, −1 uphill, 0 if nothing moved."""
    pairs = list(zip(steps, true, strict=True))
    if any(np.size(a) != np.size(b) for a, b in pairs):
        return 0.0
    return float(np.sign(sum(np.ravel(a) @ np.ravel(b) for a, b in pairs)))


@check("nb04_sgd/train-sample-weights")
def train_sample_weights(student, rng):
    """Each weight array moves by learning rate · (input of the layer)ᵀ · dz.

    A bias that the forward pass overwrote counts as not added, if train-sample-biases
    is lost for it.
    """
    rate = 0.05
    for number_of_call, step in enumerate(two_steps(student, rng, 9, 6, rate)):
        (weights, biases, sample, label), got, bias_steps, moved = step
        true, true_biases = true_steps(weights, biases, sample, label)
        used = as_left(biases, moved, allowed=5 * rate)
        without = true_steps(weights, used, sample, label)[0]
        mark = [number_of_call, direction(bias_steps, true_biases)]
        excused = partial(expect_steps, got, without, "weights", mark)
        any_of(
            partial(expect_steps, got, true, "weights", mark),
            partial(if_lost, train_sample_biases, student, rng, excused),
        )


@check("nb04_sgd/train-sample-biases")
def train_sample_biases(student, rng):
    """Each bias moves by learning rate · dz, the same dz as in the step of the weights.

    Both hidden layers are of one size: the slopes of two layers exchanged cost the weights only.
    """
    steps = list(two_steps(student, rng, 7, 7, 0.2))
    for number_of_call, (case, weights, got, _) in enumerate(steps):
        others = steps[1 - number_of_call][1]
        true_weights, true = true_steps(*case)
        got = [np.ravel(part) for part in got]
        mark = [number_of_call, direction(weights, true_weights)]
        moved = any(part.any() for part in got)
        what = "train_one_sample(sample, y, learning_rate)"
        require(moved, what, "No bias has moved.", got=observed(got, mark))
        layers = zip(got, true, weights, others, true_weights, strict=True)
        want = [wanted_bias_step(*layer) for layer in layers]
        any_of(
            partial(expect_steps, got, true, "biases", mark),
            partial(expect_steps, got, want, "biases", mark),
        )


def wanted_bias_step(step, true, weight_step, other, true_weight_step):
    """The true step of a bias; where the layer's weights went wrong, one along their delta."""
    right = agree(weight_step, true_weight_step, tolerance_of(weight_step))
    return true if right else along(step, weight_step, other, true)


def along(step, weight_step, other, true):
    """The part of a bias step along the delta that the layer's own (wrong) weight step used.

    `other` is its weight step for the other sample.
    """
    fits = weight_step.ndim == 2 and weight_step.shape == other.shape
    if not fits or step.shape != true.shape or weight_step.shape[1:] != true.shape:
        return true
    if not all(np.isfinite(part).all() for part in (step, weight_step, other)):
        return true
    if not weight_step.any():
        return 0 * true
    inputs, sizes, deltas = np.linalg.svd(weight_step.astype(float), full_matrices=False)
    column, delta = np.abs(inputs[:, 0]), deltas[0]
    same = np.linalg.norm(other @ delta) > (1 - 1e-6) * np.linalg.norm(other)
    product = sizes[1] < 0.01 * sizes[0] and column.min() < 0.999 * column.max()
    return delta * (delta @ step) if product and not same else true
