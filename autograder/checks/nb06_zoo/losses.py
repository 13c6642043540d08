"""How losses are judged: their value, their gradient, and what they do at huge logits."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.checks.recognised import agrees, remembering
from autograder.checks.vocabulary import unchanged
from autograder.grading.expect import expect, number, numbers, require

from .activations import expect_finite, sigmoid, sigmoid_slope


def logits(rng, n, k, size=0.9):
    """Logits whose softmax stays away from 0 and 1, and integer labels that use every class."""
    labels = rng.permutation(np.concatenate([np.arange(k), rng.integers(0, k, n - k)]))
    return rng.uniform(-size, size, (n, k)), labels


def rows_lent(tables):
    """The log-sum-exp of each row: whoever uses `logsumexp` needs no right one."""
    rows = [row for table in tables for row in table]
    return {"rows": rows, "sums": [stable_lse(row) for row in rows]}


def stable_lse(row):
    return float(row.max() + np.log(np.sum(np.exp(row - row.max()))))


def sigmoid_lent(tables):
    """Sigmoid and softplus of each logit, for those who use earlier answers."""
    points = np.concatenate([table.ravel() for table in tables])
    points = np.concatenate([points, -points])
    rows = [np.array(pair) for z in points for pair in ((0.0, z), (z, 0.0))]
    maps = [("Sigmoid", points, sigmoid(points), sigmoid_slope(points))]
    return {"maps": maps, "rows": rows, "sums": [stable_lse(row) for row in rows]}


def expect_losses(got, cases, wants, name):
    """got: what `inside.losses` gave. cases: (arguments, prediction, target)."""
    what = f"{name}.forward(prediction, target)"
    with remembering(got["losses"]):
        for loss, want in zip(got["losses"], wants, strict=True):
            expect(loss, want, what)
    used = zip(got["predictions"], got["targets"], cases, strict=True)
    for prediction, target, (_, right_prediction, right_target) in used:
        after = {"prediction": prediction, "target": target}
        unchanged(after, {"prediction": right_prediction, "target": right_target}, what)


def expect_gradients(got, wants, name):
    """got: what `inside.gradients` gave."""
    what = f"{name}.backward(), for the latest forward"
    with remembering(got["gradients"]):
        for gradient, want in zip(got["gradients"], wants, strict=True):
            expect(gradient, want, what)
    problem = "It changed the prediction or the target that forward was given."
    require(not any(got["moved"]), what, problem, got=got["moved"])


def gradient_read(got, cases, *readings):
    """Which gradient is right: that of the loss which the student's own numbers show.

    readings: pairs (loss, gradient), the right ones first. A loss that was read in another
    way is another item; its gradient may then fit to it.
    """
    for loss_of, gradient_of in readings[1:]:
        mine = zip(got["losses"], got["gradients"], cases, strict=True)
        if all(agrees(a, loss_of(*case)) and agrees(b, gradient_of(*case)) for a, b, case in mine):
            return gradient_of
    return readings[0][1]


def with_arguments(change, *functions):
    """The same functions, given other constructor arguments than were asked for."""
    return [lambda given, *case, f=f: f(change(given), *case) for f in functions]


def one_hot(labels, k):
    return np.eye(k)[labels]


def cross_entropy(z, labels):
    return -np.mean(np.log(softmax(z)[np.arange(len(labels)), labels]))


def expect_extremes(got, rights, pushes, name):
    """Huge logits: finite; near 0 where right; large, with a full push, where sure and wrong.

    got: (loss, gradient) for two ordinary cases, one sure and right, one sure and wrong.
    rights: the ordinary losses and gradients. pushes: the gradient when sure and wrong.
    Where an ordinary result is wrong (another item), only the other part is asked here; where
    both are wrong, they must be finite, depend on the target and, at ordinary logits, on each logit.
    """
    with remembering([part for pair in got for part in pair]):
        plain = [all(agrees(got[i][part], rights[i][part]) for i in (0, 1)) for part in (0, 1)]
        for kind, pair in zip(("right", "wrong"), got[2:], strict=True):
            for part, call in enumerate(("forward", "backward()")):
                if plain[part] or not plain[1 - part]:
                    expect_finite(pair[part], f"{name}.{call} where it is sure and {kind}")
        if plain[0]:
            loss_sizes(got, name)
        if plain[1]:
            gradient_sizes(got[2][1], 0 * pushes, pushes, f"{name}.backward() where it is right")
            gradient_sizes(got[3][1], pushes, pushes, f"{name}.backward() where it is wrong")
        if not any(plain):
            depends(got, name)
            bends(got[0][1], name)


def depends(got, name):
    """Two wrong parts are excused only if both are computed from the target."""
    for part in (0, 1):
        same = np.array_equal(numbers(got[2][part], name), numbers(got[3][part], name))
        require(not same, name, "gives the same at ±1000 whatever the target is.", got=got[2][part])


def bends(gradient, name):
    """A loss of straight lines, right far away only, has few slopes; softmax and sigmoid have many."""
    slopes = np.unique(np.round(np.abs(numbers(gradient, name)), 9))
    enough = len(slopes) > np.size(gradient) / 2
    require(enough, name, "has the same few slopes whatever the logits are.", got=slopes)


def loss_sizes(got, name):
    right, wrong = (number(got[i][0], name) for i in (2, 3))
    problem = "is not near 0 where every answer is sure and right."
    require(abs(right) < 1e-3, f"{name}.forward at ±1000", problem, got=right)
    problem = "is not large (a few tens up to some thousands) where it is sure and wrong."
    require(10 < wrong < 3000, f"{name}.forward at ±1000", problem, got=wrong)


def gradient_sizes(got, want, pushes, what):
    """Sign and order of size of each entry."""
    got, unit = numbers(got, what), np.abs(pushes).max()
    if got.shape != want.shape:
        expect(got, want, what)
    small = np.where(want == 0, np.abs(got) < 0.05 * unit, True)
    near = np.where(want != 0, (got * want > 0) & (np.abs(got) > 0.4 * unit), True)
    ok = bool(np.all(small & near & (np.abs(got) < 2.5 * unit)))
    require(ok, what, "has entries of the wrong sign or size at ±1000.", got=got)
