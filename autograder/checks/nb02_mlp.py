"""nb02_mlp: a modular MLP (Layer, Linear, Sigmoid, MSE, MLP) on California housing. 60 points.

Goals: layers with one interface; the backward formulas with shapes; Xavier; a loss per
sample; split before scaling; a baseline beside the network.
Prerequisites: nb01 (gradient descent, standardising). Out of scope: other losses and
optimizers, gradient checking (nb03), regularisation.

What the checks need is only what the contract names. No right code is sent to the student:
the layers and the loss in the checks of `MLP` replay random arrays and note what they were
given. They are made from the student's own classes, so isinstance(layer, Linear) holds, and a
mistake in `Linear` costs nothing there. For `mlp-train` they look the rows of a batch up in
tables, one table of predictions and losses for each moment of the training; the four small
methods of `MLP` are replaced as well, so only what `train` itself does is judged. An update by
hand, a loop of one's own over the layers and any order of the rows are all fine.

`linear-init` is judged by the spread of 30,000 weights (error of the estimate 0.4 %,
allowed 5 %; He is 15 % or more away). `sigmoid-stable` asks for the exact limits only
where `forward` is right, else for the student's own limits.

`housing-model-r2`: the judge scales and splits the 8 raw columns itself (a new split for each
submission), puts X_train … y_test into the globals (a model may take its sizes from them),
and keeps the test targets. Reference model (8-64-32-1, Relu, lr 0.05, 20 epochs, batch 64)
over 2 × 20 seeds of split and start: R² mean 0.773, min 0.749, standard deviation 0.010; the
bound 0.70 fails 0 of 40, and a failed start gets one more try. On the notebook's own split:
mean 0.767, min 0.745. Linear regression on the same rows: mean 0.636, from 0.615 to 0.668
(0.625 on the notebook's split), so a straight line fails. One training: 1 to 2 s.
"""

import math

import numpy as np

from ..data import housing
from ..expect import agree, expect, number, numbers, require, tolerance_of
from ..registry import check, wrong_idea

HELPERS = """
def put(layer, name, value):
    try:
        setattr(layer, name, value)
    except AttributeError:
        getattr(layer, name)[...] = value

def like(row, old):
    return row if np.shape(old) == row.shape else row.reshape(1, -1)

def ready_linear(w, b):
    layer = Linear(*w.shape)
    put(layer, "w", w.copy())
    put(layer, "b", like(b, layer.b).copy())
    return layer

def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception:
        return None
"""


# ------------------------------------------------------------------ Linear
@check
def linear_init(student, rng):
    """w (d, k) starts with mean 0 and variance 2/(d+k), b with k zeros."""
    shapes = [(300, 100), (80, 320)]
    got = [_start(student, *shape) for shape in shapes]
    ratios = [
        w.std() / math.sqrt(2 / sum(shape)) for (w, _), shape in zip(got, shapes, strict=True)
    ]
    means = [
        w.mean() / math.sqrt(2 / sum(shape)) for (w, _), shape in zip(got, shapes, strict=True)
    ]
    problem = "do not have the standard deviation sqrt(2/(d+k))."
    require(_within(ratios, 1, 0.05), "the start weights", problem, ratios, 0.015)
    problem = "do not have the mean 0."
    require(_within(means, 0, 0.05), "the start weights", problem, means, 0.015)
    for _, b in got:
        expect(b, np.zeros((1, b.size)), "the start biases", bias=True)


def _start(student, d, k):
    w, b = student.run("layer = Linear(d, k)\nlayer.w, layer.b", d=d, k=k)
    w, b = numbers(w, "w of Linear(d, k)"), numbers(b, "b of Linear(d, k)")
    problem = f"has shape {w.shape}; expected {(d, k)}."
    require(w.shape == (d, k), f"w of Linear({d}, {k})", problem, list(w.shape))
    problem = f"has shape {b.shape}; expected (1, {k})."
    require(b.shape in ((k,), (1, k)), f"b of Linear({d}, {k})", problem, list(b.shape))
    return w.astype(float), b.astype(float)


def _returned(got, what):
    """`got` itself; a missing return is a mistake of its own."""
    require(got is not None, what, "gives None. Is there a return?", 1.0)
    return got


def _within(values, target, distance):
    return all(abs(value - target) <= distance for value in values)


wrong_idea(
    "he-init", answer="linear", fails="linear-init",
    edits=("2 / (in_dim + out_dim)", "2 / in_dim"),
    hint="These weights have the variance 2/d (He). Xavier divides by the sum of both sizes, d+k.",
)  # fmt: skip
wrong_idea(
    "fan-in-init", answer="linear", fails="linear-init",
    edits=("2 / (in_dim + out_dim)", "1 / in_dim"),
    hint="These weights have the variance 1/d. That looks only at the way forward; Xavier also "
    "counts the outputs k.",
)  # fmt: skip
wrong_idea(
    "fan-out-init", answer="linear", fails="linear-init",
    edits=("2 / (in_dim + out_dim)", "2 / out_dim"),
    hint="You divided by the number of outputs only. Xavier divides by the sum of both sizes.",
)  # fmt: skip
wrong_idea(
    "xavier-without-the-2", answer="linear", fails="linear-init",
    edits=("2 / (in_dim + out_dim)", "1 / (in_dim + out_dim)"),
    hint="The variance is half of what it should be. The numerator is 2, not 1.",
)  # fmt: skip
wrong_idea(
    "variance-as-std", answer="linear", fails="linear-init",
    edits=("np.sqrt(2 / (in_dim + out_dim))", "2 / (in_dim + out_dim)"),
    hint="You used the variance as the standard deviation. np.random.normal wants the standard "
    "deviation: the square root.",
)  # fmt: skip
wrong_idea(
    "uniform-to-std", answer="linear", fails="linear-init",
    edits=("np.random.normal(0, std, ", "np.random.uniform(-std, std, "),
    hint="A uniform distribution from -a to a has the variance a²/3, so its limit a must be "
    "larger than the standard deviation you want.",
)  # fmt: skip
wrong_idea(
    "uniform-limit-in-normal", answer="linear", fails="linear-init",
    edits=("np.sqrt(2 /", "np.sqrt(6 /"),
    hint="sqrt(6/(d+k)) is the limit of the uniform version. For a normal distribution take the "
    "standard deviation.",
)  # fmt: skip
wrong_idea(
    "small-random-init", answer="linear", fails="linear-init",
    edits=("np.sqrt(2 / (in_dim + out_dim))", "0.01"),
    hint="The weights have a fixed small spread of 0.01. Xavier computes it from d and k.",
)  # fmt: skip
wrong_idea(
    "positive-weights", answer="linear", fails="linear-init",
    edits=("np.random.normal(0, std, (in_dim, out_dim))", "np.random.rand(in_dim, out_dim) * std"),
    hint="np.random.rand gives only positive numbers, from 0 to 1. The weights must be spread "
    "around 0.",
)  # fmt: skip
wrong_idea(
    "mean-one-weights", answer="linear", fails="linear-init",
    edits=("np.random.normal(0, std", "np.random.normal(1, std"),
    hint="The weights have the mean 1. The first argument of np.random.normal is the mean: it "
    "should be 0.",
)  # fmt: skip
wrong_idea(
    "standard-normal-init", answer="linear", fails="linear-init",
    edits=("np.random.normal(0, std, (in_dim, out_dim))", "np.random.randn(in_dim, out_dim)"),
    hint="np.random.randn has the standard deviation 1. Multiply by Xavier's.",
)  # fmt: skip
wrong_idea(
    "zero-weights", answer="linear", fails="linear-init",
    edits=("np.random.normal(0, std, (in_dim, out_dim))", "np.zeros((in_dim, out_dim))"),
    hint="All weights are zero. Then all units do the same and stay the same. Only the biases "
    "start with zeros.",
)  # fmt: skip
wrong_idea(
    "ones-bias", answer="linear", fails="linear-init",
    edits=("self.b = np.zeros(", "self.b = np.ones("),
    hint="The biases start with ones. They should start with zeros.",
)  # fmt: skip


@check
def linear_forward(student, rng):
    """forward(inp) gives inp · w + b."""
    n, d, k = 6, 4, 3
    x, w, b = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
    got = student.run(HELPERS + "layer = ready_linear(w, b)\nlayer.forward(x)", x=x, w=w, b=b)
    what = "Linear.forward(inp)"
    expect(_returned(got, what), x @ w + b, what)


wrong_idea(
    "no-bias", answer="linear", fails="linear-forward",
    edits=("inp @ self.w + self.b", "inp @ self.w"),
    hint="The bias b is not added.",
)  # fmt: skip
wrong_idea(
    "bias-as-out-argument", answer="linear", fails="linear-forward",
    edits=("inp @ self.w + self.b", "np.dot(inp, self.w, self.b)"),
    hint="The third argument of np.dot is the place for the result. It does not add the bias.",
)  # fmt: skip
wrong_idea(
    "bias-subtracted", answer="linear", fails="linear-forward",
    edits=("inp @ self.w + self.b", "inp @ self.w - self.b"),
    hint="The bias is subtracted. It should be added.",
)  # fmt: skip
wrong_idea(
    "linear-no-return", answer="linear", fails="linear-forward",
    edits=("return inp @ self.w + self.b", "self.out = inp @ self.w + self.b"),
    hint="forward computes the output, but does not return it.",
)  # fmt: skip
wrong_idea(
    "relu-inside-linear", answer="linear", fails="linear-forward",
    edits=("return inp @ self.w + self.b", "return np.maximum(0, inp @ self.w + self.b)"),
    hint="You put an activation into the linear layer. Relu is a layer of its own.",
)  # fmt: skip
wrong_idea(
    "weights-transposed-forward", answer="linear", fails="linear-forward",
    edits=("inp @ self.w + self.b", "inp @ self.w.T + self.b"),
    hint="w already has the shape (d, k). In forward it is not transposed.",
)  # fmt: skip

BACKWARD = """
layer = ready_linear(w_before, b_before)
attempt(layer.forward, x_before)
attempt(layer.backward, up_before)
attempt(layer.step, 0.1)
put(layer, "w", w.copy())
put(layer, "b", like(b, layer.b).copy())
if attempt(layer.forward, x) is None:
    layer.inp = x
inp_grad = layer.backward(up)
[layer.dw, layer.db, inp_grad, [layer.w, layer.b]]
"""


@check
def linear_backward(student, rng):
    """backward(up_grad) stores dw = inpᵀ·up_grad, db = its summed rows; returns up_grad·wᵀ."""
    n, d, k = 6, 4, 3
    x, up, w = rng.normal(size=(n, d)), rng.normal(size=(n, k)), rng.normal(size=(d, k))
    x_before, up_before = rng.normal(size=(5, d)), rng.normal(size=(5, k))
    w_before, b, b_before = rng.normal(size=(d, k)), rng.normal(size=k), rng.normal(size=k)
    dw, db, inp_grad, kept = student.run(
        HELPERS + BACKWARD, x=x, up=up, w=w, b=b, x_before=x_before, up_before=up_before,
        w_before=w_before, b_before=b_before,
    )  # fmt: skip
    expect(dw, x.T @ up, "dw after Linear.backward(up_grad)")
    expect(db, up.sum(0, keepdims=True), "db after Linear.backward(up_grad)", bias=True)
    what = "Linear.backward(up_grad)"
    expect(_returned(inp_grad, what), up @ w.T, what)
    for got, name, want in zip(kept, "wb", (w, b.reshape(1, -1)), strict=True):
        expect(got, want, f"{name} after Linear.backward(up_grad)", bias=name == "b")


wrong_idea(
    "dw-averaged", answer="linear", fails="linear-backward",
    edits=("self.inp.T @ up_grad", "self.inp.T @ up_grad / len(up_grad)"),
    hint="You divided dw by the number of samples n. The loss has done that already: here is "
    "only the product.",
)  # fmt: skip
wrong_idea(
    "dw-adds-up", answer="linear", fails="linear-backward",
    edits=("self.dw = self.inp", "self.dw = self.dw + self.inp"),
    hint="dw is added to the dw of the last call. Every backward should replace it.",
)  # fmt: skip
wrong_idea(
    "dw-transposed", answer="linear", fails="linear-backward",
    edits=("self.inp.T @ up_grad", "up_grad.T @ self.inp"),
    hint="Your dw is the transposed matrix. It must have the shape of w: (d, k).",
)  # fmt: skip
wrong_idea(
    "old-input", answer="linear", fails="linear-backward",
    edits=("self.inp = inp", "self.inp = inp if self.inp is None else self.inp"),
    hint="backward used the input of the first forward. It should use the most recent one.",
)  # fmt: skip
wrong_idea(
    "db-mean", answer="linear", fails="linear-backward",
    edits=("np.sum(up_grad, axis=0, keepdims=True)", "np.mean(up_grad, axis=0, keepdims=True)"),
    hint="You took the mean over the rows for db. It is the sum: the 1/n is in the loss already.",
)  # fmt: skip
wrong_idea(
    "db-over-columns", answer="linear", fails="linear-backward",
    edits=("np.sum(up_grad, axis=0, keepdims=True)", "np.sum(up_grad, axis=1, keepdims=True)"),
    hint="For db you summed over the outputs. Sum over the samples (the rows): one number for "
    "each output stays.",
)  # fmt: skip
wrong_idea(
    "db-one-number", answer="linear", fails="linear-backward",
    edits=("np.sum(up_grad, axis=0, keepdims=True)", "np.sum(up_grad)"),
    hint="Your db is one single number. Each output has its own bias, so sum over the rows only.",
)  # fmt: skip
wrong_idea(
    "db-not-summed", answer="linear", fails="linear-backward",
    edits=("np.sum(up_grad, axis=0, keepdims=True)", "up_grad"),
    hint="Your db still has one row for each sample. The bias is shared by all samples: add the "
    "rows up.",
)  # fmt: skip
wrong_idea(
    "db-forgotten", answer="linear", fails="linear-backward",
    edits=("        self.db = np.sum(up_grad, axis=0, keepdims=True)\n", ""),
    hint="db is never computed. It is one of the two gradients to store.",
)  # fmt: skip
wrong_idea(
    "inp-grad-not-transposed", answer="linear", fails="linear-backward",
    edits=("up_grad @ self.w.T", "up_grad @ self.w"),
    hint="On the way back w must be transposed: (n, k) times (k, d) gives (n, d).",
)  # fmt: skip
wrong_idea(
    "returns-dw", answer="linear", fails="linear-backward",
    edits=("return up_grad @ self.w.T", "return self.dw"),
    hint="backward returns dw. It should return the gradient of the input; dw is only stored.",
)  # fmt: skip
wrong_idea(
    "backward-no-return", answer="linear", fails="linear-backward",
    edits=("return up_grad @ self.w.T", "self.inp_grad = up_grad @ self.w.T"),
    hint="backward does not return the gradient of the input. The layer below needs it.",
)  # fmt: skip
wrong_idea(
    "inp-grad-averaged", answer="linear", fails="linear-backward",
    edits=("return up_grad @ self.w.T", "return up_grad @ self.w.T / len(up_grad)"),
    hint="You divided the gradient of the input by n. The 1/n is in the loss already.",
)  # fmt: skip

wrong_idea(
    "backward-takes-a-step", answer="linear", fails="linear-backward",
    edits=(
        "return up_grad @ self.w.T",
        "inp_grad = up_grad @ self.w.T\n        self.step(0.01)\n        return inp_grad",
    ),
    hint="backward has changed the weights. It only computes gradients; step changes w and b.",
)  # fmt: skip

STEP = """
layer = ready_linear(w, b)
put(layer, "dw", dw)
put(layer, "db", like(db, layer.b))
layer.step(lr)
layer.w, layer.b
"""


@check
def linear_step(student, rng):
    """step(lr) subtracts lr·dw from w and lr·db from b."""
    w, dw = rng.normal(size=(2, 4, 3))
    b, db = rng.normal(size=(2, 3))
    got_w, got_b = student.run(HELPERS + STEP, w=w, dw=dw, b=b, db=db, lr=0.3)
    expect(got_w, w - 0.3 * dw, "w after Linear.step(lr)")
    expect(got_b, (b - 0.3 * db).reshape(1, -1), "b after Linear.step(lr)", bias=True)


wrong_idea(
    "step-uphill", answer="linear", fails="linear-step",
    edits=("self.w - lr * self.dw", "self.w + lr * self.dw"),
    hint="You added the gradient to w. To make the loss smaller, go against the gradient.",
)  # fmt: skip
wrong_idea(
    "step-forgets-bias", answer="linear", fails="linear-step",
    edits=("self.b = self.b - lr * self.db", "pass"),
    hint="The step changes w only. The bias b learns too.",
)  # fmt: skip
wrong_idea(
    "step-without-lr", answer="linear", fails="linear-step",
    edits=("self.w - lr * self.dw", "self.w - self.dw"),
    hint="The learning rate is missing in the step of w.",
)  # fmt: skip
wrong_idea(
    "bias-step-without-lr", answer="linear", fails="linear-step",
    edits=("self.b - lr * self.db", "self.b - self.db"),
    hint="The learning rate is missing in the step of b.",
)  # fmt: skip
wrong_idea(
    "step-in-a-local-name", answer="linear", fails="linear-step",
    edits=("self.w = self.w - lr", "w = self.w - lr"),
    hint="w did not change. The new value went into a local name and was lost: store it in self.",
)  # fmt: skip
wrong_idea(
    "step-with-old-weights-only", answer="linear", fails="linear-step",
    edits=("self.w - lr * self.dw", "-lr * self.dw"),
    hint="The old w is lost: the step replaces it by the change alone.",
)  # fmt: skip
wrong_idea(
    "bias-step-uphill", answer="linear", fails="linear-step",
    edits=("self.b - lr * self.db", "self.b + lr * self.db"),
    hint="You added the gradient to b. Go against the gradient, as for w.",
)  # fmt: skip


# ------------------------------------------------------------------ Sigmoid
def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


@check
def sigmoid_forward(student, rng):
    """forward gives 1/(1 + exp(−x)) for every number."""
    x_before, x = rng.uniform(-4, 4, size=(2, 5, 3))
    code = "layer = Sigmoid()\nattempt(layer.forward, x_before)\nlayer.forward(x)"
    got = student.run(HELPERS + code, x=x, x_before=x_before)
    what = "Sigmoid().forward(inp)"
    expect(_returned(got, what), _sigmoid(x), what)


wrong_idea(
    "sigmoid-sign", answer="sigmoid", fails="sigmoid-forward",
    edits=("np.exp(-inp)", "np.exp(inp)"),
    hint="The sign in the exponent is missing: your curve falls from 1 to 0. It should rise.",
)  # fmt: skip
wrong_idea(
    "tanh-for-sigmoid", answer="sigmoid", fails="sigmoid-forward",
    edits=("1 / (1 + np.exp(-inp))", "np.tanh(inp)"),
    hint="This is the tanh, from -1 to 1. The sigmoid goes from 0 to 1.",
)  # fmt: skip
wrong_idea(
    "sigmoid-brackets", answer="sigmoid", fails="sigmoid-forward",
    edits=("1 / (1 + np.exp(-inp))", "1 / 1 + np.exp(-np.maximum(inp, -30))"),
    hint="Brackets are missing: 1 / 1 + e is (1/1) + e. The whole sum belongs under the line.",
)  # fmt: skip
wrong_idea(
    "softmax-for-sigmoid", answer="sigmoid", fails="sigmoid-forward",
    edits=(
        "1 / (1 + np.exp(-inp))",
        "np.exp(np.clip(inp, -30, 30)) / np.exp(np.clip(inp, -30, 30)).sum(1, keepdims=True)",
    ),
    hint="This is the softmax: each row adds up to 1. The sigmoid looks at each number alone.",
)  # fmt: skip


@check
def sigmoid_stable(student, rng):
    """forward gives exactly 0 at −1000 and 1 at +1000, never NaN."""
    small, side = rng.uniform(-4, 4, size=(5, 3)), _sides(rng)
    inputs = {"small": small, "middle": 30 * side, "large": side * rng.uniform(800, 1200, (4, 3))}
    got = student.run("[Sigmoid().forward(x) for x in (small, middle, large)]", **inputs)
    what = "Sigmoid().forward(inp) at ±1000"
    got_small, middle, large = [numbers(part, what) for part in got]
    if agree(got_small, _sigmoid(small), 1e-4):
        expect(large, side > 0, what)
        expect(large[side < 0], np.zeros(6), what)
    else:
        expect(large, _own_limits(middle, side, what), what)


def _sides(rng):
    """−1 and +1 six times each, in random order."""
    return rng.permuted(np.repeat([-1.0, 1.0], 6)).reshape(4, 3)


def _own_limits(middle, side, what):
    """What a function that is not the sigmoid gives at ±30: two different limits."""
    expect(middle.shape, side.shape, "the shape of Sigmoid().forward(inp)")
    high, low = middle[side > 0], middle[side < 0]
    gap = float(high.mean() - low.mean())
    apart = max(high.min() - low.max(), low.min() - high.max())
    problem = "gives the same for large negative and large positive numbers."
    require(apart > 0.1, what, problem, gap)
    return middle


wrong_idea(
    "sigmoid-inf-by-inf", answer="sigmoid", fails="sigmoid-stable",
    edits=("1 / (1 + np.exp(-inp))", "np.exp(inp) / (1 + np.exp(inp))"),
    hint="At +1000 you divide infinity by infinity, which gives NaN. Use the form with 1 above "
    "the line.",
)  # fmt: skip
wrong_idea(
    "sigmoid-nan-to-zero", answer="sigmoid", fails="sigmoid-stable",
    edits=("1 / (1 + np.exp(-inp))", "np.nan_to_num(np.exp(inp) / (1 + np.exp(inp)))"),
    hint="The NaN at +1000 became 0. The right value there is 1.",
)  # fmt: skip
wrong_idea(
    "sigmoid-input-clipped", answer="sigmoid", fails="sigmoid-stable",
    edits=("np.exp(-inp)", "np.exp(-np.clip(inp, -5, 5))"),
    hint="You cut the input off too early, so large inputs do not reach 0 and 1.",
)  # fmt: skip
wrong_idea(
    "sigmoid-output-clipped", answer="sigmoid", fails="sigmoid-stable",
    edits=("1 / (1 + np.exp(-inp))", "np.clip(1 / (1 + np.exp(-inp)), 1e-3, 1 - 1e-3)"),
    hint="You cut the output off, so it never reaches 0 and 1.",
)  # fmt: skip

SIGMOID_BACKWARD = """
layer = Sigmoid()
attempt(layer.forward, x_before)
out = attempt(layer.forward, x)
[layer.backward(up), out]
"""


@check
def sigmoid_backward(student, rng):
    """backward gives up_grad·f·(1 − f), f the output of the most recent forward."""
    x, x_before, up = *rng.uniform(-3, 3, size=(2, 5, 3)), rng.normal(size=(5, 3))
    got, out = student.run(HELPERS + SIGMOID_BACKWARD, x=x, x_before=x_before, up=up)
    f = _sigmoid(x)
    if _varies(out, x.shape) and agree(got, up * out * (1 - out), 1e-4):
        return
    what = "Sigmoid().backward(up_grad)"
    expect(_returned(got, what), up * f * (1 - f), what)


def _varies(out, shape):
    """An output whose f(1 − f) says something: an array with several values, not only 0 and 1."""
    array = isinstance(out, np.ndarray) and out.dtype.kind == "f" and out.shape == shape
    return array and np.ptp(out) > 0.1 and np.abs(out * (1 - out)).max() > 1e-3


wrong_idea(
    "sigmoid-no-chain", answer="sigmoid", fails="sigmoid-backward",
    edits=("up_grad * self.out * (1 - self.out)", "self.out * (1 - self.out)"),
    hint="This is only the derivative of the sigmoid. It must be multiplied by the gradient from "
    "above.",
)  # fmt: skip
wrong_idea(
    "sigmoid-old-output", answer="sigmoid", fails="sigmoid-backward",
    edits=(
        "self.out = 1 / (1 + np.exp(-inp))\n        return self.out",
        "out = 1 / (1 + np.exp(-inp))\n        self.out = out if self.out is None else self.out\n        return out",
    ),
    hint="backward used the output of the first forward. It should use the most recent one.",
)  # fmt: skip
wrong_idea(
    "sigmoid-twice", answer="sigmoid", fails="sigmoid-backward",
    edits=(
        "up_grad * self.out * (1 - self.out)",
        "up_grad / (1 + np.exp(-self.out)) / (1 + np.exp(self.out))",
    ),
    hint="You took the sigmoid of the output: it was applied twice. The output is f already.",
)  # fmt: skip
wrong_idea(
    "sigmoid-plus", answer="sigmoid", fails="sigmoid-backward",
    edits=("(1 - self.out)", "(1 + self.out)"),
    hint="The derivative is f (1 − f), with a minus sign.",
)  # fmt: skip
wrong_idea(
    "sigmoid-derivative-sign", answer="sigmoid", fails="sigmoid-backward",
    edits=("return up_grad *", "return -up_grad *"),
    hint="Your gradient has the wrong sign. In the derivative two minus signs cancel: the "
    "sigmoid rises.",
)  # fmt: skip
wrong_idea(
    "tanh-derivative", answer="sigmoid", fails="sigmoid-backward",
    edits=("self.out * (1 - self.out)", "(1 - self.out**2)"),
    hint="1 − f² is the derivative of tanh. The sigmoid has another one.",
)  # fmt: skip
wrong_idea(
    "sigmoid-half-derivative", answer="sigmoid", fails="sigmoid-backward",
    edits=("self.out * (1 - self.out)", "(1 - self.out)"),
    hint="One factor is missing: the derivative is f times (1 − f).",
)  # fmt: skip
wrong_idea(
    "derivative-of-the-gradient", answer="sigmoid", fails="sigmoid-backward",
    edits=("up_grad * self.out * (1 - self.out)", "up_grad * (1 - up_grad)"),
    hint="You used the gradient from above in place of the output f.",
)  # fmt: skip
wrong_idea(
    "derivative-of-the-input", answer="sigmoid", fails="sigmoid-backward",
    edits=(
        ("self.out = 1", "self.inp = inp\n        self.out = 1"),
        ("self.out * (1 - self.out)", "self.inp * (1 - self.inp)"),
    ),
    hint="You used the input x in place of the output f in f (1 − f).",
)  # fmt: skip


# ------------------------------------------------------------------ MSE
@check
def mse_forward(student, rng):
    """The loss is the sum of all squared errors divided by the number of samples n."""
    p, t = rng.normal(size=(2, 7, 3))
    got = student.run("MSE().forward(p, t)", p=p, t=t)
    what = "MSE().forward(prediction, target)"
    expect(_returned(got, what), np.sum((p - t) ** 2) / 7, what)


wrong_idea(
    "mean-over-elements", answer="mse", fails="mse-forward",
    edits=("np.sum((prediction - target) ** 2) / len(prediction)", "np.mean((prediction - target) ** 2)"),
    hint="This is the mean over all n·k numbers, as in the last notebook. Here the squares of "
    "one sample are added up, and the mean is over the n samples only.",
)  # fmt: skip
wrong_idea(
    "sum-of-squares", answer="mse", fails="mse-forward",
    edits=("** 2) / len(prediction)", "** 2)"),
    hint="This is the sum over all samples. Divide by the number of samples n.",
)  # fmt: skip
wrong_idea(
    "half-mse", answer="mse", fails="mse-forward",
    edits=("/ len(prediction)", "/ len(prediction) / 2"),
    hint="You put the factor 1/2 in front. Some books do, but here the formula has none.",
)  # fmt: skip
wrong_idea(
    "absolute-error", answer="mse", fails="mse-forward",
    edits=("np.sum((prediction - target) ** 2)", "np.sum(np.abs(prediction - target))"),
    hint="This is the absolute error. The errors must be squared.",
)  # fmt: skip
wrong_idea(
    "root-mse", answer="mse", fails="mse-forward",
    edits=("return np.sum((prediction - target) ** 2)", "return np.sum((prediction - target) ** 2) ** 0.5"),
    hint="You took the square root of the sum. Here is no root.",
)  # fmt: skip
wrong_idea(
    "square-of-the-sum", answer="mse", fails="mse-forward",
    edits=("np.sum((prediction - target) ** 2)", "np.sum(prediction - target) ** 2"),
    hint="You added the errors first and squared the sum, so errors cancel. Square each error first.",
)  # fmt: skip
wrong_idea(
    "divided-by-outputs", answer="mse", fails="mse-forward",
    edits=("/ len(prediction)", "/ prediction.shape[1]"),
    hint="You divided by the number of outputs k. Divide by the number of samples n.",
)  # fmt: skip
wrong_idea(
    "one-loss-per-sample", answer="mse", fails="mse-forward",
    edits=("np.sum((prediction - target) ** 2)", "np.sum((prediction - target) ** 2, axis=1)"),
    hint="The loss has one number for each sample. It should be one number for the whole batch.",
)  # fmt: skip

MSE_BACKWARD = """
loss = MSE()
attempt(loss.forward, p_before, t_before)
attempt(loss.backward)
attempt(loss.forward, p, t)
loss.backward()
"""


@check
def mse_backward(student, rng):
    """backward() gives 2(prediction − target)/n for the most recent forward."""
    p, t = rng.normal(size=(2, 7, 3))
    p_before, t_before = rng.normal(size=(2, 5, 3))
    got = student.run(HELPERS + MSE_BACKWARD, p=p, t=t, p_before=p_before, t_before=t_before)
    what = "MSE().backward()"
    expect(_returned(got, what), 2 * (p - t) / 7, what)


wrong_idea(
    "gradient-over-elements", answer="mse", fails="mse-backward",
    edits=("/ len(self.prediction)", "/ self.prediction.size"),
    hint="You divided by all n·k numbers, as in the last notebook. Here divide by the number of "
    "samples n.",
)  # fmt: skip
wrong_idea(
    "gradient-not-averaged", answer="mse", fails="mse-backward",
    edits=(" / len(self.prediction)", ""),
    hint="The division by the number of samples n is missing.",
)  # fmt: skip
wrong_idea(
    "gradient-without-2", answer="mse", fails="mse-backward",
    edits=("return 2 * (self", "return (self"),
    hint="The factor 2 from the derivative of the square is missing.",
)  # fmt: skip
wrong_idea(
    "gradient-sign", answer="mse", fails="mse-backward",
    edits=("(self.prediction - self.target)", "(self.target - self.prediction)"),
    hint="The sign is wrong: a prediction that is too large must have a positive gradient.",
)  # fmt: skip
wrong_idea(
    "gradient-averaged-twice", answer="mse", fails="mse-backward",
    edits=("/ len(self.prediction)", "/ len(self.prediction) ** 2"),
    hint="You divided by n twice. Once is right.",
)  # fmt: skip
wrong_idea(
    "gradient-summed-over-outputs", answer="mse", fails="mse-backward",
    edits=(
        "return 2 * (self.prediction - self.target)",
        "return 2 * np.sum(self.prediction - self.target, axis=1, keepdims=True)",
    ),
    hint="You added up the outputs. Each output of each sample has its own gradient.",
)  # fmt: skip
wrong_idea(
    "gradient-of-first-forward", answer="mse", fails="mse-backward",
    edits=(
        "self.prediction, self.target = prediction, target",
        "if self.prediction is None:\n            self.prediction, self.target = prediction, target",
    ),
    hint="backward used the numbers of the first forward. It should use the most recent ones.",
)  # fmt: skip


# ------------------------------------------------------------------ MLP
# Layers and a loss that compute nothing: they note what they are given and give random
# arrays back. Made from the student's own classes, so that isinstance(layer, Linear) holds.
STAND_INS = """
def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception:
        return None

def own(name):
    found = student.get(name)
    return found if isinstance(found, type) else object

class Replay:
    def __init__(self, out, down, **parameters):
        self.out, self.down = out, down
        self.__dict__.update({name: value.copy() for name, value in parameters.items()})
        self.forget()

    def forget(self):
        self.inputs, self.ups, self.rates = [], [], []

    def __call__(self, inp):
        return self.forward(inp)

    def forward(self, inp):
        self.inp = np.array(inp)
        self.inputs.append(self.inp)
        return self.out.copy()

    def backward(self, up_grad):
        self.ups.append(np.array(up_grad))
        return self.down.copy()

    def step(self, lr):
        self.rates.append(float(lr))

class Linear(Replay, own("Linear")):
    w = b = dw = db = inp = out = down = None

class Relu(Replay, own("Relu")):
    inp = out = down = None

class MSE(own("MSE")):
    prediction = target = loss = None

    def __init__(self):
        pass

    def __call__(self, prediction, target):
        return self.forward(prediction, target)

    def forward(self, prediction, target):
        self.prediction, self.target = np.array(prediction), np.array(target)
        self.loss = 1.0
        return self.loss

    def backward(self):
        return up.copy()

first = Linear(out1, down1, w=w1, b=b1, dw=dw1, db=db1)
relu = Relu(out2, down2)
last = Linear(out3, down3, w=w2, b=b2, dw=dw2, db=db2)
layers, cost = [first, relu, last], MSE()
"""
PARAMETERS = "[first.w, first.b, last.w, last.b]"
NAMES = (
    "w of the first layer",
    "b of the first layer",
    "w of the last layer",
    "b of the last layer",
)


def _recordings(rng, n=6, d=3, h=5, k=2):
    """Random arrays for the stand-ins: outputs, gradients, parameters."""
    sizes = {
        "x": (n, d), "y": (n, k), "out1": (n, h), "out2": (n, h), "out3": (n, k), "up": (n, k),
        "down3": (n, h), "down2": (n, h), "down1": (n, d), "w1": (d, h), "b1": (1, h),
        "w2": (h, k), "b2": (1, k), "dw1": (d, h), "db1": (1, h), "dw2": (h, k), "db2": (1, k),
    }  # fmt: skip
    return {name: rng.normal(size=size) for name, size in sizes.items()}


def _expect_given(given, wanted, what, problem):
    """Each layer was given this array, as often as it was called, and at least once."""
    right = all(
        arrays and all(agree(_array(array), want) for array in arrays)
        for arrays, want in zip(given, wanted, strict=True)
    )
    require(right, what, problem, [[_array(array) for array in arrays] for arrays in given])


def _array(value):
    """A noted argument as floats; anything else than numbers as NaN."""
    value = np.asarray(value)
    return value.astype(float) if value.dtype.kind in "biuf" else np.full(1, np.nan)


def _expect_parameters(got, wanted, what, problem):
    """The parameters are these; `problem` is said of those that are not."""
    wrong = []
    for value, want, name in zip(got, wanted, NAMES, strict=True):
        value = numbers(value, f"{name} after {what}")
        fits = value.shape in (want.shape, want.shape[1:])
        told = f"has shape {value.shape}; expected {want.shape}."
        require(fits, f"{name} after {what}", told, list(value.shape))
        if not agree(value.reshape(want.shape), want, tolerance_of(value)):
            wrong.append(name)
    observed = np.concatenate([np.ravel(value) for value in got])
    require(not wrong, what, f"{problem} {', '.join(wrong)}.", observed)


FORWARD = """
net = MLP(layers, cost, 0.1)

def tried(function):
    for layer in layers:
        layer.forget()
    return [function(x), [layer.inputs for layer in layers]]

[tried(net.forward), tried(net)]
"""


@check
def mlp_forward(student, rng):
    """forward(inp) and net(inp) both return the output of the last layer."""
    known = _recordings(rng)
    results = student.run(STAND_INS + FORWARD, **known)
    problem = "Each layer should get the output of the layer before it, the first one the input."
    for (got, inputs), what in zip(results, ("MLP.forward(inp)", "net(inp)"), strict=True):
        _expect_given(inputs, [known["x"], known["out1"], known["out2"]], what, problem)
        expect(_returned(got, what), known["out3"], what)


wrong_idea(
    "call-returns-nothing", answer="mlp", fails="mlp-forward",
    edits=("return self.forward(inp)", "self.forward(inp)"),
    hint="__call__ runs forward, but the word return is missing: net(x) gives None.",
)  # fmt: skip
wrong_idea(
    "forward-skips-last-layer", answer="mlp", fails="mlp-forward",
    edits=("for layer in self.layers:\n            inp", "for layer in self.layers[:-1]:\n            inp"),
    hint="The last layer is left out.",
)  # fmt: skip
wrong_idea(
    "forward-not-chained", answer="mlp", fails="mlp-forward",
    edits=("inp = layer(inp)\n        return inp", "out = layer(inp)\n        return out"),
    hint="Every layer gets the first input. It should get the output of the layer before it.",
)  # fmt: skip
wrong_idea(
    "forward-from-last-to-first", answer="mlp", fails="mlp-forward",
    edits=("for layer in self.layers:\n            inp = layer(inp)", "for layer in self.layers[::-1]:\n            inp = layer(inp)"),
    hint="forward goes through the layers from the last to the first. Only backward does that.",
)  # fmt: skip
wrong_idea(
    "forward-returns-in-the-loop", answer="mlp", fails="mlp-forward",
    edits=("inp = layer(inp)\n        return inp", "inp = layer(inp)\n            return inp"),
    hint="The return stands inside the loop, so only the first layer is used.",
)  # fmt: skip
wrong_idea(
    "forward-without-return", answer="mlp", fails="mlp-forward",
    edits=("inp = layer(inp)\n        return inp", "inp = layer(inp)"),
    hint="forward does not return the prediction.",
)  # fmt: skip

BACKWARD_NET = f"""
net = MLP(layers, cost, 0.1)
attempt(lambda: net.loss(net.forward(x), y))
for layer in layers:
    layer.forget()
net.backward()
[[layer.ups for layer in layers], [layer.rates for layer in layers], {PARAMETERS}]
"""


@check
def mlp_backward(student, rng):
    """backward() hands the loss's gradient down through the layers, last to first."""
    known, what = _recordings(rng), "MLP.backward()"
    ups, rates, parameters = student.run(STAND_INS + BACKWARD_NET, **known)
    problem = "Each layer should get what the layer above it returned, the last layer what the loss returned."
    wanted = [known["down2"], known["down3"], known["up"]]
    _expect_given(ups, wanted, what, problem)
    problem = "runs the backward of a layer more than once."
    require([len(part) for part in ups] == [1, 1, 1], what, problem, [len(part) for part in ups])
    stepped = [len(part) for part in rates]
    require(stepped == [0, 0, 0], what, "has called step. That is the work of update.", stepped)
    _expect_parameters(parameters, [known[n] for n in ("w1", "b1", "w2", "b2")], what, "changes")


wrong_idea(
    "backward-in-forward-order", answer="mlp", fails="mlp-backward",
    edits=("in reversed(self.layers)", "in self.layers"),
    hint="backward goes through the layers from the first to the last. The gradient must start "
    "at the last layer.",
)  # fmt: skip
wrong_idea(
    "backward-not-chained", answer="mlp", fails="mlp-backward",
    edits=("grad = layer.backward(grad)", "layer.backward(grad)"),
    hint="Every layer gets the gradient of the loss. It should get what the layer above it returned.",
)  # fmt: skip
wrong_idea(
    "backward-from-ones", answer="mlp", fails="mlp-backward",
    edits=("grad = self.loss_fun.backward()", "grad = np.ones_like(self.loss_fun.backward())"),
    hint="You started with ones. Start with the gradient that the loss gives.",
)  # fmt: skip
wrong_idea(
    "backward-skips-first-layer", answer="mlp", fails="mlp-backward",
    edits=("in reversed(self.layers)", "in self.layers[:0:-1]"),
    hint="The first layer is left out, so it never learns.",
)  # fmt: skip
wrong_idea(
    "backward-steps-too", answer="mlp", fails="mlp-backward",
    edits=("grad = layer.backward(grad)", "grad = layer.backward(grad)\n            layer.step(self.lr)"),
    hint="backward has changed the weights. Changing them is the work of update.",
)  # fmt: skip
wrong_idea(
    "lr-in-backward", answer="mlp", fails="mlp-backward",
    edits=("grad = self.loss_fun.backward()", "grad = self.lr * self.loss_fun.backward()"),
    hint="The gradient is multiplied by the learning rate. The rate belongs into the step.",
)  # fmt: skip
wrong_idea(
    "backward-sign", answer="mlp", fails="mlp-backward",
    edits=("grad = self.loss_fun.backward()", "grad = -self.loss_fun.backward()"),
    hint="The gradient has the wrong sign. The minus of gradient descent stands in the step.",
)  # fmt: skip

UPDATE = f"""
net = MLP(layers, cost, lr)
attempt(lambda: net.loss(net.forward(x), y))
attempt(net.backward)
first.__dict__.update(w=w1.copy(), b=b1.copy(), dw=dw1, db=db1)
last.__dict__.update(w=w2.copy(), b=b2.copy(), dw=dw2, db=db2)
for layer in layers:
    layer.forget()
net.update()
[[first.rates, last.rates], {PARAMETERS}]
"""


@check
def mlp_update(student, rng):
    """update() takes one step of every layer with the network's learning rate."""
    known, what, lr = _recordings(rng), "MLP.update()", float(rng.uniform(0.02, 0.05))
    rates, got = student.run(STAND_INS + UPDATE, lr=lr, **known)
    names = ("w1", "b1", "w2", "b2")
    if not any(rates):
        wanted = [known[name] - lr * known["d" + name] for name in names]
        return _expect_parameters(got, wanted, what, "leaves wrong values in:")
    told = [
        f"{name} layer {len(part)}" for name, part in zip(("first", "last"), rates, strict=True)
    ]
    problem = f"should call step once on every layer. Calls: {', '.join(told)}."
    require([len(part) for part in rates] == [1, 1], what, problem, np.ravel(sum(rates, [])))
    problem = "calls step with another number than the network's learning rate."
    require(agree(rates, [[lr], [lr]]), what, problem, np.ravel(rates))
    problem = "calls step, and changes by itself:"
    _expect_parameters(got, [known[name] for name in names], what, problem)


wrong_idea(
    "update-only-last-layer", answer="mlp", fails="mlp-update",
    edits=("for layer in self.layers:\n            layer.step", "for layer in self.layers[-1:]:\n            layer.step"),
    hint="Only the last layer took a step. Every layer must.",
)  # fmt: skip
wrong_idea(
    "update-skips-last-layer", answer="mlp", fails="mlp-update",
    edits=("for layer in self.layers:\n            layer.step", "for layer in self.layers[:-1]:\n            layer.step"),
    hint="The last layer took no step.",
)  # fmt: skip
wrong_idea(
    "update-fixed-lr", answer="mlp", fails="mlp-update",
    edits=("layer.step(self.lr)", "layer.step(0.01)"),
    hint="The learning rate 0.01 is written into the code. Use the one the network was given.",
)  # fmt: skip
wrong_idea(
    "update-uphill", answer="mlp", fails="mlp-update",
    edits=("layer.step(self.lr)", "layer.step(-self.lr)"),
    hint="Your step goes uphill. step subtracts already: give it the plain learning rate.",
)  # fmt: skip
wrong_idea(
    "update-twice", answer="mlp", fails="mlp-update",
    edits=("layer.step(self.lr)", "layer.step(self.lr)\n            layer.step(self.lr)"),
    hint="Every layer took its step twice.",
)  # fmt: skip
wrong_idea(
    "update-does-nothing", answer="mlp", fails="mlp-update",
    edits=("layer.step(self.lr)", "layer.step"),
    hint="No weight has changed. A method without brackets is only named, not called.",
)  # fmt: skip

# What the stand-ins of `mlp-train` give back depends on the rows of the batch and on the
# moment: how many batches were trained on before.
TRAIN = """
def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception:
        return None

def own(name):
    found = student.get(name)
    return found if isinstance(found, type) else object

def places(values, table):
    values = np.asarray(values, float)
    if values.ndim != 2 or values.shape[1] != table.shape[1]:
        raise ValueError(f"got shape {values.shape}, expected (rows, {table.shape[1]})")
    return np.abs(values[:, None] - table).max(axis=2).argmin(axis=1)

log = []

def moment():
    return min(len(log), len(predictions) - 1)

def note():
    moved = [first.rate, first.w.copy(), last.rate, last.w.copy()]
    log.append([first.inp, cost.prediction, cost.target, first.up, last.up, moved])

class Replay:
    inp = out = up = None
    rows = ()

    def __init__(self, came, out, down, **parameters):
        self.tables, self.rate = (came, out, down), 0.0
        self.__dict__.update({name: value.copy() for name, value in parameters.items()})

    def __call__(self, inp):
        return self.forward(inp)

    def forward(self, inp):
        self.inp, self.rows = np.array(inp), places(inp, self.tables[0])
        self.out = (predictions[moment()] if self is last else self.tables[1])[self.rows]
        return self.out.copy()

    def backward(self, up_grad):
        self.up = np.array(up_grad)
        if self is first:
            note()
        return self.tables[2][self.rows]

    def step(self, lr):
        self.rate += float(lr)

class Linear(Replay, own("Linear")):
    w = b = dw = db = None

class Relu(Replay, own("Relu")):
    pass

class MSE(own("MSE")):
    prediction = target = loss = None

    def __init__(self):
        pass

    def __call__(self, prediction, target):
        return self.forward(prediction, target)

    def forward(self, prediction, target):
        self.prediction, self.target = np.array(prediction), np.array(target)
        flat = predictions.reshape(-1, predictions.shape[2])
        self.loss = float(costs.ravel()[places(prediction, flat)].mean())
        return self.loss

    def backward(self):
        return ups[places(self.target, targets)]

first = Linear(rows, out1, down1, w=w1, b=b1, dw=dw1, db=db1)
relu = Relu(out1, out2, down2)
last = Linear(out2, out2, down3, w=w2, b=b2, dw=dw2, db=db2)
layers, cost = [first, relu, last], MSE()

class Net(MLP):
    def __call__(self, inp):
        return self.forward(inp)

    def forward(self, inp):
        attempt(super().forward, inp)
        first.forward(inp)
        return predictions[moment()][first.rows]

    def loss(self, prediction, target):
        return cost(prediction, target)

    def backward(self, *_):
        first.up = last.up = None
        note()

    def update(self, *_):
        first.rate, last.rate = first.rate + lr, last.rate + lr

net = Net(layers, cost, lr)
result = net.train(x, y, x_test, y_test, epochs, batch_size)
[result, log, [first.rate, first.w, last.rate, last.w]]
"""
EPOCHS, BATCH, LR, ROWS, TEST_ROWS = 3, 4, 0.02, 11, 5


@check
def mlp_train(student, rng):
    """Each epoch uses every training row once, in batches; two lists of one loss per epoch."""
    known = _tables(rng)
    x, x_test = known["rows"][:ROWS], known["rows"][ROWS:]
    y, y_test = known["targets"][:ROWS], known["targets"][ROWS:]
    result, log, moved = student.run(
        TRAIN, x=x, y=y, x_test=x_test, y_test=y_test, epochs=EPOCHS, batch_size=BATCH, lr=LR,
        **known,
    )  # fmt: skip
    losses = _epoch_losses(result)
    batches = _training_rows([entry[0] for entry in log], x)
    _require_all_rows(batches, len(x))
    for rows, (_, prediction, target, first_up, last_up, _), moment in zip(
        batches, log, range(len(log)), strict=True
    ):
        _require_pairs(rows, prediction, target, known, moment)
        _require_ups(rows, first_up, last_up, known)
    _require_steps([entry[5] for entry in log] + [moved], known)
    _require_losses(losses, batches, known["costs"])


def _tables(rng, d=3, h=5, k=2):
    """For each row of the data, what the stand-ins give back."""
    known, count = _recordings(rng, ROWS + TEST_ROWS, d, h, k), EPOCHS * math.ceil(ROWS / BATCH) + 6
    known["rows"], known["targets"], known["ups"] = (known.pop(name) for name in ("x", "y", "up"))
    known.pop("out3")
    known["predictions"] = rng.normal(size=(count, ROWS + TEST_ROWS, k))
    known["costs"] = rng.uniform(0.5, 2, size=(count, ROWS + TEST_ROWS))
    for name in ("dw1", "dw2"):
        known[name] = np.sign(known[name]) + known[name]
    return known


def _epoch_losses(result):
    """The two sequences of EPOCHS losses."""
    what = "MLP.train(...)"
    _returned(result, what)
    pair = isinstance(result, (tuple, list)) or getattr(result, "ndim", 0) > 0
    problem = "should return two sequences: (train_losses, test_losses)."
    require(pair and len(result) == 2, what, problem, len(result) if pair else -1.0)
    both = [numbers(part, what).astype(float).ravel() for part in result]
    sizes = [part.size for part in both]
    problem = f"should return one loss per epoch in each list: {EPOCHS} epochs, got {sizes} losses."
    require(sizes == [EPOCHS, EPOCHS], what, problem, sizes)
    require(np.isfinite(both).all(), what, "returns a loss that is NaN or infinite.", 1.0)
    return both


def _training_rows(inputs, x):
    """For each trained batch, the numbers of its rows in x."""
    what, gaps = "the batches of MLP.train(...)", []
    require(len(inputs) > 0, what, "are never given to backward.", 0.0)
    for batch in inputs:
        batch = numbers(batch, what)
        fits = batch.ndim == 2 and batch.shape[1] == x.shape[1] and len(batch) > 0
        require(fits, what, "do not have the shape (batch size, d).", list(batch.shape))
        gaps.append(np.abs(batch[:, None, :] - x[None, :, :]).max(axis=2))
    foreign = [float(gap.min(axis=1).max() > 1e-4) for gap in gaps]
    problem = "contain rows that are not training rows. Never train on test rows."
    require(not any(foreign), what, problem, foreign)
    return [gap.argmin(axis=1) for gap in gaps]


def _require_all_rows(batches, n):
    what, per_epoch = "the batches of MLP.train(...)", math.ceil(n / BATCH)
    sizes = [len(rows) for rows in batches]
    problem = f"should be {per_epoch} in each epoch ({n} rows, batch size {BATCH}): sizes {sizes}."
    epochs = [sizes[i : i + per_epoch] for i in range(0, len(sizes), per_epoch)]
    whole = all(sum(part) == n and max(part) <= BATCH for part in epochs)
    require(len(sizes) == EPOCHS * per_epoch and whole, what, problem, sizes)
    for i in range(0, len(batches), per_epoch):
        rows = np.sort(np.concatenate(batches[i : i + per_epoch]))
        problem = "do not hold every training row exactly once in an epoch."
        require(np.array_equal(rows, np.arange(n)), what, problem, 1.0)


def _require_pairs(rows, prediction, target, known, moment):
    """The last loss before backward was that of this batch: its predictions, its targets."""
    what = "the batches of MLP.train(...)"
    problem = "do not give each prediction its own target: rows of x and y are mixed up."
    require(agree(_array(target), known["targets"][rows], 1e-4), what, problem, 1.0)
    problem = "are used for backward without forward and loss of the same batch before it."
    require(agree(_array(prediction), known["predictions"][moment][rows], 1e-4), what, problem, 1.0)


def _require_ups(rows, first_up, last_up, known):
    """Where train calls the layers itself: the gradients it hands down."""
    problem = "Each layer should get what the layer above it returned, the last layer what the loss returned."
    for up, table in ((first_up, known["down2"]), (last_up, known["ups"])):
        fits = up is None or agree(_array(up), table[rows], 1e-4)
        require(fits, "the gradients in MLP.train(...)", problem, 1.0)


def _require_steps(moments, known):
    """Between two batches both layers move by one learning rate: by step or by hand."""
    done = []
    for first_rate, first_w, last_rate, last_w in moments:
        pairs = ((first_rate, first_w, "1"), (last_rate, last_w, "2"))
        done.append([_lr_used(rate, w, known, which) / LR for rate, w, which in pairs])
    steps = np.diff(np.array(done), axis=0)
    problem = "should move once for each batch: first backward, then update."
    require(
        agree(steps, np.ones_like(steps), 1e-3), "the weights in MLP.train(...)", problem, steps
    )


def _lr_used(rate, w, known, which):
    """The sum of the learning rates of all steps of one layer."""
    w, old = numbers(w, "w after MLP.train(...)"), known["w" + which]
    problem = f"has shape {w.shape}; expected {old.shape}."
    require(w.shape == old.shape, "w after MLP.train(...)", problem, list(w.shape))
    return number(rate, "the learning rate") + float(np.mean((old - w) / known["dw" + which]))


def _require_losses(losses, batches, costs):
    train, test = losses
    right_train, right_test = _acceptable(batches, costs)
    problem = "The training loss of an epoch should be the mean of its batch losses."
    right = any(agree(train, want, 1e-4) for want in right_train)
    require(right, "train_losses of MLP.train(...)", problem, train / right_train[0], 1e-4)
    problem = "The test loss of an epoch should be the loss of the test rows after the epoch."
    right = any(agree(test, want, 1e-4) for want in right_test)
    require(right, "test_losses of MLP.train(...)", problem, test / right_test[0], 1e-4)


def _acceptable(batches, costs):
    """Training and test losses per epoch in every reading that counts as right."""
    per_epoch, train, test = math.ceil(ROWS / BATCH), [], []
    for start in range(0, len(batches), per_epoch):
        now = range(start, start + per_epoch)
        means, sizes = [costs[i, batches[i]].mean() for i in now], [len(batches[i]) for i in now]
        after, later = costs[start + per_epoch, :ROWS], costs[start + per_epoch, ROWS:]
        train.append([np.mean(means), np.average(means, weights=sizes), *_means(after)])
        test.append(_means(later))
    return np.transpose(train), np.transpose(test)


def _means(values):
    """The mean, and the mean of the means of batches."""
    return values.mean(), np.mean(
        [values[i : i + BATCH].mean() for i in range(0, len(values), BATCH)]
    )


wrong_idea(
    "drops-last-batch", answer="mlp", fails="mlp-train",
    edits=("range(0, n, batch_size)", "range(0, n - batch_size + 1, batch_size)"),
    hint="The last, smaller batch is left out, so some rows are never used in an epoch.",
)  # fmt: skip
wrong_idea(
    "shuffles-x-only", answer="mlp", fails="mlp-train",
    edits=("y_train[rows]", "y_train[start : start + batch_size]"),
    hint="The rows of x are shuffled, those of y are not. Use the same row numbers for both.",
)  # fmt: skip
wrong_idea(
    "trains-on-test-rows", answer="mlp", fails="mlp-train",
    edits=(
        "            test_losses.append(self.loss(self.forward(x_test), y_test))",
        "            test_losses.append(self.loss(self.forward(x_test), y_test))\n"
        "            self.backward()\n            self.update()",
    ),
    hint="backward and update were called for the test rows. Only compute their loss.",
)  # fmt: skip
wrong_idea(
    "never-updates", answer="mlp", fails="mlp-train",
    edits=("                self.update()\n", ""),
    hint="update is never called: the weights stay as they were.",
)  # fmt: skip
wrong_idea(
    "never-calls-backward", answer="mlp", fails="mlp-train",
    edits=("                self.backward()\n", ""),
    hint="backward is never called, so update has no new gradients to work with.",
)  # fmt: skip
wrong_idea(
    "update-before-backward", answer="mlp", fails="mlp-train",
    edits=(
        "                self.backward()\n                self.update()",
        "                self.update()\n                self.backward()",
    ),
    hint="update comes before backward, so each step uses the gradients of an older batch.",
)  # fmt: skip
wrong_idea(
    "one-update-per-epoch", answer="mlp", fails="mlp-train",
    edits=("                self.update()\n", "            self.update()\n"),
    hint="update is called once per epoch. It belongs inside the loop over the batches.",
)  # fmt: skip
wrong_idea(
    "rows-with-replacement", answer="mlp", fails="mlp-train",
    edits=("np.random.permutation(n)", "np.random.randint(0, n, n)"),
    hint="The rows are drawn at random with repetition, so some come twice and some never.",
)  # fmt: skip
wrong_idea(
    "whole-set-at-once", answer="mlp", fails="mlp-train",
    edits=(
        ("range(0, n, batch_size)", "range(0, n, n)"),
        ("order[start : start + batch_size]", "order"),
    ),
    hint="The whole training set went through in one step. Use batches of batch_size rows.",
)  # fmt: skip
wrong_idea(
    "always-the-first-batch", answer="mlp", fails="mlp-train",
    edits=("rows = order[start : start + batch_size]", "rows = order[:batch_size]"),
    hint="Every step uses the first rows again. Take the next rows for each batch.",
)  # fmt: skip
wrong_idea(
    "one-batch-per-row", answer="mlp", fails="mlp-train",
    edits=("rows = order[start : start + batch_size]", "rows = order[start : start + 1]"),
    hint="Each batch has only one row. It should have batch_size rows.",
)  # fmt: skip
wrong_idea(
    "loss-per-batch", answer="mlp", fails="mlp-train",
    edits=("train_losses.append(np.mean(batch_losses))", "train_losses.extend(batch_losses)"),
    hint="You returned one training loss for each batch. Take the mean: one number per epoch.",
)  # fmt: skip
wrong_idea(
    "loss-summed-over-batches", answer="mlp", fails="mlp-train",
    edits=("np.mean(batch_losses)", "np.sum(batch_losses)"),
    hint="The training loss is the sum of the batch losses. Take their mean.",
)  # fmt: skip
wrong_idea(
    "batch-losses-by-n", answer="mlp", fails="mlp-train",
    edits=("np.mean(batch_losses)", "np.sum(batch_losses) / n"),
    hint="You divided the sum of batch losses by the number of rows. Each batch loss is a mean "
    "already: divide by the number of batches.",
)  # fmt: skip
wrong_idea(
    "last-batch-loss", answer="mlp", fails="mlp-train",
    edits=("np.mean(batch_losses)", "batch_losses[-1]"),
    hint="The training loss is that of the last batch only. Take the mean over all batches.",
)  # fmt: skip
wrong_idea(
    "losses-pile-up", answer="mlp", fails="mlp-train",
    edits=(
        ("train_losses, test_losses = [], []", "train_losses, test_losses, batch_losses = [], [], []"),
        ("            batch_losses = []\n", ""),
    ),
    hint="The list of batch losses is never emptied, so old epochs count in the mean. Start it "
    "anew in each epoch.",
)  # fmt: skip
wrong_idea(
    "test-loss-from-training-rows", answer="mlp", fails="mlp-train",
    edits=("self.loss(self.forward(x_test), y_test)", "self.loss(self.forward(x_train), y_train)"),
    hint="The test losses were computed from the training rows.",
)  # fmt: skip
wrong_idea(
    "losses-swapped", answer="mlp", fails="mlp-train",
    edits=("return train_losses, test_losses", "return test_losses, train_losses"),
    hint="The two lists are swapped: the training losses come first.",
)  # fmt: skip
wrong_idea(
    "only-training-losses", answer="mlp", fails="mlp-train",
    edits=("return train_losses, test_losses", "return train_losses"),
    hint="Only the training losses are returned. Return both lists.",
)  # fmt: skip
wrong_idea(
    "returns-after-one-epoch", answer="mlp", fails="mlp-train",
    edits=("        return train_losses, test_losses", "            return train_losses, test_losses"),
    hint="The return stands inside the loop, so training ends after the first epoch.",
)  # fmt: skip
wrong_idea(
    "train-returns-nothing", answer="mlp", fails="mlp-train",
    edits=("return train_losses, test_losses", "print(train_losses, test_losses)"),
    hint="train returns nothing. Return both lists of losses.",
)  # fmt: skip

# ------------------------------------------------------------------ prepare
PREPARE = """
def call(random_state):
    return prepare(X.copy(), y.copy(), test_size=0.25, random_state=random_state)

def looked_at(X_train, X_test, y_train, y_test, scaler_y):
    parts = [np.asarray(part) for part in (X_train, X_test, y_train, y_test)]
    backs = [attempt(scaler_y.inverse_transform, part) for part in (y_train, y_test)]
    again, another = np.asarray(call(seed)[0]), np.asarray(call(other)[0])
    same = [float(np.array_equal(parts[0], again)), float(np.array_equal(parts[0], another))]
    return [parts, backs, same]

result = call(seed)
count = len(result) if isinstance(result, (tuple, list)) else int(result is not None)
[count, looked_at(*result) if count == 5 else None]
"""
PARTS = ("X_train", "X_test", "y_train", "y_test")


@check
def prepare_no_leak(student, rng):
    """prepare splits first; both scalers know the training part only."""
    X, y = rng.normal(3, 2, size=(40, 3)), rng.normal(5, 3, size=(40, 1))
    seed, other = (int(number) for number in rng.choice(1000, 2, replace=False))
    odd = _test_rows(seed)
    X[odd[0]] += 60
    y[odd[1]] += 70
    count, found = student.run(HELPERS + PREPARE, X=X, y=y, seed=seed, other=other)
    problem = "should return five things: X_train, X_test, y_train, y_test, scaler_y."
    require(count == 5, "prepare(...)", f"{problem} It returned {count}.", count)
    parts, backs, same = found
    _require_sizes(parts)
    train, test = _split_rows(backs, y)
    problem = "should use random_state: the same one gives the same split, another one another."
    require(same == [1.0, 0.0], "prepare(X, y, test_size, random_state)", problem, same)
    wanted = zip(parts, PARTS, (X, X, y, y), (train, test) * 2, strict=True)
    wrong = [
        name for got, name, values, rows in wanted
        if not agree(got, _scaled(values, train, rows, got), tolerance_of(got))
    ]  # fmt: skip
    problem = f"is not scaled with mean and std of the training part: {', '.join(wrong)}."
    require(not wrong, "the result of prepare(...)", problem, dict(zip(PARTS, parts, strict=True)))


def _test_rows(seed):
    """The rows that scikit-learn puts into the test part: outliers there show every leak."""
    from sklearn.model_selection import train_test_split

    return train_test_split(np.arange(40), test_size=0.25, random_state=seed)[1]


def _require_sizes(parts):
    for part, name, columns in zip(parts, PARTS, (3, 3, 1, 1), strict=True):
        shape = numbers(part, f"{name} of prepare(...)").shape
        wanted = (30 if "train" in name else 10, columns)
        problem = f"has shape {shape}; expected {wanted} for 40 rows with test_size=0.25."
        require(shape == wanted, f"{name} of prepare(...)", problem, list(shape))


def _split_rows(backs, y):
    """The row numbers of the training and the test part, from their unscaled y."""
    what, found = "scaler_y of prepare(...)", []
    for back in backs:
        problem = "does not bring y_train and y_test back: scaler_y.inverse_transform fails."
        require(back is not None, what, problem, 1.0)
        back = numbers(back, what).astype(float).reshape(-1, 1)
        gaps = np.abs(back - y[:, 0])
        problem = "does not bring y_train and y_test back to the values of y."
        require(gaps.min(axis=1).max() < 1e-3 * np.abs(y).max(), what, problem, back)
        found.append(gaps.argmin(axis=1))
    problem = "does not hold every row exactly once in its two parts."
    whole = np.array_equal(np.sort(np.concatenate(found)), np.arange(len(y)))
    require(whole, "the result of prepare(...)", problem, 1.0)
    return found


def _scaled(values, train, rows, got):
    """Standardised by the training rows, ddof 0 (or 1 if that is what came)."""
    known = values[train]
    choices = [(values[rows] - known.mean(0)) / known.std(0, ddof=ddof) for ddof in (0, 1)]
    return choices[agree(got, choices[1])]


wrong_idea(
    "scaled-before-the-split", answer="prepare", fails="prepare-no-leak",
    edits=(
        ("StandardScaler().fit(X_train)", "StandardScaler().fit(X)"),
        ("StandardScaler().fit(y_train)", "StandardScaler().fit(y)"),
    ),
    hint="The scalers were fitted on all rows, so the test rows leak into the training. Fit "
    "them on the training part only.",
)  # fmt: skip
wrong_idea(
    "x-scaler-knows-all", answer="prepare", fails="prepare-no-leak",
    edits=("StandardScaler().fit(X_train)", "StandardScaler().fit(X[:, :])"),
    hint="The scaler of X was fitted on all rows. Fit it on X_train only.",
)  # fmt: skip
wrong_idea(
    "y-scaler-knows-all", answer="prepare", fails="prepare-no-leak",
    edits=("StandardScaler().fit(y_train)", "StandardScaler().fit(y)"),
    hint="The scaler of y was fitted on all rows. Fit it on y_train only.",
)  # fmt: skip
wrong_idea(
    "test-part-scaled-by-itself", answer="prepare", fails="prepare-no-leak",
    edits=("scaler_X.transform(X_test)", "StandardScaler().fit_transform(X_test)"),
    hint="X_test was scaled with its own mean and standard deviation. Use those of the training "
    "part.",
)  # fmt: skip
wrong_idea(
    "scaler-fitted-again-on-test-y", answer="prepare", fails="prepare-no-leak",
    edits=("scaler_y.transform(y_test)", "scaler_y.fit_transform(y_test)"),
    hint="fit_transform on y_test fits the scaler anew and forgets the training part. Only "
    "transform there.",
)  # fmt: skip
wrong_idea(
    "scaler-fitted-on-test", answer="prepare", fails="prepare-no-leak",
    edits=(
        ("StandardScaler().fit(X_train)", "StandardScaler().fit(X_test)"),
        ("StandardScaler().fit(y_train)", "StandardScaler().fit(y_test)"),
    ),
    hint="The scalers were fitted on the test part. Fit them on the training part.",
)  # fmt: skip
wrong_idea(
    "test-x-not-scaled", answer="prepare", fails="prepare-no-leak",
    edits=("scaler_X.transform(X_test)", "X_test"),
    hint="X_test is not scaled. The test part goes through the same scaler.",
)  # fmt: skip
wrong_idea(
    "y-not-scaled", answer="prepare", fails="prepare-no-leak",
    edits=("scaler_y.transform(y_train), scaler_y.transform(y_test)", "y_train, y_test"),
    hint="y is not scaled. The targets get their own scaler, fitted on y_train.",
)  # fmt: skip
wrong_idea(
    "min-max-scaled", answer="prepare", fails="prepare-no-leak",
    edits=(
        "scaler_X.transform(X_train), scaler_X.transform(X_test)",
        "[(part - X_train.min(0)) / (X_train.max(0) - X_train.min(0)) for part in (X_train, X_test)]",
    ),
    hint="X was scaled to the range from 0 to 1. Here: mean 0 and standard deviation 1.",
)  # fmt: skip
wrong_idea(
    "test-size-ignored", answer="prepare", fails="prepare-no-leak",
    edits=("test_size=test_size", "test_size=0.2"),
    hint="The test part always has 20 %. Pass test_size on to the split.",
)  # fmt: skip
wrong_idea(
    "random-state-ignored", answer="prepare", fails="prepare-no-leak",
    edits=("random_state=random_state", "random_state=42"),
    hint="The split always uses 42. Pass random_state on to the split.",
)  # fmt: skip
wrong_idea(
    "returns-scaler-of-x", answer="prepare", fails="prepare-no-leak",
    edits=("y_test, scaler_y\n", "y_test, scaler_X\n"),
    hint="The scaler of X is returned. The last value should be the scaler of y.",
)  # fmt: skip
wrong_idea(
    "return-order", answer="prepare", fails="prepare-no-leak",
    edits=("return X_train, X_test, y_train, y_test", "return X_train, y_train, X_test, y_test"),
    hint="The order of the returned values is different: X_train, X_test, y_train, y_test, scaler_y.",
)  # fmt: skip
wrong_idea(
    "parts-swapped", answer="prepare", fails="prepare-no-leak",
    edits=("X_train, X_test, y_train, y_test = train_test_split", "X_test, X_train, y_test, y_train = train_test_split"),
    hint="Training and test part are swapped: train_test_split gives the training part first.",
)  # fmt: skip

# ------------------------------------------------------------------ housing
HOUSING = """
student.update(X_train=X_train, X_test=X_test, y_train=y_train, y_test=y_val)
model = build_model()
model.train(X_train, y_train, X_val, y_val, EPOCHS, BATCH_SIZE)
model.forward(X_test)
"""


@check(gate=True)
def housing_model_r2(student, rng):
    """Your model, trained with your EPOCHS and BATCH_SIZE, reaches R² ≥ 0.70 on test rows."""
    r2 = _r2(student, rng)
    if r2 < 0.70:
        r2 = max(r2, _r2(student, rng))
    problem = f"reaches R² = {r2:.3f} on test rows (the better of two starts); 0.70 is needed."
    require(r2 >= 0.70, "build_model() after training", problem)


def _r2(student, rng):
    """R² after one training, on a split of its own."""
    parts, truth = _houses(rng)
    got = numbers(student.run(HOUSING, seconds=60, **parts), "build_model() after training")
    problem = f"gives predictions of shape {got.shape} for {len(truth)} rows, not one for each."
    require(got.shape in (truth.shape, truth[:, 0].shape), "build_model() after training", problem)
    problem = "gives NaN or infinity. A smaller learning rate may help."
    require(np.isfinite(got).all(), "build_model() after training", problem)
    errors = np.sum((got.astype(float).ravel() - truth[:, 0]) ** 2)
    return number(1 - errors / np.sum((truth - truth.mean()) ** 2), "R² after training")


def _houses(rng):
    """A new split; scaled by the training rows. The test targets stay here."""
    X, y = housing()
    order = rng.permutation(len(X))
    test, val, train = order[:4128], order[4128:5128], order[4128:]
    X = (X - X[train].mean(0)) / X[train].std(0)
    y = (y - y[train].mean()) / y[train].std()
    parts = {"X_train": X[train], "y_train": y[train], "X_val": X[val], "y_val": y[val]}
    return {**parts, "X_test": X[test]}, y[test]
