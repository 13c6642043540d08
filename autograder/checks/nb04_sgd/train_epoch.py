"""train-epoch: every sample once, in order; and a network that learns to read."""

import numpy as np

from autograder.data import mnist
from autograder.grading.expect import expect, numbers, require
from autograder.registry import check

from . import inside
from .oracles import draw, epoch_steps, test_accuracy
from .vocabulary import arrays

CALL, TRAINED = (
    "train_one_epoch(x, y, learning_rate)",
    "the network after train_one_epoch(x, y, 0.05)",
)
SIZES, HALF, BOUND = [(784, 32), (32, 32), (32, 10)], 5_000, 0.85


@check("nb04_sgd/train-epoch-order")
def train_epoch_order(student, rng):
    """Every sample once, in order, with its own label and the given learning rate."""
    weights, biases, x, p = draw(rng, 8, 5, 7)
    y, rate = half_right(rng, np.argmax(p, axis=1)), 0.04
    got = student.run(inside.epoch, ws=weights, bs=biases, x=x, y=y, rate=rate)
    calls, steps = numbers(got["calls"], "train_one_epoch"), arrays(got["steps"], 6, "steps")
    if calls.size:
        return expect_calls(calls, steps, np.column_stack([np.arange(7), y, np.full(7, rate)]))
    for got_part, want in zip(steps, epoch_steps(weights, biases, x, y, rate), strict=True):
        what = f"what {CALL} does to the parameters"
        expect(got_part, want.reshape(-1), what)


def half_right(rng, guesses):
    """Labels of which every second one is the network's guess; each differs from the one before."""
    while True:
        wrong = np.arange(len(guesses)) % 2 == rng.integers(2)
        labels = (guesses + rng.integers(1, 10, size=len(guesses)) * wrong) % 10
        if np.all(labels != np.roll(labels, 1)):
            return labels


def expect_calls(calls, steps, want):
    """The calls of train_one_sample, one row each: which sample, label, learning rate."""
    told = "Each call of train_one_sample should get"
    require(np.all(calls[:, 1] >= 0), CALL, f"{told} one label, an integer.", got=calls)
    require(np.all(calls[:, 0] >= 0), CALL, f"{told} one row of x as it is.", got=calls)
    expect(calls, want, "the calls of train_one_sample (one row each: sample, label, rate)")
    kept = not any(part.any() for part in steps)
    problem = "It changes the network by itself. Only train_one_sample should do that."
    require(kept, CALL, problem, got=calls)


@check("nb04_sgd/trained-accuracy", gate=True)
def trained_accuracy(student, rng):
    """After one scaled pass over 10,000 digits at 0.05, test accuracy is at least 0.85.

    The pass comes in two halves: a network that is there after the first one need not go on.
    """
    order = rng.permutation(784)  # the network does not care, stored weights do
    images, labels = mnist("train")
    weights = [rng.normal(0, 1 / np.sqrt(m), (m, n)) for m, n in SIZES]
    biases = [np.zeros(n) for _, n in SIZES]
    for half in (slice(HALF), slice(HALF, 2 * HALF)):
        digits = {"x": images[half][:, order], "y": labels[half].astype(int)}
        got = student.run(inside.trained, seconds=90, ws=weights, bs=biases, **digits)
        weights, biases = trained_parts(got)
        accuracy = best_accuracy([weights[0][np.argsort(order)], *weights[1:]], biases)
        student.reaches(accuracy, BOUND)
        if accuracy >= BOUND:
            return
    problem = f"It reads {accuracy:.1%} of the 10,000 test digits; at least 85 % is needed."
    require(False, TRAINED, problem, got=accuracy)


def trained_parts(got):
    """The weights and biases after training, of the shapes they had."""
    weights, biases = (arrays(parts, 3, "the trained parameters") for parts in got)
    shapes = [part.shape for part in [*weights, *biases]]
    same = shapes == [*SIZES, *((n,) for _, n in SIZES)]
    require(same, TRAINED, "Its parameters have other shapes than before training.")
    return weights, biases


def best_accuracy(weights, biases):
    """Accuracy on all test digits; below the bound also without the output bias, without any.

    The trap in the training leaves rubbish in biases it never used; its price
    is train-sample-biases, not this.
    """
    b1, b2, b3 = biases
    best = 0.0
    for variant in [(b1, b2, b3), (b1, b2, 0 * b3), (0 * b1, 0 * b2, 0 * b3)]:
        best = max(best, test_accuracy(weights, variant)) if best < BOUND else best
    return best
