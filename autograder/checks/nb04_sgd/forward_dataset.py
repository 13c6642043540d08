"""forward-dataset: the mean loss and the accuracy of many samples."""

import numpy as np

from autograder.data import mnist
from autograder.grading.expect import expect, number, require
from autograder.registry import check

from . import inside
from .oracles import draw, likely
from .vocabulary import pair

CALL, PARTS = "feed_forward_dataset(x, y)", "(average_loss, accuracy)"


@check("nb04_sgd/forward-dataset-values")
def forward_dataset_values(student, rng):
    """Returns the mean of the losses and the fraction of right guesses."""
    weights, biases, x, p = draw(rng, 7, 13, 8)
    ranks = [0, 1, 0, 0, 2, 1, 0, 0]
    y = np.array([likely(row)[rank] for row, rank in zip(p, ranks, strict=True)])
    known = {"losses": -np.log(p), "guesses": np.argmax(p, axis=1), "x": x, "y": y}
    got = student.run(
        inside.over_stand_in,
        what="feed_forward_dataset(x.copy(), y)",
        ws=weights,
        bs=biases,
        **known,
    )
    got = pair(got, CALL, PARTS)
    text = any(isinstance(part, str) for part in got)
    require(not text, CALL, "One of the two results is a text. Return numbers.", got=0.0)
    values = np.array([number(part, CALL) for part in got])
    want = [-np.mean(np.log(p[np.arange(8), y])), 5 / 8]
    expect(values, want, f"{PARTS} of {CALL}")


@check("nb04_sgd/untrained-chance", gate=True)
def untrained_chance(student, rng):
    """A fresh network guesses: the mean accuracy of five is between 5 % and 20 %."""
    images, labels = mnist("t10k")
    chosen = rng.choice(len(images), 400, replace=False)
    data = {"x": images[chosen], "y": labels[chosen].astype(int)}
    seeds = [int(seed) for seed in rng.integers(2**31, size=5)]
    shift = rng.integers(1, 10, size=40) * (rng.random(40) < 0.6)
    shift[0] = 1
    got = student.run(inside.untrained, seconds=90, seeds=seeds, shift=shift, **data)
    own, *found = [number(pair(result, CALL, PARTS)[1], CALL) for result in got]
    problem = "The accuracy is not the share of samples whose label is the network's own guess."
    require(abs(own - np.mean(shift == 0)) < 1e-4, CALL, problem)
    problem = f"It is {np.mean(found):.3g} on average; 0.05 to 0.20 is right."
    require(0.05 <= np.mean(found) <= 0.20, "the accuracy of fresh networks", problem)
