"""All checks of nb01_backprop."""

import re

import numpy as np

from ... import data
from ...grading.expect import agree, alike, expect, number, numbers, require
from ...grading.failures import Failure
from ...registry import check

# ---------------------------------------------------------------- shared helpers


def expect_parts(got, want, called):
    """`expect` each part of `want`; a wrong idea is recognised by all parts together.

    called: what a message calls each part. Parts named "bias" may be (1, k).
    """
    try:
        for part, value in want.items():
            expect(got[part], value, called[part], bias=part.endswith("bias"))
    except Failure as failure:
        failure.got = all_numbers([got[part] for part in want])
        raise


def expect_one_of(got, wants, called):
    """Pass if `got` agrees with one of several right answers; report against the first."""
    first = None
    for want in wants:
        try:
            return expect_parts(got, want, called)
        except Failure as failure:
            first = first or failure
    raise first


def all_numbers(parts):
    """The numbers of all parts in one row; the parts as they are if one holds no numbers."""
    try:
        return np.concatenate([np.ravel(numbers(part, "")) for part in parts])
    except Failure:
        return dict(enumerate(parts))


def is_table(value, shape):
    """Is it an array of finite real numbers of this shape?"""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return kind in "biuf" and value.shape == shape and bool(np.isfinite(value).all())


def reacts(value, shape):
    """Is it such a table, and do its rows depend on the input?"""
    return is_table(value, shape) and bool(np.ptp(value, axis=0).max() > 1e-6)


def softmax(z):
    """Rows of probabilities, in float64."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


PUT = """
def put(layer, weights, bias):
    try:
        layer.weights = weights.copy()
    except AttributeError:
        layer.weights[...] = weights
    same = np.size(layer.bias) == bias.size
    layer.bias = bias.reshape(np.shape(layer.bias)).copy() if same else bias.copy()
    return layer
"""

# ---------------------------------------------------------------- mse


@check("nb01_backprop/mse-loss")
def mse_loss(student, rng):
    """The loss is the mean of (x - y)² over all n·k elements; x and y stay as they are."""
    x, y = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
    code = "loss = MSE().loss(x, y)\n{'MSE().loss(x, y)': loss, 'x': x, 'y': y}"
    got = student.run(code, x=x, y=y)
    expect(got["MSE().loss(x, y)"], np.sum((x - y) ** 2) / 15, "MSE().loss(x, y)")
    unchanged(got, {"x": x, "y": y}, "MSE().loss(x, y)")


def unchanged(got, before, what):
    """The named arguments must be bit for bit what they were before the call."""
    for name, value in before.items():
        same = np.array_equal(numbers(got[name], name), value)
        require(same, what, f"It changed its argument {name}.", got=got[name])


@check("nb01_backprop/mse-gradient")
def mse_gradient(student, rng):
    """The gradient is 2(x - y)/x.size, of the shape of x; x and y stay as they are."""
    x, y = rng.normal(size=(6, 4)), rng.normal(size=(6, 4))
    code = "slope = MSE().gradient(x, y)\n{'slope': slope, 'x': x, 'y': y}"
    got = student.run(code, x=x, y=y)
    expect(got["slope"], 2 * (x - y) / 24, "MSE().gradient(x, y)")
    unchanged(got, {"x": x, "y": y}, "MSE().gradient(x, y)")


# ---------------------------------------------------------------- cross-entropy


def probabilities(rng, n, k):
    """Rows that sum to 1, every entry at least 0.03."""
    raw = rng.uniform(0.2, 1.0, size=(n, k))
    return raw / raw.sum(axis=1, keepdims=True)


def soft_labels(rng, n, k):
    """Half of the rows one-hot, half soft."""
    labels = np.eye(k)[rng.integers(0, k, size=n)]
    labels[::2] = rng.dirichlet(np.ones(k), size=len(labels[::2]))
    return labels


@check("nb01_backprop/cross-entropy-loss")
def cross_entropy_loss(student, rng):
    """The loss is the mean over the samples of the sum over classes of -y·log p."""
    p, y = probabilities(rng, 6, 4), soft_labels(rng, 6, 4)
    code = "loss = CrossEntropy().loss(p, y)\n{'loss': loss, 'p': p, 'y': y}"
    got = student.run(code, p=p, y=y)
    expect(got["loss"], -np.sum(y * np.log(p)) / 6, "CrossEntropy().loss(p, y)")
    unchanged(got, {"p": p, "y": y}, "CrossEntropy().loss(p, y)")


@check("nb01_backprop/cross-entropy-gradient")
def cross_entropy_gradient(student, rng):
    """The gradient is -(y/p)/n, of the shape of p; p and y stay as they are."""
    p, y = probabilities(rng, 7, 4), soft_labels(rng, 7, 4)
    code = "slope = CrossEntropy().gradient(p, y)\n{'slope': slope, 'p': p, 'y': y}"
    got = student.run(code, p=p, y=y)
    expect(got["slope"], -(y / p) / 7, "CrossEntropy().gradient(p, y)")
    unchanged(got, {"p": p, "y": y}, "CrossEntropy().gradient(p, y)")


STABLE = """
before = p.copy()
ce = CrossEntropy()
losses = [ce.loss(p, wrong), ce.loss(p, right)]
slopes = [ce.gradient(p, wrong), ce.gradient(p, right)]
{"losses": [float(loss) for loss in losses], "slopes": slopes, "p": p}
"""


@check("nb01_backprop/cross-entropy-stable")
def cross_entropy_stable(student, rng):
    """With p exactly 0 or 1, loss and gradient are finite: huge if sure and wrong."""
    what, n, k = "CrossEntropy() with p exactly 0 or 1", 5, 3
    true = rng.integers(0, k, size=n)
    p, wrong = np.eye(k)[true], np.eye(k)[(true + 1) % k]
    got = student.run(STABLE, p=p, right=p.copy(), wrong=wrong)
    losses, slopes = numbers(got["losses"], what), numbers(got["slopes"], what)
    finite = np.isfinite(losses).all() and np.isfinite(slopes).all()
    require(
        finite, what, "The loss or the gradient is NaN or infinite.", got=[*losses, *slopes.ravel()]
    )
    sizes, slope = np.abs(losses), np.abs(slopes[0][wrong == 1])
    require(sizes[0] > 5, what, "Sure and wrong must cost a large loss.", got=losses)
    require(sizes[1] < 1e-4, what, "Sure and right must cost (nearly) nothing.", got=losses)
    require(np.all(slope > 1e3), what, "Sure and wrong must give a huge slope.", got=slopes[0])
    unchanged(got, {"p": p}, what)


# ---------------------------------------------------------------- layer: forward

INIT = "layer = Layer(d, k)\n{'weights': layer.weights, 'bias': layer.bias}"


@check("nb01_backprop/layer-init")
def layer_init(student, rng):
    """The weights (d, k) are random with mean 0 and standard deviation sqrt(2/d); the bias is 0."""
    d, k = 300 + int(rng.integers(20)), 200 + int(rng.integers(20))
    got = student.run(INIT, d=d, k=k)
    what = "Layer(d, k).weights"
    weights = numbers(got["weights"], what)
    if weights.shape != (d, k):
        raise Failure(
            "shape", what, got=list(weights.shape), want_shape=(d, k), got_shape=weights.shape
        )
    ratio, mean = np.std(weights) / np.sqrt(2 / d), np.mean(weights) / np.sqrt(2 / d)
    problem = f"Their standard deviation is {ratio:.2g} times the expected one."
    require(abs(ratio - 1) < 0.05, what, problem, [np.round(ratio, 1)], tolerance=0.03)
    require(abs(mean) < 0.05, what, "Their mean is not 0.", got=[np.round(mean, 1)])
    expect(got["bias"], np.zeros(k), "Layer(d, k).bias", bias=True)


def layer_case(rng, n=6, d=4, k=3):
    """Input, weights, bias and upstream gradient; z has both signs, no kink, and goes beyond 1."""
    while True:
        x, weights, bias = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
        z, flat = x @ weights + bias, x @ weights
        sides = (z > 0).any(axis=0).all() and (z < 0).any(axis=0).all()
        clear = np.abs(z).min() > 0.02 and z.max() > 1.3 and z.min() < -1.3
        if sides and clear and np.any((flat > 0) != (z > 0)):
            return {"x": x, "weights": weights, "bias": bias, "g": rng.normal(size=(n, k))}


BENDS = {
    "None": lambda z: z,
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "tanh": np.tanh,
}
FORWARD = f"""{PUT}
def forward(kind):
    made = Layer(*weights.shape) if kind == "None" else Layer(*weights.shape, kind)
    return np.array(put(made, weights, bias).forward(x.copy()))
{{kind: forward(kind) for kind in kinds}}
"""


@check("nb01_backprop/layer-forward")
def layer_forward(student, rng):
    """forward gives f(x·W + b) for None, relu and tanh."""
    case = layer_case(rng)
    case.pop("g")
    z = case["x"] @ case["weights"] + case["bias"]
    got = student.run(FORWARD, kinds=list(BENDS), **case)
    want = {kind: bend(z) for kind, bend in BENDS.items()}
    expect_parts(got, want, {kind: f"forward with non_linearity {kind}" for kind in BENDS})


SOFTMAX = f"""{PUT}
def forward(x, weights, bias, *kind):
    return np.array(put(Layer(*weights.shape, *kind), weights, bias).forward(x.copy()))
def own_z(*numbers):
    try:
        return forward(*numbers)
    except Exception:
        return None
{{"usual": forward(*usual, "soft_max"), "usual z": own_z(*usual),
 "large": forward(*large, "soft_max"), "large z": own_z(*large)}}
"""
LARGE_X = np.array([[1000.0, 0, 0], [0, 0, 1000.0], [0, 0, -1000.0], [0, 1.0, 0], [0, 0.0, 2000.0]])


@check("nb01_backprop/layer-softmax")
def layer_softmax(student, rng):
    """soft_max gives probabilities row by row, also where z is so large that exp(z) overflows."""
    case = layer_case(rng)
    usual = [case["x"], case["weights"], case["bias"]]
    weights = np.array([rng.permutation(4), rng.permutation(4) - 1, np.ones(4)], float)
    large = [LARGE_X, weights, rng.permutation(4) - 1.0]
    got = student.run(SOFTMAX, usual=usual, large=large)
    right = {name: x @ w + b for name, (x, w, b) in [("usual", usual), ("large", large)]}
    wants = [{name: softmax(z) for name, z in right.items()}]
    if all(reacts(got[f"{name} z"], z.shape) for name, z in right.items()):
        wants.append({name: softmax(got[f"{name} z"].astype(float)) for name in right})
    called = {"usual": "forward with soft_max", "large": "forward with soft_max and very large z"}
    expect_one_of(got, wants, called)


# ---------------------------------------------------------------- layer: backward

SLOPES = {
    "None": lambda out: np.ones_like(out),
    "relu": lambda out: np.where(out > 0, 1.0, 0.0),
    "tanh": lambda out: 1 - out**2,
}
BACKWARD = f"""{PUT}
def backward(kind, g):
    made = Layer(*weights.shape) if kind == "None" else Layer(*weights.shape, kind)
    for _ in range(2):  # twice: gradients are stored, not added up
        out = np.array(put(made, weights, bias).forward(x.copy()))
        dx = made.backward(g.copy())
    return {{"out": out, "weight": made.grad_weight, "bias": made.grad_bias, "dx": dx}}
"""
ALL_BENDS = "{kind: backward(kind, g) for kind in kinds}"


def spread(results):
    """{kind: {part: value}} → {"kind part": value}."""
    return {f"{k} {part}": v for k, parts in results.items() for part, v in parts.items()}


def layer_gradients(case, dz):
    """What a layer must store and return for a given dz."""
    return {"weight": case["x"].T @ dz, "bias": dz.sum(axis=0), "dx": dz @ case["weights"].T}


def called_backward(kinds):
    names = {"weight": "grad_weight", "bias": "grad_bias", "dx": "the returned gradient"}
    return {
        f"{k} {part}": f"{name} with non_linearity {k}"
        for k in kinds
        for part, name in names.items()
    }


@check("nb01_backprop/layer-backward")
def layer_backward(student, rng):
    """With dz = gradients · f': grad_weight = xᵀ·dz, grad_bias = Σ dz over rows, returned dz·Wᵀ."""
    case = layer_case(rng)
    z = case["x"] @ case["weights"] + case["bias"]
    got = student.run(BACKWARD + ALL_BENDS, kinds=list(SLOPES), **case)
    outs = {kind: BENDS[kind](z) for kind in SLOPES}
    own = {kind: got[kind]["out"] for kind in SLOPES}
    choices = [outs]
    if all(is_table(out, z.shape) for out in own.values()):
        choices.append({kind: out.astype(float) for kind, out in own.items()})
    wants = [
        spread(
            {kind: layer_gradients(case, case["g"] * SLOPES[kind](out[kind])) for kind in SLOPES}
        )
        for out in choices
    ]
    expect_one_of(spread(got), wants, called_backward(SLOPES))


SOFTMAX_BACKWARD = BACKWARD + 'backward("soft_max", g)'
LINEAR = f"""{BACKWARD}
def linear(dz):
    try:
        return backward("None", dz)
    except Exception:
        return None
[linear(dz) for dz in slopes]
"""


@check("nb01_backprop/layer-softmax-backward")
def layer_softmax_backward(student, rng):
    """soft_max: dz = s·(g - Σ g·s), the sum over the classes of the same row."""
    case = layer_case(rng)
    g, right = case["g"], softmax(case["x"] @ case["weights"] + case["bias"])
    parts = student.run(SOFTMAX_BACKWARD, **case)
    own = parts["out"].astype(float) if reacts(parts["out"], g.shape) else right
    slopes = [s * (g - (g * s).sum(axis=1, keepdims=True)) for s in (right, own)]
    wants = [layer_gradients(case, dz) for dz in slopes]
    if all(fits(parts[part], wants, part) for part in wants[0]):
        return
    if shares_a_slip(student, parts, case, slopes):
        return
    expect_parts(
        spread({"soft_max": parts}), spread({"soft_max": wants[0]}), called_backward(["soft_max"])
    )


def shares_a_slip(student, parts, case, slopes):
    """Is dz right, and only a line wrong that the student's own `None` layer has too?"""
    names, wants = ("weight", "bias", "dx"), [layer_gradients(case, dz) for dz in slopes]
    if not any(fits(parts[part], wants, part) for part in names):
        return False
    *with_dz, with_g = student.run(LINEAR, slopes=[*slopes, case["g"]], **case)
    own = [*with_dz, layer_gradients(case, case["g"]), with_g]
    return all(fits(parts[part], [*wants, *filter(None, own)], part) for part in names)


def fits(value, alternatives, part):
    """Does this part of a result agree with one of the alternatives?

    A slip in the lines that all kinds share shows in the student's own `None`
    layer too; then it has cost layer-backward, and must not cost this item.
    """
    for parts in alternatives:
        if value is None and parts[part] is None:
            return True
        try:
            expect(value, parts[part], part, bias=part == "bias")
            return True
        except (Failure, ValueError, TypeError):
            continue
    return False


CONTRACT = f"""{PUT}
def run(kind, *inputs):
    layer = put(Layer(*weights.shape) if kind == "None" else Layer(*weights.shape, kind), weights, bias)
    for data in inputs:
        layer.forward(data)
    up = g.copy()
    dx = layer.backward(up)
    results = [np.ravel(a) for a in (layer.grad_weight, layer.grad_bias, dx) if a is not None]
    after = {{"gradients": up, "weights": np.array(layer.weights), "bias": np.ravel(layer.bias)}}
    return np.concatenate(results), after
def story(kind):
    first, second = other.copy(), x.copy()
    used, after = run(kind, first, second)
    after["x"] = np.concatenate([first, second])
    return {{"used": used, "fresh": run(kind, x.copy())[0], "other": run(kind, other.copy())[0], "after": after}}
def refused(name):
    try:
        put(Layer(*weights.shape, name), weights, bias).forward(x.copy())
        return "nothing"
    except Exception as error:
        return "ValueError" if isinstance(error, ValueError) else type(error).__name__
stories, stopped = {{}}, None
for kind in kinds:
    try:
        stories[kind] = story(kind)
    except Exception as error:
        stopped = error
if not stories:
    raise stopped
{{"stories": stories, "raised": [refused(name) for name in names]}}
"""


@check("nb01_backprop/layer-contract")
def layer_contract(student, rng):
    """backward follows the last forward; nothing given is changed; unknown names: ValueError."""
    case, other, kinds = layer_case(rng), rng.normal(size=(6, 4)), [*BENDS, "soft_max"]
    unknown = [str(name) for name in rng.permutation(["softplus", "wave", "bump", "cube"])[:2]]
    names = [str(name) for name in rng.permutation([*kinds[1:], *unknown])]
    got = student.run(CONTRACT, other=other, kinds=kinds, names=names, **case)
    start = {
        "gradients": case["g"],
        "weights": case["weights"],
        "bias": case["bias"],
        "x": np.concatenate([other, case["x"]]),
    }
    for kind, story in got["stories"].items():
        expect_manners(f"Layer(d, k, {kind})", story, start)
    reacts = any(not agree(story["fresh"], story["other"]) for story in got["stories"].values())
    require(reacts, "Layer(d, k, …)", "backward gives the same for every input x.", got=0)
    expect_refused(dict(zip(names, got["raised"], strict=True)), unknown, got["stories"])


def expect_manners(what, story, start):
    """The newest input counts, and nothing that was given is changed."""
    problem = "backward did not use the input of the most recent forward."
    same = agree(story["used"], story["fresh"])
    require(same, f"{what}: forward, forward, backward", problem, got=story["used"])
    changed = [name for name in start if not kept(name, story["after"][name], start[name])]
    problem = f"forward or backward changed {' and '.join(changed)}."
    require(not changed, what, problem, got=[name in changed for name in start])


def kept(name, after, before):
    """Arguments are the same bit for bit; a layer may keep its parameters in float32."""
    if name in ("weights", "bias"):
        return agree(after, before, 1e-6)
    return np.array_equal(after, before)


def expect_refused(raised, unknown, known):
    """ValueError for each unknown name; not for the kinds that have just worked."""
    for name in unknown:
        problem = f"It must raise ValueError, but raised {raised[name]}."
        require(raised[name] == "ValueError", f'Layer(d, k, "{name}")', problem, got=0)
    for name in set(raised) & set(known):
        problem = "It must not raise ValueError."
        require(raised[name] != "ValueError", f'Layer(d, k, "{name}")', problem, got=1)


# ---------------------------------------------------------------- network

BASE = f"""{PUT}
class Holder:
    def __init__(self, input_dim, output_dim, non_linearity=None):
        self.weights, self.bias = np.zeros((input_dim, output_dim)), np.zeros(output_dim)
        self.grad_weight, self.grad_bias = None, None
try:
    Layer(2, 3, "relu").weights, Layer(2, 3).bias
    Base = Layer
except Exception:
    Base = student["Layer"] = Holder
def bias_slope(layer, values):
    d, k = np.shape(layer.weights)
    try:
        probe = Base(d, k)
        probe.forward(np.ones((2, d)))
        probe.backward(np.ones((2, k)))
        return values.reshape(np.shape(probe.grad_bias)).copy()
    except Exception:
        return values.reshape(np.shape(layer.bias)).copy()
"""

NETWORK_GRADIENT = f"""{PUT}
net = NeuralNetwork(4, [6, 5], 3, loss)
for layer, (w, b) in zip(net.layers, numbers):
    put(layer, w, b)
net.forward(x.copy())
net.backward(g.copy())
[[layer.grad_weight, np.ravel(layer.grad_bias)] for layer in net.layers]
"""
WIRING = """
class Recorder:
    def __init__(self, input_dim, output_dim, non_linearity=None):
        self.weights, self.bias = np.zeros((input_dim, output_dim)), np.zeros(output_dim)
        self.grad_weight = self.grad_bias = self.number = None
        self.note = {"kind": str(non_linearity), "forward": [], "backward": []}
    def forward(self, x):
        self.note["forward"].append(np.array(x))
        return outputs[self.number].copy()
    def backward(self, gradients):
        self.note["backward"].append(np.array(gradients))
        self.grad_weight, self.grad_bias = (a.copy() for a in slopes[self.number])
        return returned[self.number].copy()
student["Layer"] = Recorder
net = NeuralNetwork(4, [6, 5], 3, loss)
for number, layer in enumerate(net.layers):
    layer.number = number
net.forward(x.copy())
net.backward(g.copy())
[{**layer.note, "weight": layer.grad_weight, "bias": layer.grad_bias} for layer in net.layers]
"""
LONE_LAYER = f"""{PUT}
layer = put(Layer(*weights.shape), weights, bias)
layer.forward(x.copy())
dx = layer.backward(g.copy())
{{"weight": layer.grad_weight, "bias": layer.grad_bias, "dx": dx}}
"""


def network_numbers(rng, sizes=(4, 6, 5, 3)):
    return [
        [rng.normal(size=(a, b)), rng.normal(size=b)]
        for a, b in zip(sizes, sizes[1:], strict=False)
    ]


def true_gradients(x, g, layers, loss):
    """grad_weight and grad_bias of each layer, in float64."""
    inputs, signal = [], x
    for weights, bias in layers:
        inputs.append(signal)
        z = signal @ weights + bias
        signal = np.where(z > 0, z, 0.0)
    s = softmax(z)
    dz = g if loss == "mse" else s * (g - (g * s).sum(axis=1, keepdims=True))
    found = []
    for (weights, _), before in zip(layers[::-1], inputs[::-1], strict=True):
        found.append([before.T @ dz, dz.sum(axis=0)])
        dz = (dz @ weights.T) * (before > 0)
    return found[::-1]


def layer_parts(gradients):
    """[[dW, db], …] → {"1 weight": dW, "1 bias": db, …}."""
    named = enumerate(gradients, start=1)
    return {
        f"{i} {part}": v
        for i, pair in named
        for part, v in zip(("weight", "bias"), pair, strict=True)
    }


@check("nb01_backprop/network-gradient")
def network_gradient(student, rng):
    """net.backward(gradients) leaves the right grad_weight and grad_bias in every layer."""
    layers, x, g = network_numbers(rng), rng.normal(size=(7, 4)), rng.normal(size=(7, 3))
    for loss in ("mse", "cross_entropy"):
        right = layer_parts(true_gradients(x, g, layers, loss))
        names = {part: f"grad_{part[2:]} of layer {part[0]} (loss {loss})" for part in right}
        try:
            got = student.run(NETWORK_GRADIENT, x=x, g=g, numbers=layers, loss=loss)
            expect_parts(layer_parts(got), right, names)
        except Failure as failure:
            unwritten = failure.kind in ("not-written", "missing")
            if unwritten or not (has_a_layer(student, rng) and is_wired(student, rng, loss)):
                raise


def has_a_layer(student, rng):
    """Does one layer alone give at least one right result? Its mistakes have cost their items."""
    case = layer_case(rng)
    try:
        parts = student.run(LONE_LAYER, **case)
    except Failure:
        return False
    return any(fits(parts[part], [layer_gradients(case, case["g"])], part) for part in parts)


def is_wired(student, rng, loss, sizes=(4, 6, 5, 3), n=7):
    """Do layers that only replay drawn arrays get each other's, forward and backward?"""
    x, outputs = rng.normal(size=(n, 4)), [rng.normal(size=(n, k)) for k in sizes[1:]]
    g, returned = rng.normal(size=(n, 3)), [rng.normal(size=(n, d)) for d in sizes[:-1]]
    slopes = network_numbers(rng)
    drawn = {"x": x, "g": g, "outputs": outputs, "returned": returned, "slopes": slopes}
    try:
        notes = student.run(WIRING, loss=loss, **drawn)
    except Failure:
        return False
    kinds = ["relu", "relu", "None" if loss == "mse" else "soft_max"]
    arrays = zip(kinds, [x, *outputs], [*returned[1:], g], slopes, strict=False)
    want = [
        {"kind": kind, "forward": [before], "backward": [behind], "weight": dw, "bias": db}
        for kind, before, behind, (dw, db) in arrays
    ]
    return len(notes) == 3 and all(alike(a, b, 1e-5) for a, b in zip(notes, want, strict=True))


STEP = f"""{BASE}
def stepped(*arguments):
    net = NeuralNetwork(4, [6], 3, "mse")
    for layer, (w, b), (dw, db) in zip(net.layers, numbers, slopes):
        put(layer, w, b)
        layer.grad_weight, layer.grad_bias = dw.copy(), bias_slope(layer, db)
    net.step(*arguments)
    return [[layer.weights, np.ravel(layer.bias)] for layer in net.layers]
{{"plain": stepped(lr), "l2": stepped(lr, l2)}}
"""


def step_case(rng):
    sizes = (4, 6, 3)
    lr, l2 = float(rng.uniform(0.2, 0.6)), float(rng.uniform(0.5, 1.5))
    return {
        "numbers": network_numbers(rng, sizes),
        "slopes": network_numbers(rng, sizes),
        "lr": lr,
        "l2": l2,
    }


def step_names(after):
    part = {"weight": "weights", "bias": "bias"}
    return {f"{i} {p}": f"{part[p]} of layer {i} {after}" for i in (1, 2) for p in part}


@check("nb01_backprop/network-step")
def network_step(student, rng):
    """step(lr) moves every weight by -lr·dW and every bias by -lr·db."""
    case = step_case(rng)
    got = student.run(STEP, **case)
    pairs = zip(case["numbers"], case["slopes"], strict=True)
    want = [[a - case["lr"] * da for a, da in zip(old, slope, strict=True)] for old, slope in pairs]
    expect_parts(layer_parts(got["plain"]), layer_parts(want), step_names("after step(lr)"))


@check("nb01_backprop/network-l2")
def network_l2(student, rng):
    """step(lr, l2) adds -lr·l2·W to the weights' step, with the old W; biases feel no l2."""
    case = step_case(rng)
    got = student.run(STEP, **case)
    names = step_names("after step(lr, l2): the part from l2")
    plain, pulled = layer_parts(got["plain"]), layer_parts(got["l2"])
    old, slope = layer_parts(case["numbers"]), layer_parts(case["slopes"])
    shapes = all(
        is_table(plain[p], a.shape) and is_table(pulled[p], a.shape) for p, a in old.items()
    )
    require(shapes, "step(lr, l2)", "weights or bias have lost their shape or are not finite.")
    part = {p: pulled[p].astype(float) - plain[p] for p in old}
    lr, l2 = case["lr"], case["l2"]
    moved = {p: plain[p] - old[p] for p in old}
    rates = [pace(moved[f"{i} weight"], slope[f"{i} weight"], lr) for i in (1, 2)]
    require(any(rates), "step(lr)", "No weight moved at all.", got=0)
    wants = [
        {p: -rate(p) * l2 * old[p] if p.endswith("weight") else 0 * old[p] for p in old}
        for rate in (lambda p: lr, lambda p: rates[int(p[0]) - 1])
    ]
    expect_one_of({p: loose(part[p], pulled[p]) for p in old}, wants, names)


def pace(moved, slope, lr):
    """How far the student's own plain step goes along −dW (0 if not at all), else lr."""
    rate = -float(np.sum(moved * slope) / np.sum(slope * slope))
    if not moved.any():
        return 0.0
    return rate if agree(moved, -rate * slope, 1e-3) else lr


def loose(difference, like):
    """A difference in the precision of the numbers it comes from, rounding noise removed."""
    noise = 1e-5 if like.dtype != np.float64 else 1e-12
    clean = np.where(np.abs(difference) < noise, 0.0, difference)
    return clean.astype(like.dtype)


RECORDERS = f"""{BASE}
log, batch = {{"commits": [], "means": [], "predictions": [], "steps": []}}, {{}}
class First(Base):
    def forward(self, x):
        x = np.asarray(x, float)
        batch.clear()
        batch.update(rows=x[:, 0], outside=bool(np.any(x[:, 2] != 0)))
        return np.column_stack([x[:, :2], np.zeros((len(x), 3))])
    def backward(self, gradients):
        self.grad_weight, self.grad_bias = np.zeros((4, 5)), bias_slope(self, np.full(5, 0.5))
        log["commits"].append([[float(v) for v in part] for part in (batch["rows"], batch.get("y", []))])
        log["means"].append([batch.get("mean", float("nan")), bool(batch["outside"]), batch["level"]])
        return np.zeros((len(batch["rows"]), 4))
class Last(Base):
    def forward(self, x):
        x = np.asarray(x, float)
        batch["level"] = float(np.ravel(self.bias)[0])
        out = 2.0 * (x[:, 1:2] == np.arange(3)) + x[:, :1] + batch["level"]
        batch["mean"] = float(np.mean(out)) + 1 / 3
        return out
    def backward(self, gradients):
        self.grad_weight, self.grad_bias = np.zeros((5, 3)), bias_slope(self, np.full(3, -0.25))
        return np.zeros((len(gradients), 5))
def step(self, lr, l2=0.0, *more, **others):
    log["steps"].append([float(lr), float(l2), len(log["commits"])])
    self.layers[1].bias = self.layers[1].bias + rise
def loss_value(x, y):
    return float(np.mean(x) + np.mean(y))
def loss_slope(x, y):
    batch["y"] = np.asarray(y, float)[:, -1]
    log["predictions"].append(np.array(x, float)[:, -1])
    return np.full(np.shape(x), 0.125)
def recorded(kind):
    for value in log.values():
        value.clear()
    net = type("NeuralNetwork", (NeuralNetwork,), {{"step": step}})(4, [5], 3, kind)
    net.layers = [First(4, 5, "relu"), Last(5, 3, "soft_max" if kind == "cross_entropy" else None)]
    for layer, (d, k) in zip(net.layers, ((4, 5), (5, 3))):
        put(layer, np.arange(1.0, d * k + 1).reshape(d, k), np.full(k, 0.3))
        layer.grad_weight, layer.grad_bias = np.zeros((d, k)), bias_slope(layer, np.zeros(k))
    net.loss.loss, net.loss.gradient = loss_value, loss_slope
    return net
"""
BATCHES = f"""{RECORDERS}
net = recorded("mse")
net.train(x, y, epochs, lr, batch_size=size, l2=l2, verbose_every=1)
{{**log, "x": x, "y": y,
 "weights": [layer.weights for layer in net.layers], "bias": [np.ravel(layer.bias) for layer in net.layers]}}
"""


def batch_case(rng):
    """23 rows in batches of 5: x holds the row's number; y holds it too, in its last column."""
    n = 23
    x = np.column_stack([np.arange(n), rng.integers(0, 3, n), np.zeros(n), np.ones(n)])
    y = np.column_stack([rng.integers(0, 9, (n, 2)) + 0.5, 100 + np.arange(n)])
    rates = {"lr": float(rng.uniform(0.1, 0.3)), "l2": float(rng.uniform(0.3, 0.6))}
    return {"x": x, "y": y, "size": 5, "epochs": 3, "rise": float(rng.uniform(0.1, 0.2)), **rates}


@check("nb01_backprop/network-batches")
def network_batches(student, rng):
    """Each epoch: new order of x with y, every row once, last batch smaller; lr and l2 to step."""
    case = batch_case(rng)
    got = student.run(BATCHES, **case)
    what, epochs, n = "train on 23 rows, batches of 5, 3 epochs", case["epochs"], 23
    rows, targets = ([numbers(pair[i], what) for pair in got["commits"]] for i in (0, 1))
    sizes = [len(batch) for batch in rows]
    problem = "The batches do not have the sizes 5, 5, 5, 5 and 3 in each epoch."
    require(sizes == [5, 5, 5, 5, 3] * epochs, what, problem, got=sizes)
    swapped = any(np.all(numbers(column, what) >= 100) for column in got["predictions"])
    require(not swapped, what, "loss.gradient did not get (prediction, target).", got=[1])
    order = np.concatenate(rows).reshape(epochs, n)
    once = np.array_equal(np.sort(order, axis=1), np.tile(np.arange(n), (epochs, 1)))
    require(once, what, "In one epoch some rows came twice and others never.", got=[1])
    still = np.array_equal(np.concatenate(targets), np.tile(100 + np.arange(n), epochs))
    paired = np.array_equal(np.concatenate(targets), 100 + order.ravel())
    require(paired, what, "Rows of x were not together with their own rows of y.", got=[still])
    given = [bool(np.array_equal(row, np.arange(n))) for row in order]
    repeated = [bool(np.array_equal(row, order[0])) for row in order[1:]]
    fresh = not any(given) and not any(repeated)
    require(
        fresh,
        what,
        "The order of the rows was not random and new in each epoch.",
        got=given + repeated,
    )
    unchanged(got, {"x": case["x"], "y": case["y"]}, what)
    expect_steps(got, case, len(rows))


def expect_steps(got, case, count):
    """After each backward one step, with the given lr and l2; written out in train is fine too."""
    names = step_names("after train: one step(lr, l2) for each batch")
    parts = layer_parts(list(zip(got["weights"], got["bias"], strict=True)))
    if not got["steps"] and not agree(parts["1 weight"], np.arange(1.0, 21).reshape(4, 5)):
        return expect_parts(parts, written_out(case, count), names)
    steps, what = numbers(got["steps"], "step").reshape(-1, 3), "train on 23 rows, batches of 5"
    problem = f"There must be {count} steps, one for each batch. Observed: {len(steps)}."
    require(len(steps) == count, what, problem, got=[len(steps)])
    behind = np.array_equal(steps[:, 2], np.arange(1, count + 1))
    require(behind, what, "A step came before the backward of its batch.", got=steps[:, 2])
    expect(steps[:, :2], [[case["lr"], case["l2"]]] * count, "lr and l2 in the calls of step")
    rates = {"lr": 0.0, "l2": 0.0}
    want = {
        **written_out({**case, **rates}, count),
        "2 bias": np.full(3, 0.3 + case["rise"] * count),
    }
    expect_parts(parts, want, names)


def written_out(case, count):
    """The parameters after `count` steps along the slopes of the recorder layers."""
    shrink = (1 - case["lr"] * case["l2"]) ** count
    return {
        "1 weight": shrink * np.arange(1.0, 21).reshape(4, 5),
        "2 weight": shrink * np.arange(1.0, 16).reshape(5, 3),
        "1 bias": np.full(5, 0.3 - case["lr"] * 0.5 * count),
        "2 bias": np.full(3, 0.3 + case["lr"] * 0.25 * count),
    }


HISTORY = f"""{RECORDERS}
import contextlib, io
def trained(kind, **validation):
    net, printed = recorded(kind), io.StringIO()
    with contextlib.redirect_stdout(printed):
        result = net.train(x, y, epochs, lr, batch_size=size, l2=l2, verbose_every=2, **validation)
    kept = {{}}
    for key in ("train_loss", "val_loss", "val_acc"):
        try:
            kept[key] = [float(value) for value in result[key]]
        except Exception:
            kept[key] = None
    return {{**kept, "means": list(log["means"]), "printed": printed.getvalue()[:4000],
            "end": float(np.ravel(net.layers[1].bias)[0]),
            "weights": np.concatenate([np.ravel(layer.weights) for layer in net.layers])}}
{{"class": trained("cross_entropy", x_val=x_val, y_val=y_val),
 "value": trained("mse", x_val=x_val, y_val=y_val), "alone": trained("cross_entropy")}}
"""


def history_case(rng):
    """13 rows in batches of 5, 5 epochs; 7 validation rows, 3 to 5 of them classified right."""
    n, m = 13, 7
    classes, val_classes = rng.integers(0, 3, n), rng.integers(0, 3, m)
    x = np.column_stack([rng.uniform(0, 2, n), classes, np.zeros(n), np.ones(n)])
    x_val = np.column_stack([rng.uniform(0, 2, m), val_classes, np.ones(m), np.ones(m)])
    wrong = np.arange(m) < rng.integers(2, 5)
    y_val = np.eye(3)[(val_classes + wrong) % 3]
    case = {"x": x, "y": np.eye(3)[classes], "x_val": x_val, "y_val": y_val}
    return {
        **case,
        "size": 5,
        "epochs": 5,
        "lr": 0.4,
        "l2": 0.3,
        "rise": float(rng.uniform(0.1, 0.2)),
    }


@check("nb01_backprop/network-history")
def network_history(student, rng):
    """train returns one loss per epoch in each list, prints its lines, and only looks at x_val."""
    case = history_case(rng)
    got = student.run(HISTORY, **case)
    what = "the dict that train returns"
    keys = [key for key in ("train_loss", "val_loss", "val_acc") if got["class"][key] is None]
    require(not keys, what, f"It has no list of numbers {' and no '.join(keys)}.", got=[len(keys)])
    lengths = [
        len(got[run][key])
        for run in ("class", "value", "alone")
        for key in ("train_loss", "val_loss", "val_acc")
    ]
    problem = "The lists do not have one number per epoch (or are not empty where they must be)."
    require(lengths == [5, 5, 5, 5, 5, 0, 5, 0, 0], what, problem, got=lengths)
    expect_neutral(got)
    expect_history(got["class"], case)
    expect_lines(got["class"]["printed"])


def expect_neutral(got):
    """Training with validation data is the same as without."""
    what = "train with x_val and y_val"
    seen = any(outside for _, outside, _ in got["class"]["means"])
    require(not seen, what, "backward was called after a forward with validation rows.", got=[1])
    counts = [len(got[run]["means"]) for run in ("class", "alone")]
    require(
        counts[0] == counts[1],
        what,
        "The number of steps changes with validation data.",
        got=counts,
    )
    ends = [[*got[run]["weights"], got[run]["end"]] for run in ("class", "alone")]
    same = np.array_equal(*ends)
    require(same, what, "The network ends with other weights or biases than without.", got=[1])


def expect_history(run, case):
    """The values: mean batch loss, then loss and accuracy on the validation rows."""
    epochs, means = case["epochs"], [mean for mean, _, _ in run["means"]]
    require(
        len(means) % epochs == 0 and means, "train", "The epochs do not have equally many batches."
    )
    per_epoch = np.reshape(means, (epochs, -1))
    count, n = per_epoch.shape[1], len(case["x"])
    sizes = np.diff(np.minimum(np.arange(count + 1) * case["size"], n))
    weights = sizes if sizes.sum() == n and sizes.all() else np.ones(count)
    wants = [{"train_loss": per_epoch @ w / w.sum()} for w in (np.ones(count), weights)]
    expect_one_of(run, wants, {"train_loss": 'history["train_loss"]'})
    levels = [level for _, _, level in run["means"]][count::count] + [run["end"]]
    base = np.mean(case["x_val"][:, 0]) + 2 / 3 + 1 / 3
    accuracy = np.mean(case["x_val"][:, 1] == np.argmax(case["y_val"], axis=1))
    want = {"val_loss": base + np.array(levels), "val_acc": np.full(epochs, accuracy)}
    expect_parts(run, want, {key: f'history["{key}"]' for key in want})


LINE = r"^\s*epoch\W{0,3}(\d+)\s*/\s*(\d+)"


def expect_lines(printed):
    """Lines `Epoch 2/5 … Train_Loss … Validation_Loss … Validation_acc` at every second epoch."""
    what = "the lines that train prints with verbose_every=2"
    starts = list(re.finditer(LINE, printed, re.I | re.M))
    found = [[int(start[1]), int(start[2])] for start in starts]
    inner = sorted({epoch for epoch, _ in found} - {1, 5})
    right = inner in ([2, 4], [3]) and all(total == 5 for _, total in found)
    right = right and (inner == [2, 4] or {1, 5} <= {epoch for epoch, _ in found})
    problem = "They do not begin like `Epoch 2/5` at epochs 2, 4 and so on, or 1, 3 and so on."
    require(right, what, problem, got=found)
    ends = [start.start() for start in starts[1:]] + [len(printed)]
    for start, end in zip(starts, ends, strict=True):
        text = printed[start.start() : end].lower().replace(" ", "_")
        missing = [
            word for word in ("train_loss", "validation_loss", "validation_acc") if word not in text
        ]
        require(not missing, what, f"They do not name {' and '.join(missing)}.", got=[len(missing)])


# ---------------------------------------------------------------- standardize


def table_case(rng):
    """Two usual columns, an integer constant, one usual, a constant that rounds badly.

    One row lies far out, as rows in real tables do.
    """
    n = 23
    usual = rng.normal(size=(n, 3)) * [1.0, 50.0, 0.2] + [3.0, -20.0, 1.0]
    usual[rng.integers(n)] += [20.0, -900.0, 5.0]
    awkward = next(c for c in 0.1 + rng.permutation(900) / 1000 if np.full(n, c).std() > 0)
    return np.column_stack([usual[:, :2], np.full(n, 4.0), usual[:, 2], np.full(n, awkward)])


SCALE = (
    "result = standardize(train, train.copy(), train.copy())\n[np.array(table) for table in result]"
)


@check("nb01_backprop/standardize-values")
def standardize_values(student, rng):
    """(x - mean)/std for each column; columns that are constant become zeros."""
    train, usual = table_case(rng), [0, 1, 3]
    result = student.run(SCALE, train=train)
    what = "standardize(train, a, b)"
    count = len(result) if isinstance(result, (list, tuple)) else 0
    require(
        count == 3,
        what,
        f"It must give as many tables as it gets (3), but gave {count}.",
        got=count,
    )
    for table, name in zip(result, ("train", "a", "b"), strict=True):
        expect_scaled(numbers(table, what), train, usual, f"{what}: the table {name}")


def expect_scaled(table, train, usual, what):
    """Right values with ddof 0 or 1, and zeros in the constant columns."""
    if table.shape != train.shape:
        raise Failure("shape", what, got=table, want_shape=train.shape, got_shape=table.shape)
    some = train[:, usual]
    wants = [{"usual": (some - some.mean(axis=0)) / some.std(axis=0, ddof=d)} for d in (0, 1)]
    expect_one_of({"usual": table[:, usual]}, wants, {"usual": what})
    constant = table[:, [2, 4]]
    require(
        np.isfinite(constant).all(), what, "A constant column became NaN or infinite.", got=constant
    )
    problem = "A constant column did not become zeros."
    require(np.abs(constant).max() < 1e-3, what, problem, got=constant)


LEAK = """
def scaled(*tables):
    return [np.array(table, float) for table in standardize(*tables)]
def copies(*tables):
    return scaled(*(table.copy() for table in tables))
{"calm": copies(train, calm), "wild": copies(train, monster), "same": copies(train, train[:3]),
 "other": copies(train[::-1] * 2 + 1, calm), "kept": scaled(train, calm), "after": [train, calm]}
"""


@check("nb01_backprop/standardize-no-leak")
def standardize_no_leak(student, rng):
    """Mean and std come from the training table only; the arguments are not changed."""
    train, calm = rng.normal(size=(8, 3)) * [1, 9, 4] + 5, rng.normal(size=(5, 3)) + [2, 4, 6]
    monster = np.vstack([calm, [1e4, -1e5, 1e6]])
    got = student.run(LEAK, train=train, calm=calm, monster=monster)
    what = "standardize(train, validation)"
    counts = {len(got[run]) for run in ("calm", "wild", "same", "other")}
    require(counts == {2}, what, "It must give two tables for two.", got=sorted(counts))
    (rows, seen), (again, beside) = got["calm"], got["wild"]
    pairs = {
        "An outlier in the validation rows changes the training rows.": (rows, again),
        "An outlier in the validation rows changes the other validation rows.": (seen, beside[:-1]),
        "Training rows given as validation rows come out differently.": (
            got["same"][0][:3],
            got["same"][1],
        ),
    }
    for problem, (one, two) in pairs.items():
        require(agree(one, two), what, problem, got=[two])
    problem = "The validation rows come out the same whatever the training rows are."
    require(not agree(seen, got["other"][1]), what, problem, got=[seen])
    kept = all(np.array_equal(a, b) for a, b in zip(got["after"], (train, calm), strict=True))
    require(kept, what, "It changed its arguments.", got=[1])


# ---------------------------------------------------------------- houses and digits

HOUSING = """
train, validation = standardize(x_train, x_val)
net = NeuralNetwork(train.shape[1], [32, 16], 1, "mse")
result = net.train(train, y_train, 10, 0.02, 32)
try:
    losses = [float(loss) for loss in result["train_loss"]]
except Exception:
    losses = []
{"losses": losses, "prediction": np.array(net.predict(validation), float)}
"""


@check("nb01_backprop/housing-nan-free", gate=True)
def housing_nan_free(student, rng):
    """Houses at the stated setting: every loss finite, R² on validation rows at least 0.65."""
    x, y = data.housing()
    rows = rng.permutation(len(x))
    train, val = rows[: int(0.8 * len(x))], rows[int(0.8 * len(x)) :]
    got = student.run(HOUSING, seconds=90, x_train=x[train], y_train=y[train], x_val=x[val])
    what = "your network on the houses"
    losses, guess = numbers(got["losses"], what), numbers(got["prediction"], what)
    require(guess.size == len(val), what, "predict does not give one value for each row.")
    finite = np.isfinite(losses).all() and np.isfinite(guess).all()
    require(finite, what, "A loss or a prediction is NaN or infinite.")
    error = np.sum((guess.ravel() - y[val].ravel()) ** 2) / np.sum((y[val] - y[val].mean()) ** 2)
    require(1 - error >= 0.65, what, f"R² on the validation rows is {1 - error:.2f}, below 0.65.")


DIGITS = """
def one_hot_table(labels):
    return np.eye(10)[labels]
net = NeuralNetwork(784, list(config["layers"]), 10, "cross_entropy")
net.train(
    pixels.astype(float) / config["scale"], one_hot_table(labels), config["epochs"], config["lr"],
    batch_size=config["batch_size"], l2=config["l2"], verbose_every=1,
)
np.array(net.predict(unseen.astype(float) / config["scale"]), float)
"""


@check("nb01_backprop/mnist-run-accuracy", gate=True)
def mnist_run_accuracy(student, rng):
    """With your config, at least 0.90 of unseen digits are right, within 60 seconds."""
    (images, labels), (unseen, truth) = data.mnist("train"), data.mnist("t10k")
    rows, tests = rng.permutation(len(images))[:10_000], rng.permutation(len(unseen))[:5_000]
    what = "your network with your config on the digits"
    got = student.run(
        DIGITS,
        seconds=60,
        pixels=images[rows],
        labels=labels[rows].astype(int),
        unseen=unseen[tests],
    )
    scores = numbers(got, what)
    require(scores.shape == (5000, 10), what, "predict does not give 10 numbers for each digit.")
    require(np.isfinite(scores).all(), what, "The predictions contain NaN or infinity.")
    accuracy = number(np.mean(scores.argmax(axis=1) == truth[tests]), what)
    require(
        accuracy >= 0.90, what, f"{accuracy:.3f} of the unseen digits are right; 0.90 is needed."
    )
