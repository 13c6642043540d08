"""deep-net-gradients: any depth, three activations, L2 in the weights' gradients."""

import itertools

import numpy as np

from autograder.checks.oracles import central_differences, softmax
from autograder.checks.vocabulary import expect_one_of
from autograder.grading.expect import require
from autograder.registry import check

from .deep import inside
from .two_layer_net import K, N, activations_lost

SIZES = (3, 6, 5, K)
BENDS = {
    "tanh": [np.tanh],
    "relu": [lambda z: np.where(z > 0, z, 0)],
    "leaky_relu": [lambda z, a=a: np.where(z > 0, z, a * z) for a in (0.01, 0.02, 0.05, 0.1, 0.2)],
}
WHAT = "net.backward(y_true)"


def right_signals(case, bend):
    """Pairs (Z, A) of the hidden layers, and the pair (Z, P) of the last."""
    pairs, signal = [], case["X"]
    for W, b in zip(case["weights"][:-1], case["biases"][:-1], strict=True):
        Z = signal @ W + b
        signal = bend(Z)
        pairs.append((Z, signal))
    Z = signal @ case["weights"][-1] + case["biases"][-1]
    return pairs, (Z, softmax(Z))


def right_loss(case, bend):
    return -np.sum(case["Y"] * np.log(right_signals(case, bend)[1][1])) / len(case["X"])


def right_slopes(case, bend):
    """The gradients of the mean cross-entropy: of the weights, then of the biases."""
    return central_differences(lambda: right_loss(case, bend), case["weights"] + case["biases"])


def deep_example(rng):
    """Three layers of weights, both ReLU sides, no corner near, no tiny probability."""
    while True:
        pairs = list(itertools.pairwise(SIZES))
        case = {
            "sizes": list(SIZES),
            "stds": right_stds(SIZES),
            "weights": [rng.normal(0, 0.7, pair) for pair in pairs],
            "biases": [rng.normal(0, 0.3, (1, o)) for _, o in pairs],
            "X": rng.normal(0, 1, (N, SIZES[0])),
            "Y": np.eye(K)[rng.permutation(np.arange(N) % K)],
            "other": rng.normal(0, 1, (N + 2, SIZES[0])),
            "guess": rng.dirichlet(np.full(K, 8.0), N) * 0.8 + 0.2 / K,
        }
        signals, (_, P) = right_signals(case, BENDS["relu"][0])
        if min(np.abs(Z).min() for Z, _ in signals) > 0.02 and P.min() > 0.01:
            return case


def right_stds(sizes):
    """What init_std is lent for a network of these sizes."""
    pairs = list(itertools.pairwise(sizes))
    xavier = [(("xavier", i, o), (2 / (i + o)) ** 0.5) for i, o in pairs]
    return xavier + [(("he", i, o), (2 / i) ** 0.5) for i, o in pairs]


def lent(case, name, with_softmax):
    """What relu, relu_grad and perhaps softmax are lent for the inputs of this case."""
    runs = [right_signals({**case, "X": case[X]}, BENDS[name][0]) for X in ("X", "other")]
    signals = [pair for hidden, _ in runs for pair in hidden]
    masks = [(Z, np.where(Z > 0, 1.0, 0.0)) for Z, _ in signals]
    hidden = {"relu": signals, "relu_grad": masks} if name == "relu" else {}
    return {**hidden, "softmax": [last for _, last in runs]} if with_softmax else hidden


@check("nb03_init/deep-net-gradients")
def deep_net_gradients(student, rng):
    """After forward, backward gives (list of dW, list of db), with l2·W in each dW.

    The same for tanh, relu and leaky_relu; compute_loss is asked once for each.
    """
    case, l2 = deep_example(rng), float(rng.uniform(0.1, 0.3))
    lost = activations_lost(student, rng)
    for name in BENDS:
        right_for(student, case, name, l2, lent(case, name, with_softmax=lost))


def right_for(student, case, name, l2, signals):
    """Raise `Failure` unless forward, backward and compute_loss are right for this activation."""
    got = student.run(inside.gradients, case=case, name=name, l2=l2, signals=signals)
    count = len(case["weights"])
    two = len(got["dWs"]) == len(got["dbs"]) == count
    require(two, WHAT, "should give two lists: one dW and one db for each layer.")
    parts = {"P": got["P"]}
    for i in reversed(range(count)):
        parts |= {f"dW[{i}]": got["dWs"][i], f"db[{i}] bias": got["dbs"][i]}
    called = {part: f"{part.removesuffix(' bias')} with {name}" for part in parts}
    called["P"] = f"net.forward(X) with {name}"
    expect_one_of(parts, list(readings(case, name, l2)), called)
    expect_one_of({"loss": got["loss"]}, losses(case, l2), {"loss": "net.compute_loss(P, y)"})


def scales(l2):
    """What l2 may stand for: the text's own reading first."""
    return l2, 2 * l2, l2 / N, 2 * l2 / N


def readings(case, name, l2):
    """The right answers: for each slope of the leak and each usual scale of l2."""
    count = len(case["weights"])
    for bend in BENDS[name]:
        P, data = right_signals(case, bend)[1][1], right_slopes(case, bend)
        for scale in scales(l2):
            want = {"P": P}
            for i in reversed(range(count)):
                want[f"dW[{i}]"] = data[i] + scale * case["weights"][i]
                want[f"db[{i}] bias"] = data[count + i]
            yield want


def losses(case, l2):
    """The mean cross-entropy of `guess`, with the L2 term of any scale or without it."""
    data = -np.sum(case["Y"] * np.log(case["guess"])) / len(case["Y"])
    squares = sum(np.sum(W**2) for W in case["weights"])
    return [{"loss": data + scale / 2 * squares} for scale in (*scales(l2), 0)]
