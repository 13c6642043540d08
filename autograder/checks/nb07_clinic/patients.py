"""Draws the networks that `diagnose` is asked about, each within the bounds of the text.

A patient is plain data: weights, biases, lr, x, y; factors that its own
gradients are multiplied by; which biases a step moves; and, for the judge
alone, its cause. Every draw is measured, and drawn again until every bound
holds: `problems` lists the ones that do not.
"""

import functools

import numpy as np

from . import vitals

CAUSES = (
    "healthy",
    "wrong-gradient",
    "weights-too-large",
    "weights-too-small",
    "inputs-not-scaled",
    "dead-units",
    "biases-frozen",
)
SCALED = ("healthy", "wrong-gradient", "biases-frozen", "dead-units")
STILL = ("weights-too-small",)  # biases are exactly zero
SIZES = {  # how far the weights are from He's, for variants 0 to 3
    "weights-too-large": ((10, 12), (10, 12), (25, 30), (25, 30)),
    "weights-too-small": ((1 / 22, 1 / 20), (1 / 26, 1 / 20), (1 / 100, 1 / 80), (1 / 40, 1 / 30)),
}
SPREADS = ((20, 30), (200, 300), (20, 300), (50, 150))  # of raw inputs
WRONG_ARRAYS = (("w", 0), ("b", -1), ("w", -1), ("b", 0))


def patient(cause, variant, rng):
    """A network with this cause; variants 0 to 3 differ in depth, place and size of the fault."""
    return _patient(cause, variant % 4, int(rng.integers(2**62)))


@functools.lru_cache(maxsize=256)
def _patient(cause, variant, seed):
    rng = np.random.default_rng(seed)
    while True:
        net = drawn(cause, variant, rng)
        if net is not None and not any(problems(net)) and _units_as_wanted(net, variant):
            return net


def _units_as_wanted(net, variant):
    """In the odd variants without a fault of numbers some unit is off by chance: no cause."""
    by_chance = net["cause"] in SCALED and net["cause"] != "dead-units" and variant % 2
    return not by_chance or max(net["signs"]["dead"]) > 0.08


def drawn(cause, variant, rng):
    """One draw, its vital signs measured; not yet held against the bounds."""
    net = _plain(cause, variant, rng)
    if net is None:
        return None
    _spoil(net, variant, rng)
    net["true"] = vitals.gradients(net["weights"], net["biases"], net["x"], net["y"])
    told = _told(net, variant, rng)
    numeric = vitals.central_differences(net["weights"], net["biases"], net["x"], net["y"])
    net["signs"] = vitals.measured(net, told, numeric)
    net["numeric"] = numeric
    return net


def _plain(cause, variant, rng):
    """He weights on scaled inputs, labels that can be learned; None if a class is too rare."""
    layers = 3 + (variant % 2 if cause not in SIZES else 1 - variant % 2)
    sizes = [*rng.integers(6, 13, layers), rng.integers(3, 7)]
    if cause == "dead-units":
        sizes[_dead_layer(variant, layers) + 1] = rng.integers(10, 21)
    n, still = rng.integers(30, 61), cause in STILL or (cause != "dead-units" and variant in (0, 3))
    x = rng.normal(size=(n, sizes[0]))
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    score = x @ rng.normal(size=(sizes[0], sizes[-1])) / np.sqrt(sizes[0])
    y = np.eye(sizes[-1])[np.argmax(score + rng.normal(0, 0.3, score.shape), axis=1)]
    if y.sum(axis=0).min() < 3:
        return None
    x = x * rng.uniform(0.85, 1.15, sizes[0]) + rng.uniform(-0.15, 0.15, sizes[0])
    return {
        "cause": cause, "x": x, "y": y, "lr": float(rng.uniform(0.02, 0.2)),
        "weights": [rng.normal(0, np.sqrt(2 / d), (d, k)) for d, k in _pairs(sizes)],
        "biases": [rng.normal(0, 0 if still else 0.05, k) for k in sizes[1:]],
        "moves": cause != "biases-frozen",
    }  # fmt: skip


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:], strict=True))


def _dead_layer(variant, layers):
    """The hidden layer whose units are dead: first, last, first, the middle one of three."""
    return (0, layers - 2, 0, 1)[variant]


def _spoil(net, variant, rng):
    """Put the fault of inputs, weights or units into the numbers."""
    cause, weights = net["cause"], net["weights"]
    if cause in SIZES:
        factor = rng.uniform(*SIZES[cause][variant])
        chosen = weights[:1] if variant in (0, 2) else weights
        for w in chosen:
            w *= factor
    if cause == "inputs-not-scaled":
        net["x"] = net["x"] * rng.uniform(*SPREADS[variant], net["x"].shape[1])
    if cause == "dead-units":
        _switch_off(net, _dead_layer(variant, len(weights)), rng)


def _switch_off(net, layer, rng):
    """All units of one layer but one or two get a bias that keeps them below zero."""
    z = vitals.pre_activations(net["weights"], net["biases"], net["x"])[layer]
    width = z.shape[1]
    off = rng.permutation(width)[: int(np.ceil(0.9 * width))]
    net["biases"][layer][off] -= z.max(axis=0)[off] + rng.uniform(0.05, 0.2, len(off))


def _told(net, variant, rng):
    """The gradients that the network itself gives; the factors are noted in the net."""
    parts = {"w": net["true"][0], "b": net["true"][1]}
    net["factors"] = {kind: [np.ones(g.shape) for g in parts[kind]] for kind in parts}
    if net["cause"] == "wrong-gradient":
        kind, layer = WRONG_ARRAYS[variant]
        net["factors"][kind][layer] *= _factor(parts[kind][layer], variant, rng)
    return tuple(
        [g * f for g, f in zip(parts[kind], net["factors"][kind], strict=True)] for kind in "wb"
    )


def _factor(slope, variant, rng):
    """What a wrong gradient is multiplied by: flipped, a little off, one wrong entry, far off."""
    if variant == 2:
        worst = np.abs(slope) == np.abs(slope).max()
        return np.where(worst, rng.choice([-1.0, 3.0]), 1.0)
    return (-1.0, rng.uniform(1.13, 1.3), None, rng.choice([0.5, 2.0, 30.0]))[variant]


def problems(net):
    """Sentences about the bounds that this draw breaks."""
    yield from _shape_problems(net)
    yield from _input_problems(net)
    yield from _weight_problems(net)
    yield from _sign_problems(net)
    yield from _bias_problems(net)


def _shape_problems(net):
    sizes = [len(net["weights"][0]), *(len(b) for b in net["biases"])]
    if len(net["weights"]) not in (3, 4) or not all(6 <= size <= 20 for size in sizes[:-1]):
        yield "depth or width"
    if not 3 <= sizes[-1] <= 6 or not 30 <= len(net["x"]) <= 60 or not 0.02 <= net["lr"] <= 0.2:
        yield "classes, rows or lr"


def _input_problems(net):
    middle, spread = net["x"].mean(axis=0), net["x"].std(axis=0)
    if net["cause"] == "inputs-not-scaled":
        if spread.min() < 20 or spread.max() > 300:
            yield "raw inputs have a std of 20 to 300"
    elif np.abs(middle).max() > 0.2 or spread.min() < 0.8 or spread.max() > 1.2:
        yield "inputs are scaled"


def _weight_problems(net):
    """Where the text promises He, the weights drawn are also seen to be near He."""
    he = [np.std(w) / np.sqrt(2 / len(w)) for w in net["weights"]]
    if net["cause"] == "weights-too-large" and (he[0] < 8 or he[0] > 36):
        yield "first weights 10 to 30 times"
    if net["cause"] == "weights-too-small" and (he[0] < 1 / 120 or he[0] > 1 / 17):
        yield "first weights 1/100 to 1/20"
    if net["cause"] not in SIZES and not all(0.7 < size < 1.4 for size in he):
        yield "weights as He draws them"


def _sign_problems(net):
    signs, cause = net["signs"], net["cause"]
    spreads, dead = np.array(signs["stds"]), sorted(signs["dead"])
    if cause in SCALED and not np.all((spreads >= 0.3) & (spreads <= 4)):
        yield "pre-activation stds of 0.3 to 4"
    if cause == "dead-units" and (dead[-1] < 0.9 or dead[-1] == 1 or dead[-2] > 0.5):
        yield "one hidden layer dead"
    if cause != "dead-units" and dead[-1] > 0.5:
        yield "no hidden layer dead"
    most = {"wrong-gradient": np.inf, "weights-too-small": 1e-3}.get(cause, 1e-6)
    if signs["gradient_error"] > most or (cause == "wrong-gradient" and not _one_wrong(net)):
        yield "gradient error"


def _one_wrong(net):
    """One array wrong by 0.05 or more, all others right."""
    errors = sorted(
        vitals.error(g * f, slope)
        for part, kind in enumerate("wb")
        for g, f, slope in zip(
            net["true"][part], net["factors"][kind], net["numeric"][part], strict=True
        )
    )
    return errors[-1] >= 0.05 and errors[-2] <= 1e-6


def _bias_problems(net):
    """A step that moves biases moves some in every layer; the last layer's slopes are clear."""
    slopes = net["true"][1]
    if np.abs(slopes[-1]).max() < 0.01 or not all(db.any() for db in slopes):
        yield "bias gradients"
    if net["cause"] == "weights-too-small" and any(b.any() for b in net["biases"]):
        yield "biases exactly zero"
    if net["cause"] != "dead-units" and max(np.abs(b).max() for b in net["biases"]) > 0.25:
        yield "biases small"


# ------------------------------------------------- small networks for measure and check_all


def plain(rng, sizes, n, gap=0.02):
    """A right network without dead units whose pre-activations stay `gap` away from zero."""
    while True:
        y = np.eye(sizes[-1])[rng.permutation(np.arange(n) % sizes[-1])]
        net = {
            "x": rng.normal(size=(n, sizes[0])), "y": y, "lr": float(rng.uniform(0.2, 0.6)),
            "weights": [rng.normal(0, np.sqrt(2 / d), (d, k)) for d, k in _pairs(sizes)],
            "biases": [rng.choice([-1, 1], k) * rng.uniform(0.1, 0.5, k) for k in sizes[1:]],
            "moves": True,
        }  # fmt: skip
        net["factors"] = _ones(net)
        zs = vitals.pre_activations(net["weights"], net["biases"], net["x"])[:-1]
        near = min(np.abs(z).min() for z in zs)
        if near > gap and max(vitals.dead(zs + [zs[-1]])) == 0:
            return net


def _ones(net):
    return {
        "w": [np.ones(w.shape) for w in net["weights"]],
        "b": [np.ones(b.shape) for b in net["biases"]],
    }


def planted(rng):
    """Two right networks and four with wrong gradients: last entries, a bias, all signs, two arrays.

    The second right one has a loss of its own, three times the usual one.
    """
    nets = [plain(rng, (4, 6, 3), 7) for _ in range(4)] + [plain(rng, (3, 5, 4, 3), 8)]
    nets[1]["factors"]["w"][0][-1] = -2.0
    nets[2]["factors"]["b"][0] *= float(rng.uniform(1.4, 2.5))
    for factors in nets[3]["factors"].values():
        factors[:] = [-factor for factor in factors]
    nets[4]["factors"]["w"][1] *= float(rng.uniform(2.5, 4))
    nets[4]["factors"]["b"][2] *= float(rng.uniform(1.3, 1.5))
    nets.append({**plain(rng, (4, 6, 3), 7), "scale": 3.0})
    nets[5]["factors"] = {kind: [3 * f for f in nets[5]["factors"][kind]] for kind in "wb"}
    return nets


def all_errors(net):
    """The norm-relative error of W0, b0, W1, … against the right gradients."""
    right = vitals.gradients(net["weights"], net["biases"], net["x"], net["y"])
    return np.array([
        vitals.error(right[part][i] * net["factors"][kind][i], right[part][i] * net.get("scale", 1))
        for i in range(len(net["weights"]))
        for part, kind in enumerate("wb")
    ])  # fmt: skip


def largest_error(net):
    return float(all_errors(net).max())


def sent(net):
    """What the student's process is told: numbers, without the cause."""
    keys = ("weights", "biases", "lr", "x", "y", "factors", "moves", "scale")
    return {key: net[key] for key in keys if key in net}


def numbers_of(net):
    """Every number that may not change, in one row, as `inside.numbers_of` gives them."""
    arrays = (*net["weights"], *net["biases"], net["lr"], net["x"], net["y"])
    return np.concatenate([np.ravel(a) for a in arrays])
