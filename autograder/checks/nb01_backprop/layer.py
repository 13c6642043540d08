"""layer: first weights, forward, backward, good manners."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.checks.vocabulary import expect_one_of, expect_parts
from autograder.grading.expect import agree, expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside
from .cases import fits, is_table, layer_case, layer_gradients, reacts

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
    case.pop("g")
    z = case["x"] @ case["weights"] + case["bias"]
    got = student.run(inside.bent, kinds=list(BENDS), **case)
    want = {kind: bend(z) for kind, bend in BENDS.items()}
    expect_parts(got, want, {kind: f"forward with non_linearity {kind}" for kind in BENDS})


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
    if all(reacts(got[f"{name} z"], z.shape) for name, z in right.items()):
        wants.append({name: softmax(got[f"{name} z"].astype(float)) for name in right})
    called = {"usual": "forward with soft_max", "large": "forward with soft_max and very large z"}
    expect_one_of(got, wants, called)


@check("nb01_backprop/layer-backward")
def layer_backward(student, rng):
    """With dz = gradients · f': grad_weight = xᵀ·dz, grad_bias = Σ dz over rows, returned dz·Wᵀ."""
    case = layer_case(rng)
    z = case["x"] @ case["weights"] + case["bias"]
    got = student.run(inside.gradients, kinds=list(SLOPES), **case)
    outs = {kind: BENDS[kind](z) for kind in SLOPES}
    own = {kind: got[kind]["out"] for kind in SLOPES}
    choices = [outs]
    if all(is_table(out, z.shape) for out in own.values()):
        choices.append({kind: out.astype(float) for kind, out in own.items()})
    wants = [_by_kind(_all_gradients(case, out)) for out in choices]
    expect_one_of(_by_kind(got), wants, _called(SLOPES))


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
    own = parts["out"].astype(float) if reacts(parts["out"], g.shape) else right
    slopes = [s * (g - (g * s).sum(axis=1, keepdims=True)) for s in (right, own)]
    wants = [layer_gradients(case, dz) for dz in slopes]
    if all(fits(parts[part], wants, part) for part in wants[0]):
        return
    if not _shares_a_slip(student, parts, case, slopes):
        want = _by_kind({"soft_max": wants[0]})
        expect_parts(_by_kind({"soft_max": parts}), want, _called(["soft_max"]))


def _shares_a_slip(student, parts, case, slopes):
    """Is dz right, and only a line wrong that the student's own `None` layer has too?

    A slip in the lines that all kinds share has cost layer-backward already.
    """
    names, wants = ("weight", "bias", "dx"), [layer_gradients(case, dz) for dz in slopes]
    if not any(fits(parts[part], wants, part) for part in names):
        return False
    plain = {part: case[part] for part in ("x", "weights", "bias")}
    *with_dz, with_g = student.run(inside.linear_gradients, slopes=[*slopes, case["g"]], **plain)
    own = [*with_dz, layer_gradients(case, case["g"]), with_g]
    return all(fits(parts[part], [*wants, *filter(None, own)], part) for part in names)


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
    moved = any(not agree(story["fresh"], story["other"]) for story in got["stories"].values())
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
