"""compact: the whole network on one page, by plain gradient descent."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.grading.expect import expect, number, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside


def _compact_inputs(rng, n=6, d=5, h=4, k=3, biases=True):
    W1, W2 = rng.normal(size=(d, h)), 0.4 * rng.normal(size=(h, k))
    b1, b2 = biases * rng.normal(size=h), biases * 0.5 * rng.normal(size=k)
    X = rng.normal(size=(n, d))
    for row, z in ((1, 0.03), (2, -0.03)):  # near the corner of the ReLU, on either side
        W1[:, row] += (z - X[row] @ W1[:, row] - b1[row]) * X[row] / (X[row] @ X[row])
    if X[0] @ W1[:, 0] + b1[0] > 0:  # the first one negative: a type taken from it is wrong
        W1[:, 0], b1[0] = -W1[:, 0], -b1[0]
    return X, dict(W1=W1, b1=b1, W2=W2, b2=b2)


def _compact_forward(X, p):
    hidden = np.maximum(X @ p["W1"] + p["b1"], 0)
    return hidden, softmax(hidden @ p["W2"] + p["b2"])


@check("nb05_lab/compact-forward")
def compact_forward(student, rng):
    """forward(X) gives softmax(max(0, X·W1 + b1)·W2 + b2), one row of probabilities per sample.

    Logits of a thousand and more give finite probabilities too; the first weights are small.
    """
    X, p = _compact_inputs(rng)
    what = "NeuralNetwork.forward(X)"
    got = student.run(inside.compact_forward, what=what, X=X, parameters=p)
    expect(got, _compact_forward(X, p)[1], what)
    X, p = _steep_inputs(rng)
    got = student.run(inside.compact_forward, what=what, X=X, parameters=p)
    expect(got, _compact_forward(X, p)[1], f"{what} with logits of a thousand and more")
    spread = number(student.run(inside.fresh_network), "W1 of a new NeuralNetwork")
    problem = "has a standard deviation that is far too large: divided instead of multiplied?"
    require(spread < 3 * np.sqrt(2 / 400), "W1 of a new NeuralNetwork", problem, got=1.0)


def _steep_inputs(rng):
    """Inputs whose largest logit leads by far in each row, so that rounding cannot decide."""
    while True:
        X, p = _compact_inputs(rng)
        logits = np.sort(np.maximum(X @ p["W1"] + p["b1"], 0) @ (3000 * p["W2"]))
        if (logits[:, -1] - logits[:, -2]).min() > 50 and logits[:, -1].max() > 1000:
            return X, {**p, "W2": 3000 * p["W2"]}


@check("nb05_lab/compact-backward")
def compact_backward(student, rng):
    """backward returns the mean loss of probs and moves W1, b1, W2, b2 by −lr times the gradient.

    Biases are zero, so that a wrong forward costs only its own points.
    """
    X, p = _compact_inputs(rng, biases=False)
    hidden, probs = _compact_forward(X, p)
    y, lr = rng.permutation(np.arange(6) % 3), 0.25
    inputs = dict(X=X, y=y, parameters=p, probs=probs, lr=lr)
    loss, after, both, step = student.run(inside.compact_backward, **inputs)
    for name, want in _compact_gradients(X, y, p, hidden, probs).items():
        what = f"(before − after)/lr of {name} in backward"
        got = (p[name] - _shaped(after[name], p[name].shape, what)) / lr
        expect(got, want, what)
    what = "the loss that backward returns"
    require(loss is not None, what, "is missing: backward returns nothing.", got=0.0)
    expect(loss, -np.mean(np.log(probs[np.arange(6), y])), what)
    for name in p:
        what = f"{name} after train_step, against forward and backward"
        expect(
            _shaped(step[name], p[name].shape, what), _shaped(both[name], p[name].shape, what), what
        )


def _compact_gradients(X, y, p, hidden, probs):
    dZ2 = (probs - np.eye(3)[y]) / len(y)
    dZ1 = (dZ2 @ p["W2"].T) * (hidden > 0)
    return dict(W2=hidden.T @ dZ2, b2=dZ2.sum(axis=0), W1=X.T @ dZ1, b1=dZ1.sum(axis=0))


def _shaped(got, shape, what):
    got = numbers(got, what)
    if got.size != int(np.prod(shape)) or got.shape[-1:] != shape[-1:]:
        raise Failure("shape", what, got=got, want_shape=shape, got_shape=got.shape)
    if not np.isfinite(got).all():
        raise Failure("not-finite", what, got=got)
    return got.reshape(shape)


@check("nb05_lab/compact-predict")
def compact_predict(student, rng):
    """predict(X) gives the most probable class of each row as a label."""
    want = []
    while len(set(want)) < 3:  # every class is the right answer somewhere
        X, p = _compact_inputs(rng, n=9, biases=False)
        probs = _compact_forward(X, p)[1]
        want = np.argmax(probs, axis=1).tolist()
    got = student.run(
        inside.predictions,
        what="NeuralNetwork.predict(X)",
        X=X,
        parameters=p,
        probs=probs,
        first=X[:, 0],
    )
    got = numbers(got, "NeuralNetwork.predict(X)")
    expect(got.reshape(-1) if got.shape == (9, 1) else got, want, "NeuralNetwork.predict(X)")
