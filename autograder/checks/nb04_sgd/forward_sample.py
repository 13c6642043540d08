"""forward-sample: loss and guess of one sample, and nothing is changed."""

from functools import partial

import numpy as np

from autograder.grading.expect import agree, expect, number, numbers, require, tolerance_of
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside
from .oracles import activations, draw, likely
from .vocabulary import any_of, arrays, as_left, if_lost, pair

CALL = "feed_forward_sample(sample, y)"


@check("nb04_sgd/forward-sample-values")
def forward_sample_values(student, rng):
    """Loss −ln p_y and one-hot guess of one sample; 784 numbers in any shape.

    What a call changed is excused here (a bias overwritten was never added, pixels
    divided in place are smaller) if this student loses forward-sample-pure for it.
    """
    for h1, h2 in [(12, 7), (5, 9)]:
        weights, biases, x, p = draw_unsure(rng, h1, h2)
        labels = [likely(row)[rank] for row, rank in zip(p, [1, 0, 2, 1], strict=True)]
        samples = [x[0], x[1].reshape(28, 28), x[2].reshape(1, 784), x[3]]
        looks = student.run(inside.looks, ws=weights, bs=biases, samples=samples, labels=labels)
        expect_one = partial(expect_looks, looks, labels, weights)
        used = [as_left(biases, look["biases"]) for look in looks]
        left = [look["sample"] for look in looks]
        excused = partial(
            any_of, partial(expect_one, [biases] * 4, left), partial(expect_one, used, left)
        )
        any_of(
            partial(expect_one, [biases] * 4, samples),
            partial(if_lost, forward_sample_pure, student, rng, excused),
        )


def draw_unsure(rng, h1, h2):
    """A network and four samples, one of them guessed with a probability below one half."""
    while True:
        drawn = draw(rng, h1, h2, 4)
        if drawn[-1].max(axis=1).min() < 0.45:
            return drawn


def expect_looks(looks, labels, weights, biases, samples):
    """Losses and guesses against the truth for these biases and samples."""
    loss, guess = f"the loss of {CALL}", f"the guess of {CALL}"
    results = [pair(look["result"], CALL, "(loss, one_hot_guess)") for look in looks]
    losses = np.array([number(result[0], loss) for result in results])
    guesses = [numbers(result[1], guess) for result in results]
    cases = zip(biases, samples, strict=True)
    p = np.array([activations(weights, bias, sample)[-1] for bias, sample in cases])
    try:
        expect(losses, -np.log(p[np.arange(len(p)), labels]), loss)
        for one, row in zip(guesses, p, strict=True):
            expect(one, np.eye(10)[np.argmax(row)], guess, bias=True)
    except Failure as failure:
        failure.got = np.concatenate([losses, *map(np.ravel, guesses)])
        raise


@check("nb04_sgd/forward-sample-pure")
def forward_sample_pure(student, rng):
    """A look changes nothing: weights, biases and the sample are as before."""
    weights, biases, x, p = draw(rng, 32, 6, 2)
    label = next(k for k in likely(p[0])[1:] if k)  # not 0: that may hide a wrong loss
    inputs = {"ws": weights, "bs": biases, "sample": x[0], "label": label}
    inputs |= {"same": x[0], "new": 40 * x[1], "new_ws": [w[::-1] for w in weights]}
    got = student.run(inside.left_alone, **inputs)
    changed, observed = [], []
    for name, truth in [("weights", weights), ("biases", biases)]:
        for parts in got[name]:
            now = arrays(parts, 3, name)
            changed += [f"{name}[{i}]" for i in range(3) if differs(now[i], truth[i])]
            observed += [float(np.sum(part[:3])) for part in now]
    pixels = numbers(got["sample"], "the sample")
    changed += ["the pixels of sample"] * (not agree(pixels, x[0]))
    changed += ["the shape of sample"] * (got["shape"] != [784])
    observed.append(float(np.sum(pixels)))
    problem = f"After this call something is changed: {', '.join(sorted(set(changed)))}."
    require(not changed, CALL, problem, got=observed)
    first, again, *others = got["told"]
    problem = "Its result should depend on the network and the sample, and on nothing else."
    require(first == again and first not in others, CALL, problem)


def differs(now, truth):
    return not agree(now, truth.reshape(-1), tolerance_of(now))
