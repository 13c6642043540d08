"""softmax-cross-entropy: the mean loss, its gradient, both finite at any size of the logits."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.checks.recognised import agrees, remembering
from autograder.grading.expect import expect, number, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside


def _scores(rng, n=7, k=4):
    """Logits with all probabilities well above 0.03, labels, one-hot labels."""
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    return rng.uniform(-0.9, 0.9, (n, k)), labels, np.eye(k)[labels]


LOSS = "SoftmaxCrossEntropy().forward(logits, y_true)"


def _mean_loss(logits, labels):
    return -np.mean(np.log(softmax(logits)[np.arange(len(labels)), labels]))


@check("nb05_lab/softmax-cross-entropy-loss")
def softmax_cross_entropy_loss(student, rng):
    """forward gives the mean of −log(probability of the true class) over the batch."""
    logits, labels, y_true = _scores(rng)
    got = student.run(LOSS, logits=logits, y_true=y_true)
    expect(got, _mean_loss(logits, labels), LOSS)


@check("nb05_lab/softmax-cross-entropy-gradient")
def softmax_cross_entropy_gradient(student, rng):
    """backward gives (probs − y_true)/n for the latest forward, the same when called twice."""
    logits, labels, y_true = _scores(rng)
    inputs = dict(logits=logits, y_true=y_true)
    right = agrees(student.run(LOSS, **inputs), _mean_loss(logits, labels))
    probs = np.zeros(0) if right else softmax(logits)  # a wrong forward costs its own points only
    once, twice = student.run(inside.loss_gradients, old=2 * logits[2:], probs=probs, **inputs)
    want = (softmax(logits) - y_true) / 7
    expect(once, want, "SoftmaxCrossEntropy().backward(y_true)")
    expect(twice, want, "backward(y_true), called a second time")


@check("nb05_lab/softmax-cross-entropy-stable")
def softmax_cross_entropy_stable(student, rng):
    """Logits with gaps of 1000, in a row or between rows, give finite and right results."""
    base, labels, y_true = _scores(rng, n=6)
    base = np.round(base * 64) / 64  # so that base + 1000 is exact in float32 too
    rows = base + np.array([1000.0, -1000.0, 0.0, 1000.0, 500.0, -1000.0])[:, None]
    other, rights = _scores(rng, n=6)[0], (_mean_loss(base, labels), (softmax(base) - y_true) / 6)
    plain, again, fresh, shifted = (
        student.run(inside.loss_and_gradient, logits=z, y_true=y_true)
        for z in (base, base, other, rows)
    )
    _follows_the_logits(plain, again, fresh, rights)
    names = [f"the {part} for rows of logits near ±1000" for part in ("loss", "gradient")]
    with remembering(shifted):
        for got, own, right, what in zip(shifted, plain, rights, names, strict=True):
            _same_when_shifted(got, own, right, what)
    for sure, what in ((labels, "right"), ((labels + 1) % 4, "wrong")):
        got = student.run(inside.loss_and_gradient, logits=1000.0 * np.eye(4)[sure], y_true=y_true)
        _extreme(*got, what, plain_is_right=agrees(plain[0], rights[0]))


def _follows_the_logits(plain, again, fresh, rights):
    """A wrong result is excused here only if it is computed from the logits."""
    for own, same, changed, right in zip(plain, again, fresh, rights, strict=True):
        followed = np.shape(own) == np.shape(right) and agrees(same, own)
        followed = followed and not agrees(changed, own)
        what = "SoftmaxCrossEntropy, forward and backward"
        problem = "gives results that do not depend on the logits alone."
        require(agrees(own, right) or followed, what, problem)


def _same_when_shifted(got, own, right, what):
    """`got` is finite; and right, unless the plain case is wrong already (another item)."""
    if agrees(own, right):
        expect(got, right, what)
    elif not np.isfinite(numbers(got, what)).all():
        raise Failure("not-finite", what, got=numbers(got, what))


def _extreme(loss, gradient, what, plain_is_right):
    name = f"the loss of rows that are sure and {what} (gap 1000)"
    size = number(loss, name)
    if plain_is_right and what == "right":
        require(abs(size) < 1e-5, name, "is not near 0.", got=size)
    elif plain_is_right:
        require(10 < size < 1000.1, name, "is not large (a few tens up to 1000).", got=size)
    name = f"the gradient of rows that are sure and {what} (gap 1000)"
    if not np.isfinite(numbers(gradient, name)).all():
        raise Failure("not-finite", name, got=numbers(gradient, name))
