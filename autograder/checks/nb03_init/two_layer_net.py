"""two-layer-net: start, forward, loss, backward and one step, each by itself."""

import numpy as np

from autograder.checks.oracles import central_differences, softmax
from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside
from .activations import two_sided, values_right

NAMES = ("W1", "b1", "W2", "b2")
N, D, H, K = 7, 3, 5, 4
SIZES = (D, H, K)


def right_forward(p, X):
    """Z1, A1, Z2, P of the two-layer network."""
    Z1 = X @ p["W1"] + p["b1"]
    A1 = np.where(Z1 > 0, Z1, 0)
    Z2 = A1 @ p["W2"] + p["b2"]
    return Z1, A1, Z2, softmax(Z2)


def right_loss(p, X, Y):
    return -np.sum(Y * np.log(right_forward(p, X)[3])) / len(X)


def right_slopes(p, X, Y):
    """The gradients of W1, b1, W2, b2."""
    arrays = [p[name] for name in NAMES]
    return dict(zip(NAMES, central_differences(lambda: right_loss(p, X, Y), arrays), strict=True))


def example(rng, strong=False):
    """Parameters, X and one-hot Y: both ReLU sides, no corner near, no tiny probability.

    Only `strong` biases of the hidden layer turn units on or off.
    """
    while True:
        p = _parameters(rng, strong)
        X = rng.normal(0, 1, (60 * N, D))
        bias = p["b1"] if strong else 0
        X = X[np.abs(X @ p["W1"] + bias).min(axis=1) > 0.25][:N]
        if len(X) == N and _telling(p, X, strong):
            return p, X, np.eye(K)[rng.permutation(np.arange(N) % K)]


def _parameters(rng, strong):
    sizes = (0.5, 1) if strong else (0.1, 0.2)
    return {
        "W1": rng.normal(0, 1, (D, H)),
        "b1": rng.uniform(*sizes, (1, H)) * rng.choice([-1, 1], H),
        "W2": rng.normal(0, 0.6, (H, K)),
        "b2": rng.uniform(0.2, 0.4, (1, K)) * rng.choice([-1, 1], K),
    }


def _telling(p, X, strong):
    Z1, _, _, P = right_forward(p, X)
    turned = np.mean((Z1 > 0) != (X @ p["W1"] > 0))
    return P.min() > 0.03 and 0.3 < np.mean(Z1 > 0) < 0.7 and turned >= (0.1 if strong else 0)


@check("nb03_init/two-layer-net-init")
def two_layer_net_init(student, rng):
    """W1 (d, h) and W2 (h, k) are normal with mean 0 and std init_std (0.01 by default), biases 0."""
    std = float(rng.uniform(0.2, 0.6))
    for more, want in (({"init_std": std}, std), ({}, 0.01)):
        got = student.run(inside.start_of, sizes=(60, 90, 80), more=more)
        asked = f"TwoLayerNet(60, 90, 80{', init_std=…' if more else ''})"
        for name, shape in (("W1", (60, 90)), ("W2", (90, 80))):
            right_spread(got[name], shape, want, f"{name} of {asked}")
        expect(got["b1"], np.zeros(90), f"b1 of {asked}")
        expect(got["b2"], np.zeros(80), f"b2 of {asked}")


def right_spread(got, shape, std, what):
    array = numbers(got, what).astype(float)
    seen = np.array(array.shape)
    require(array.shape == shape, what, f"should have shape {shape}.", got=seen)
    require(np.isfinite(array).all(), what, "contains inf or nan.")
    facts = np.round([np.std(array) / std, np.mean(array) / std, np.any(array)], 1)
    require(abs(np.std(array) / std - 1) < 0.05, what, "does not have the asked std.", got=facts)
    require(abs(np.mean(array)) < 0.08 * std, what, "does not have mean 0.", got=facts)
    beyond = np.mean(np.abs(array) > 2 * std)
    require(0.03 < beyond < 0.065, what, "is not normally distributed.", got=np.round([beyond], 1))


@check("nb03_init/two-layer-net-forward")
def two_layer_net_forward(student, rng):
    """forward(X) is softmax(relu(X W1 + b1) W2 + b2), one row of probabilities per sample."""
    forward_right(student, rng)


def forward_right(student, rng):
    """Raise `Failure` unless forward is right; a student whose relu or softmax is wrong
    is lent theirs."""
    p, X, _ = example(rng)
    Z1, A1, Z2, P = right_forward(p, X)
    lent = {"relu": (Z1, A1), "softmax": (Z2, P)} if activations_lost(student, rng) else {}
    what = "net.forward(X)"
    got = student.run(inside.forward_of, what=what, sizes=SIZES, p=p, X=X, lent=lent)
    expect(got, P, what)


def activations_lost(student, rng):
    """Do relu, sigmoid and softmax lose the item that they have for themselves?"""
    return not passes(values_right, student, two_sided(rng, (4, 3)))


def passes(rule, *inputs):
    try:
        rule(*inputs)
    except Failure:
        return False
    return True


@check("nb03_init/two-layer-net-loss")
def two_layer_net_loss(student, rng):
    """compute_loss is the cross-entropy of its two arguments, averaged over the samples."""
    P = softmax(rng.normal(0, 0.8, (N, K)))
    P = (P + 0.05) / (P + 0.05).sum(1, keepdims=True)
    labels = rng.permutation(np.arange(N) % K)
    what = "net.compute_loss(P.copy(), Y.copy())"
    got = student.run(inside.loss_of, what=what, sizes=SIZES, P=P, Y=np.eye(K)[labels])
    want = -sum(np.log(P[row, label]) for row, label in enumerate(labels)) / N
    expect(got, want, "net.compute_loss(y_pred, y_true)")


@check("nb03_init/two-layer-net-backward")
def two_layer_net_backward(student, rng):
    """backward gives the slopes of the mean loss of the most recent forward, all four right."""
    other = rng.normal(0, 1, (N + 4, D))
    # A wrong forward has its own item: then let its biases turn no unit on or off.
    strong = passes(forward_right, student, rng)
    p, X, Y = example(rng, strong=strong)
    got = backward_of(student, p, X, Y, other)
    want = {"d" + name: slope for name, slope in right_slopes(p, X, Y).items()}
    four_agree({**got, "strong": strong}, want, "{} of net.backward(y_true)", "strong")


def backward_of(student, p, X, Y, other):
    """The student's four gradients."""
    signals = right_forward(p, X)
    return student.run(
        inside.backward_of, sizes=SIZES, p=p, X=X, Y=Y, other=other, signals=signals,
        mask=np.where(signals[0] > 0, 1.0, 0.0), other_signals=right_forward(p, other),
    )  # fmt: skip


def four_agree(got, want, what, extra):
    """The four of `want` agree; a failure keeps all five parts, to tell ideas apart."""
    failures = {}
    for name, right in want.items():
        try:
            expect(got[name], right, what.format(name), bias="b" in name)
        except Exception as failure:
            failures[name] = failure
    for name in ("dW2", "db2", "dW1", "db1", *want):
        if name in failures:
            failures[name].got = observed([got[part] for part in (*want, extra)])
            raise failures[name]


def observed(values):
    """All the numbers among some results in one vector."""
    plain = [value for value in values if isinstance(value, (np.ndarray, float, int))]
    return np.concatenate([np.zeros(0), *(np.ravel(value).astype(float) for value in plain)])


@check("nb03_init/two-layer-net-step")
def two_layer_net_step(student, rng):
    """train_step takes lr times each gradient off its parameter and returns the loss before."""
    p, X, Y = example(rng)
    lr = float(rng.uniform(0.3, 0.6))
    before, after, new = stages(p, X, Y, lr)
    got = student.run(inside.step_of, sizes=SIZES, p=p, X=X, Y=Y, lr=lr, before=before, after=after)
    expect(got["loss"], before["loss"], "net.train_step(X, y, lr)")
    four_agree(got, new, "{} after one train_step", "loss")


def stages(p, X, Y, lr):
    """Probabilities, loss and gradients before and after one step; the new parameters.

    The gradients after it are those of a way back through the new W2 only.
    """
    grads = right_slopes(p, X, Y)
    new = {name: p[name] - lr * grads[name] for name in NAMES}
    Z1, _, _, P = right_forward(p, X)
    back = (P - Y) / N @ new["W2"].T * (Z1 > 0)
    late = {**grads, "W1": X.T @ back, "b1": back.sum(0, keepdims=True)}
    before = {"p": p, "P": P, "loss": right_loss(p, X, Y), "grads": grads}
    after = {"P": right_forward(new, X)[3], "loss": right_loss(new, X, Y), "grads": late}
    return before, after, new
