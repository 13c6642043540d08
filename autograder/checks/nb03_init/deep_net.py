"""deep-net: any depth, three activations, L2, mini-batches."""

import itertools

import numpy as np

from autograder.checks.oracles import central_differences, softmax
from autograder.grading.expect import expect, numbers, require
from autograder.registry import check

from . import inside
from .moons import all_moons, split
from .two_layer_net import K, N

SIZES = (3, 6, 5, 4)
SHAPES = {
    "relu": [lambda z: np.where(z > 0, z, 0)],
    "tanh": [np.tanh],
    "leaky_relu": [lambda z, a=a: np.where(z > 0, z, a * z) for a in (0.01, 0.02, 0.05, 0.1, 0.2)],
}


def right_signals(weights, biases, X, bend):
    """Pairs (Z, A) of the hidden layers, and the last Z."""
    pairs = []
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        Z = X @ W + b
        X = bend(Z)
        pairs.append((Z, X))
    return pairs, X @ weights[-1] + biases[-1]


def deep_example(rng):
    while True:
        pairs = list(itertools.pairwise(SIZES))
        weights = [rng.normal(0, 0.8, pair) for pair in pairs]
        biases = [rng.normal(0, 0.3, (1, o)) for _, o in pairs]
        X = rng.normal(0, 1, (N, SIZES[0]))
        signals, _ = right_signals(weights, biases, X, SHAPES["relu"][0])
        if min(np.abs(Z).min() for Z, _ in signals) > 0.02:
            return weights, biases, X, np.eye(K)[rng.permutation(np.arange(N) % K)]


@check("nb03_init/deep-net-gradients")
def deep_net_gradients(student, rng):
    """backward gives (list of dW, list of db) for tanh, relu, leaky_relu, with l2·W in dW."""
    weights, biases, X, Y = deep_example(rng)
    l2 = float(rng.uniform(0.1, 0.3))
    what = "DeepNet.backward(y_true)"
    for name, bends in SHAPES.items():
        signals, last = right_signals(weights, biases, X, bends[0])
        got = student.run(
            inside.deep_backward, sizes=list(SIZES), name=name, l2=l2, X=X, Y=Y, weights=weights,
            biases=biases, last=(last, softmax(last)), signals=signals,
            masks=[(Z, np.where(Z > 0, 1.0, 0.0)) for Z, _ in signals],
        )  # fmt: skip
        for group in got:
            require(len(group) == 3, what, "could not be read.")
        got = [item for group in got for item in group]
        readings = list(deep_readings(weights, biases, X, Y, bends, l2))
        if not any(all_agree(got, want) for want in readings):
            for place, (mine, want) in enumerate(zip(got, readings[0], strict=True)):
                part = f"d{'Wb'[place // 3]}[{place % 3}] with {name}"
                expect(mine, want, part, bias=place >= 3)


def deep_readings(weights, biases, X, Y, bends, l2):
    """The right gradients: for each slope of the leak and each usual scale of l2."""
    for bend in bends:

        def loss(bend=bend):
            P = softmax(right_signals(weights, biases, X, bend)[1])
            return -np.sum(Y * np.log(P)) / N

        data = central_differences(loss, weights + biases)
        for scale in (l2, 2 * l2, l2 / N, 2 * l2 / N):
            decayed = [g + scale * W for g, W in zip(data, weights, strict=False)]
            yield decayed + data[len(weights) :]


def all_agree(got, want):
    try:
        for place, (mine, theirs) in enumerate(zip(got, want, strict=True)):
            expect(mine, theirs, "", bias=place >= 3)
    except Exception:
        return False
    return True


@check("nb03_init/deep-net-train", gate=True)
def deep_net_train(student, rng):
    """train uses every sample, and then predict gets 0.90 of the held-out moons right."""
    rows = numbers(student.run(inside.rows_seen, X=rng.normal(size=(10, 2))), "net.train(…)")
    problem = "leaves samples out: with 10 samples and batches of 4, the last batch has 2."
    require(rows.size in (0, 10), "net.train(…)", problem)
    X_train, X_test, train, test = split(*all_moons())
    what = "net.predict(X_test)"
    got = student.run(
        inside.deep_predictions, seconds=60, what=what,
        X_train=X_train, Y_train=np.eye(2)[train], X_test=X_test,
    )  # fmt: skip
    said = numbers(got, what)
    require(said.size == 90, what, "should give one class for each sample.")
    right = np.mean(said.ravel() == test)
    problem = f"gets only {right:.2f} of the held-out points right; at least 0.90 is needed."
    require(right >= 0.90, "The deep network after 200 epochs", problem)
