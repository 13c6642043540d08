"""layer: first weights, forward, backward, good manners."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.checks.vocabulary import expect_one_of, expect_parts
from autograder.grading.expect import agree, alike, expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside
from .cases import fits, is_table, layer_case, layer_gradients, lost, reacts

BENDS = {"None": lambda z: z, "relu": lambda z: np.where(z > 0, z, 0.0), "tanh": np.tanh}
SLOPES = {
    "None": lambda out: np.ones_like(out),
    "relu": lambda out: np.where(out > 0, 1.0, 0.0),
    "tanh": lambda out: 1 - out**2,
}


@check("nb01_backprop/layer-init")
def layer_init(student, rng):
    """The weights (d, k) are random with mean 0 and standard deviation sqrt(2/d); the bias is 0."""
    d, k = 300 + int(rng.integers(20)), 200 + int(rng.integers(20))
    got = student.run(inside.first_numbers, d=d, k=k)
    what = "Layer(d, k).weights"
    weights = numbers(got["weights"], what)
    if weights.shape != (d, k):
        shapes = {"want_shape": (d, k), "got_shape": weights.shape}
        raise Failure("shape", what, got=list(weights.shape), **shapes)
    ratio, mean = np.std(weights) / np.sqrt(2 / d), np.mean(weights) / np.sqrt(2 / d)
    problem = f"Their standard deviation is {ratio:.2g} times the expected one."
    require(abs(ratio - 1) < 0.05, what, problem, [np.round(ratio, 1)], tolerance=0.03)
    require(abs(mean) < 0.05, what, "Their mean is not 0.", got=[np.round(mean, 1)])
    expect(got["bias"], np.zeros(k), "Layer(d, k).bias", bias=True)


@check("nb01_backprop/layer-forward")
def layer_forward(student, rng):
    """forward gives f(x·W + b) for None, relu and tanh."""
    case = layer_case(rng)
    weights, bias = case["weights"], case["bias"]
    up = case["x"][np.argsort((case["x"] @ weights + bias)[:, 0])]
    inputs = [up, up[::-1]]  # the first z is negative, then positive
    got = student.run(inside.bent, kinds=list(BENDS), inputs=inputs, weights=weights, bias=bias)
    want = {kind: [bend(x @ weights + bias) for x in inputs] for kind, bend in BENDS.items()}
    called = {f"{kind} {i}": f"forward with non_linearity {kind}" for kind in BENDS for i in (0, 1)}
    expect_parts(_numbered(got), _numbered(want), called)


def _numbered(results):
    """{kind: [a, b]} → {"kind 0": a, "kind 1": b}."""
    return {f"{kind} {i}": value for kind, pair in results.items() for i, value in enumerate(pair)}


LARGE_X = np.array([[1000.0, 0, 0], [0, 0, 1000.0], [0, 0, -1000.0], [0, 1.0, 0], [0, 0.0, 2000.0]])


@check("nb01_backprop/layer-softmax")
def layer_softmax(student, rng):
    """soft_max gives probabilities row by row, also where z is so large that exp(z) overflows."""
    case = layer_case(rng)
    usual = [case["x"], case["weights"], case["bias"]]
    weights = np.array([rng.permutation(4), rng.permutation(4) - 1, np.ones(4)], float)
    large = [LARGE_X, weights, rng.permutation(4) - 1.0]
    got = student.run(inside.probabilities, usual=usual, large=large)
    right = {name: x @ w + b for name, (x, w, b) in [("usual", usual), ("large", large)]}
    wants = [{name: softmax(z) for name, z in right.items()}]
    own = all(_own_z(got, name, z.shape) for name, z in right.items())
    if own and lost(layer_forward, student, rng):
        wants.append({name: softmax(got[f"{name} z"].astype(float)) for name in right})
    called = {"usual": "forward with soft_max", "large": "forward with soft_max and very large z"}
    expect_one_of(got, wants, called)


def _own_z(got, name, shape):
    """Does the student's `None` layer give some x·W + b, perhaps a wrong one?

    Then the z between two rows lies in the middle of theirs.
    """
    z, between = got[f"{name} z"], got[f"{name} z between"]
    if not (reacts(z, shape) and is_table(between, shape)):
        return False
    z = z.astype(float)
    return agree(between, (z + z[::-1]) / 2, 1e-4)


@check("nb01_backprop/layer-backward")
def layer_backward(student, rng):
    """With dz = gradients · f': grad_weight = xᵀ·dz, grad_bias = Σ dz over rows, returned dz·Wᵀ."""
    case = layer_case(rng)
    z = case["x"] @ case["weights"] + case["bias"]
    got = student.run(inside.gradients, kinds=list(SLOPES), **case)
    outs = {kind: BENDS[kind](z) for kind in SLOPES}
    wants = [_by_kind(_all_gradients(case, outs))]
    own = _own_outputs(got, case, outs)
    if own and lost(layer_forward, student, rng):
        wants.append(_by_kind(_all_gradients(case, own)))
    expect_one_of(_by_kind(got), wants, _called(SLOPES))


def _own_outputs(got, case, outs):
    """The student's own output where only that explains the gradients; None without a slope.

    A wrong forward has cost layer-forward. Its slopes must still be slopes, at least in
    one kind: some units on and some off, or more than one steepness.
    """
    own = {kind: parts["out"] for kind, parts in got.items()}
    if not all(is_table(out, outs[kind].shape) for kind, out in own.items()):
        return None
    right = _all_gradients(case, outs)
    used = {
        kind: outs[kind] if _all_fit(got[kind], right[kind]) else own[kind].astype(float)
        for kind in SLOPES
    }
    bent = any(np.ptp(SLOPES[kind](used[kind])) > 0.05 for kind in ("relu", "tanh"))
    return used if bent else None


def _all_fit(parts, want):
    return all(fits(parts[part], [want], part) for part in want)


def _all_gradients(case, outs):
    return {k: layer_gradients(case, case["g"] * SLOPES[k](out)) for k, out in outs.items()}


def _by_kind(results):
    """{kind: {part: value}} → {"kind part": value}."""
    return {f"{k} {part}": v for k, parts in results.items() for part, v in parts.items()}


def _called(kinds):
    names = {"weight": "grad_weight", "bias": "grad_bias", "dx": "the returned gradient"}
    told = {part: f"{name} with non_linearity" for part, name in names.items()}
    return {f"{k} {part}": f"{name} {k}" for k in kinds for part, name in told.items()}


@check("nb01_backprop/layer-softmax-backward")
def layer_softmax_backward(student, rng):
    """soft_max: dz = s·(g - Σ g·s), the sum over the classes of the same row."""
    case = layer_case(rng)
    g, right = case["g"], softmax(case["x"] @ case["weights"] + case["bias"])
    parts = student.run(inside.softmax_gradients, what='backward("soft_max", g)', **case)
    slopes = [_softmax_slope(right, g)]
    if not _all_fit(parts, layer_gradients(case, slopes[0])):
        slopes += _own_slope(parts["out"], g, student, rng)
    wants = [layer_gradients(case, dz) for dz in slopes]
    if any(_all_fit(parts, want) for want in wants):
        return
    if not (_shares_a_slip(student, parts, case, slopes) and lost(layer_backward, student, rng)):
        want = _by_kind({"soft_max": wants[0]})
        expect_parts(_by_kind({"soft_max": parts}), want, _called(["soft_max"]))


def _softmax_slope(s, g):
    return s * (g - (g * s).sum(axis=1, keepdims=True))


def _own_slope(out, g, student, rng):
    """[dz at the student's own output], if a wrong softmax has cost layer-softmax.

    The sum over the row must matter there, or it would be no slope of a softmax.
    """
    if not reacts(out, g.shape):
        return []
    s = out.astype(float)
    mixes = not agree(_softmax_slope(s, g), s * g, 0.05)
    was_lost = mixes and (lost(layer_softmax, student, rng) or lost(layer_forward, student, rng))
    return [_softmax_slope(s, g)] if was_lost else []


def _shares_a_slip(student, parts, case, slopes):
    """Is dz right, and only a line wrong that the student's own `None` layer has too?

    A slip in the lines that all kinds share has cost layer-backward already. Its results
    must follow dz: constants are no slip.
    """
    names, wants = ("weight", "bias", "dx"), [layer_gradients(case, dz) for dz in slopes]
    if not any(fits(parts[part], wants, part) for part in names):
        return False
    plain = {part: case[part] for part in ("x", "weights", "bias")}
    *with_dz, with_g = student.run(inside.linear_gradients, slopes=[*slopes, case["g"]], **plain)
    own = [*with_dz, layer_gradients(case, case["g"]), with_g]
    if not all(own) or any(_constant(with_dz[0][part], with_g[part]) for part in names):
        return False
    return all(fits(parts[part], [*wants, *own], part) for part in names)


def _constant(one, other):
    """The same numbers for two different dz? (No numbers at all are no constant.)"""
    return one is not None and alike(one, other, 1e-9)


@check("nb01_backprop/layer-contract")
def layer_contract(student, rng):
    """backward follows the last forward; nothing given is changed; unknown names: ValueError."""
    case, other, kinds = layer_case(rng), rng.normal(size=(6, 4)), [*BENDS, "soft_max"]
    unknown = [str(name) for name in rng.permutation(["softplus", "wave", "bump", "cube"])[:2]]
    names = [str(name) for name in rng.permutation([*kinds[1:], *unknown])]
    got = student.run(inside.manners, other=other, kinds=kinds, names=names, **case)
    start = {"gradients": case["g"], "weights": case["weights"], "bias": case["bias"]}
    start["x"] = np.concatenate([other, case["x"]])
    for kind, story in got["stories"].items():
        _expect_manners(f"Layer(d, k, {kind})", story, start)
    moved = any(not agree(*story["slopes"]) for story in got["stories"].values())
    require(moved, "Layer(d, k, …)", "backward gives the same for every input x.", got=0)
    _expect_refused(dict(zip(names, got["raised"], strict=True)), unknown, got["stories"])


def _expect_manners(what, story, start):
    """The newest input counts, and nothing that was given is changed."""
    problem = "backward did not use the input of the most recent forward."
    same = agree(story["used"], story["fresh"])
    require(same, f"{what}: forward, forward, backward", problem, got=story["used"])
    changed = [name for name in start if not _kept(name, story["after"][name], start[name])]
    problem = f"forward or backward changed {' and '.join(changed)}."
    require(not changed, what, problem, got=[name in changed for name in start])


def _kept(name, after, before):
    """Arguments are the same bit for bit; a layer may keep its parameters in float32."""
    if name in ("weights", "bias"):
        return agree(after, before, 1e-6)
    return np.array_equal(after, before)


def _expect_refused(raised, unknown, known):
    """ValueError for each unknown name; not for the kinds that have just worked."""
    for name in unknown:
        problem = f"It must raise ValueError, but raised {raised[name]}."
        require(raised[name] == "ValueError", f'Layer(d, k, "{name}")', problem, got=0)
    for name in set(raised) & set(known):
        problem = "It must not raise ValueError."
        require(raised[name] != "ValueError", f'Layer(d, k, "{name}")', problem, got=1)
