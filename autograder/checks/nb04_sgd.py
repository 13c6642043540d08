"""nb04_sgd: MNIST one sample at a time (60 points).

Goals: a forward and a backward pass derived and written by hand for
784-h1-h2-10 with sigmoids and softmax; one step per sample; what the size of
the inputs does; the trap `np.dot(a, W, b)`, whose third argument is `out`.
Prerequisites: nb01 (chain rule, softmax, cross-entropy). Out of scope:
mini-batches, other activations, tuning, overflow of `dsigmoid` beyond ±20.

What the checks need from a submission: the functions of the contract and the
globals `weights`, `biases`, which `INSTALL` sets (biases in the student's own
shape). Earlier items are played by stand-ins that replay recorded numbers:
`dsigmoid` is a table, `feed_forward_sample` and `train_one_sample` are
recorders, and in `experiment-table` all five functions are actors that answer
with drawn numbers and note what they were given. One mistake costs one item:

* The trap in the forward pass also drops a bias from the loss. A bias that a
  call overwrote counts as not added in `forward-sample-values` and
  `train-sample-weights`; the overwriting costs `forward-sample-pure` or
  `train-sample-biases`.
* A wrong delta spoils weights and biases alike. Where a layer's weight step is
  wrong already, its bias step need only point along the same delta. That delta must be one:
  the step is an outer product with inputs that are not all alike, other for each sample.

The two gates, measured over 20 seeds (fresh weights each time):
untrained-chance  mean 0.102, from 0.080 to 0.116 (allowed 0.05 to 0.20)
trained-accuracy  mean 0.894, standard deviation 0.005, min 0.883 (bound 0.85)
No false fail in 40 seeds; the bound is 9 standard deviations away. On a random
choice of 10,000 digits the order adds luck (min 0.854), so the first 10,000 are used.
16 of the 37 wrong ideas about train-sample pass that bound: it is no test of the parts.
"""

from functools import partial

import numpy as np

from ..data import mnist
from ..expect import agree, expect, number, numbers, require, tolerance_of
from ..failures import Failure
from ..registry import check, wrong_idea

INSTALL = """
def install(ws, bs):
    try:
        flat = np.ndim(student["biases"][0]) == 1
    except Exception:
        flat = False
    student["weights"] = [np.array(w) for w in ws]
    student["biases"] = [np.array(b).reshape(-1 if flat else (1, -1)) for b in bs]

def taken(before, after, rate):
    after = np.asarray(after)
    if after.size != np.size(before):
        return after
    step = (np.reshape(before, after.shape) - after) / rate
    return step.astype(after.dtype)
"""


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def network(rng, h1, h2):
    """Weights and non-zero biases of 784-h1-h2-10 with well-spread units."""
    sizes = [(784, h1, 0.06), (h1, h2, 1.0), (h2, 10, 0.7)]
    weights = [rng.normal(0, std, size=(m, n)) for m, n, std in sizes]
    return weights, [rng.uniform(0.3, 1, n) * rng.choice([-1, 1], n) for _, n, _ in sizes]


def activations(weights, biases, sample):
    """a0, a1, a2 and the probabilities, each a row."""
    a0 = np.reshape(sample, 784).astype(float)
    a1 = sigmoid(a0 @ weights[0] + biases[0])
    a2 = sigmoid(a1 @ weights[1] + biases[1])
    powers = np.exp(a2 @ weights[2] + biases[2])
    return a0, a1, a2, powers / powers.sum()


def likely(p):
    """Classes from the most probable down, only those with p ≥ 0.03."""
    return [int(k) for k in np.argsort(-p) if p[k] >= 0.03]


def draw(rng, h1, h2, n):
    """A network and n samples, each with a clear guess and three likely classes."""
    while True:
        weights, biases = network(rng, h1, h2)
        inked = rng.random((n, 784)) < rng.uniform(0.2, 0.9, size=(n, 1))
        x = inked * rng.uniform(0, 1, size=(n, 784))
        p = np.array([activations(weights, biases, sample)[-1] for sample in x])
        best = np.sort(p, axis=1)
        if np.all(best[:, -1] - best[:, -2] > 0.02) and np.all(best[:, -3] >= 0.03):
            return weights, biases, x, p


def any_of(*attempts):
    """Run the attempts until one passes; if none does, the first one's `Failure`."""
    failures = []
    for attempt in attempts:
        try:
            return attempt()
        except Failure as failure:
            failures.append(failure)
    raise failures[0]


def arrays(got, n, what):
    """`got` as a list of n finite or infinite number arrays, else `Failure`."""
    require(isinstance(got, list | tuple) and len(got) == n, what, f"It should hold {n} arrays.")
    return [numbers(part, what) for part in got]


def pair(got, what, parts):
    """`got` if it has two parts, else `Failure`."""
    require(got is not None, what, "It returns None. Printing is not returning.", got=0.0)
    several = isinstance(got, list | tuple) or getattr(got, "ndim", 0)
    require(several and len(got) == 2, what, f"It should return two parts: {parts}.", got=0.0)
    return got


# ---------------------------------------------------------------- 2 dsigmoid
@check
def dsigmoid_values(student, rng):
    """The slope of the sigmoid at x, where x is what goes into the sigmoid."""
    x = np.concatenate([rng.uniform(-4, 4, size=(3, 4)), rng.uniform(5, 20, size=(1, 4))])
    slope = np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2
    expect(student.run("dsigmoid(x)", x=x), slope, "dsigmoid(x)")
    expect(student.run("dsigmoid(x)", x=-x[0]), slope[0], "dsigmoid(x) of a row")


def dsigmoid_idea(name, edits, hint):
    wrong_idea(name, answer="dsigmoid", fails="dsigmoid-values", edits=edits, hint=hint)


dsigmoid_idea(
    "slope-of-the-output", ("s = sigmoid(x)", "s = x"),
    "You took x for the output of the sigmoid. Here x is its input: apply the sigmoid first.",
)  # fmt: skip
dsigmoid_idea(
    "plus-instead-of-minus", ("(1 - s)", "(1 + s)"),
    "A sign slipped: the second factor is what is missing to 1.",
)  # fmt: skip
dsigmoid_idea(
    "only-one-factor", ("s * (1 - s)", "1 - s"),
    "One of the two factors is missing: the slope is a product.",
)  # fmt: skip
dsigmoid_idea(
    "slope-of-tanh", ("s * (1 - s)", "1 - s**2"),
    "This rule belongs to tanh. The sigmoid has another one.",
)  # fmt: skip
dsigmoid_idea(
    "negative-slope", ("s * (1 - s)", "s * (s - 1)"),
    "Every slope has the wrong sign: the sigmoid rises everywhere, so its slope is positive.",
)  # fmt: skip
dsigmoid_idea(
    "sigmoid-twice", ("s = sigmoid(x)", "s = sigmoid(sigmoid(x))"),
    "The sigmoid was applied twice. x goes into the sigmoid once.",
)  # fmt: skip
dsigmoid_idea(
    "the-sigmoid-itself", ("s * (1 - s)", "s"),
    "This is the sigmoid itself, not its slope.",
)  # fmt: skip


# ------------------------------------------------------------- 3 init-params
SIZES = [(784, 60, 400, 10), (784, 900, 50, 10)]
INIT = "init_params(np.random.default_rng(seed), sizes)"


def initial(student, rng, sizes):
    """The two lists that init_params returns for these sizes."""
    got = student.run(INIT, seed=int(rng.integers(2**31)), sizes=sizes)
    return pair(got, "init_params(rng, sizes)", "the list of weights and the list of biases")


@check
def init_params_shapes(student, rng):
    """weights[i] has shape (n_in, n_out); biases[i] is zero, shape (1, n_out)."""
    for sizes in [(784, 13, 21, 10), (784, 17, 6, 10)]:
        got = initial(student, rng, sizes)
        weights = arrays(got[0], 3, "the weights of init_params(rng, sizes)")
        biases = arrays(got[1], 3, "the biases of init_params(rng, sizes)")
        for i, (n_in, n_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True)):
            if weights[i].shape != (n_in, n_out):
                facts = {"want_shape": (n_in, n_out), "got_shape": weights[i].shape}
                raise Failure("shape", f"weights[{i}]", got=np.array(weights[i].shape), **facts)
            expect(biases[i], np.zeros((1, n_out)), f"biases[{i}]", bias=True)


@check
def init_params_variance(student, rng):
    """The weights are normal with mean 0 and variance 1/max(n_in, n_out)."""
    what, layers = "the weights of init_params(rng, sizes)", []
    for sizes in SIZES:
        layers += arrays(initial(student, rng, sizes)[0], 3, what)
    big = all(w.ndim == 2 and w.size > 100 and np.isfinite(w).all() for w in layers)
    require(big, what, "They should be large tables of numbers.")
    ratio = np.array([np.var(w.astype(float)) * max(w.shape) for w in layers])
    allowed = np.array([6 * np.sqrt(2 / w.size) for w in layers])
    spread = np.array([np.std(w.astype(float)) + 1e-300 for w in layers])
    shift = np.array([np.mean(w.astype(float)) for w in layers]) / spread
    outside = [np.mean(np.abs(w) > 2 * s) for w, s in zip(layers, spread, strict=True)]
    seen = {"got": np.concatenate([np.log(ratio + 1e-9), shift]), "tolerance": 0.05}
    problem = "In at least one layer their variance is not 1/max(n_in, n_out)."
    require(np.all(np.abs(ratio - 1) <= allowed), what, problem, **seen)
    require(np.all(np.abs(shift) <= allowed), what, "Their mean is not 0.", **seen)
    require(min(outside) > 0.005, what, "They are not normally distributed.", **seen)


def init_idea(name, part, edits, hint):
    wrong_idea(name, answer="init-params", fails=f"init-params-{part}", edits=edits, hint=hint)


SIZE, STD = "size=(n_in, n_out)", "1 / np.sqrt(max(n_in, n_out))"
init_idea(
    "weights-transposed", "shapes", (SIZE, "size=(n_out, n_in)"),
    "The shape is turned round. Rows belong to the inputs of the layer: (n_in, n_out).",
)  # fmt: skip
init_idea(
    "bias-per-input", "shapes", ("np.zeros((1, n_out))", "np.zeros((1, n_in))"),
    "The bias has one number per input. It needs one per output of the layer.",
)  # fmt: skip
init_idea(
    "bias-column", "shapes", ("np.zeros((1, n_out))", "np.zeros((n_out, 1))"),
    "The bias is a column. Samples are rows, so a bias is a row: (1, n_out).",
)  # fmt: skip
init_idea(
    "one-bias-for-all", "shapes", ("np.zeros((1, n_out))", "np.zeros((1, 1))"),
    "There is one bias for the whole layer. Each output has its own.",
)  # fmt: skip
init_idea(
    "random-biases", "shapes",
    ("np.zeros((1, n_out))", "np.random.default_rng(0).normal(0, std, size=(1, n_out))"),
    "The biases are random. They should start at zero.",
)  # fmt: skip
init_idea(
    "biases-of-one", "shapes", ("np.zeros((1, n_out))", "np.ones((1, n_out))"),
    "The biases start at one. They should start at zero.",
)  # fmt: skip
init_idea(
    "sizes-ignored", "shapes",
    ("new_weights, new_biases = [], []", "new_weights, new_biases, sizes = [], [], (784, 32, 32, 10)"),
    "The hidden size is 32 whatever `sizes` says. Take all sizes from the argument.",
)  # fmt: skip
init_idea(
    "variance-as-std", "variance", (STD, "1 / max(n_in, n_out)"),
    "The variance was used as the standard deviation. rng.normal wants its square root.",
)  # fmt: skip
init_idea(
    "only-inputs", "variance", (STD, "1 / np.sqrt(n_in)"),
    "You used n_in. The rule says: the larger one of n_in and n_out.",
)  # fmt: skip
init_idea(
    "only-outputs", "variance", (STD, "1 / np.sqrt(n_out)"),
    "You used n_out. The rule says: the larger one of n_in and n_out.",
)  # fmt: skip
init_idea(
    "smaller-size", "variance", (STD, "1 / np.sqrt(min(n_in, n_out))"),
    "You used the smaller one of the two sizes. The rule says: the larger one.",
)  # fmt: skip
init_idea(
    "xavier", "variance", (STD, "np.sqrt(2 / (n_in + n_out))"),
    "This is the Xavier rule. Here the variance is one over the larger size.",
)  # fmt: skip
init_idea(
    "he", "variance", (STD, "np.sqrt(2 / n_in)"),
    "This is the He rule for ReLU. Here the variance is one over the larger size.",
)  # fmt: skip
init_idea(
    "he-of-the-larger-size", "variance", (STD, "np.sqrt(2 / max(n_in, n_out))"),
    "The variance is twice too large: the 2 belongs to ReLU. Here it is one over the larger size.",
)  # fmt: skip
init_idea(
    "largest-of-all-sizes", "variance", (STD, "1 / np.sqrt(max(sizes))"),
    "You used the largest of all sizes. The rule looks at the two sizes of each layer.",
)  # fmt: skip
init_idea(
    "all-weights-zero", "variance", (f"rng.normal(0, std, {SIZE})", "np.zeros((n_in, n_out))"),
    "All weights are zero: then all hidden units stay equal. Only the biases start at zero.",
)  # fmt: skip
init_idea(
    "standard-normal", "variance", (STD, "1.0"),
    "The weights have variance 1. They must be made smaller, layer by layer.",
)  # fmt: skip
init_idea(
    "root-multiplied", "variance", (STD, "np.sqrt(max(n_in, n_out))"),
    "You multiplied by the root of the larger size. The weights must get smaller, not larger.",
)  # fmt: skip
init_idea(
    "uniform", "variance", (f"rng.normal(0, std, {SIZE})", f"rng.uniform(-std, std, {SIZE})"),
    "These weights are uniform between −std and std. The rule asks for normal ones.",
)  # fmt: skip
init_idea(
    "all-positive", "variance", (f"rng.normal(0, std, {SIZE})", f"np.abs(rng.normal(0, std, {SIZE}))"),
    "All weights are positive. Their mean should be 0.",
)  # fmt: skip


# ---------------------------------------------------------- 4 forward-sample
LOOK = (
    INSTALL
    + """
def look(sample, label):
    install(ws, bs)
    result = feed_forward_sample(sample, label)
    kept = [np.ravel(b) for b in student["biases"]]
    return {"result": result, "biases": kept, "sample": np.ravel(sample)}

[look(sample, label) for sample, label in zip(samples, labels)]
"""
)


def as_left(before, after, allowed=0.0):
    """Biases as a call used them: one that moved more than `allowed` counts as never added.

    That is what np.dot(a, W, b) does. The overwriting itself is judged elsewhere.
    """
    used = []
    for old, new in zip(before, after, strict=True):
        new = np.asarray(new, float).reshape(-1)
        kept = new.shape == old.shape and np.linalg.norm(new - old) <= allowed
        used.append(old if kept else np.zeros_like(old))
    return used


@check
def forward_sample_values(student, rng):
    """Loss −ln p_y and one-hot guess of one sample; 784 numbers in any shape."""
    for h1, h2 in [(12, 7), (5, 9)]:
        weights, biases, x, p = draw(rng, h1, h2, 4)
        labels = [likely(row)[rank] for row, rank in zip(p, [1, 0, 2, 1], strict=True)]
        samples = [x[0], x[1].reshape(28, 28), x[2].reshape(1, 784), x[3]]
        looks = student.run(LOOK, ws=weights, bs=biases, samples=samples, labels=labels)
        expect_one = partial(expect_looks, looks, labels, weights)
        used = [as_left(biases, look["biases"]) for look in looks]
        left = [look["sample"] for look in looks]
        any_of(
            partial(expect_one, [biases] * 4, left),
            partial(expect_one, used, left),
            partial(expect_one, [biases] * 4, samples),
        )


def expect_looks(looks, labels, weights, biases, samples):
    """Losses and guesses against the truth for these biases and samples."""
    call = "feed_forward_sample(sample, y)"
    loss, guess = f"the loss of {call}", f"the guess of {call}"
    results = [pair(look["result"], call, "(loss, one_hot_guess)") for look in looks]
    losses = np.array([number(result[0], loss) for result in results])
    guesses = [numbers(result[1], guess) for result in results]
    p = np.array([
        activations(weights, bias, sample)[-1]
        for bias, sample in zip(biases, samples, strict=True)
    ])  # fmt: skip
    try:
        expect(losses, -np.log(p[np.arange(len(p)), labels]), loss)
        for one, row in zip(guesses, p, strict=True):
            expect(one, np.eye(10)[np.argmax(row)], guess, bias=True)
    except Failure as failure:
        failure.got = np.concatenate([losses, *map(np.ravel, guesses)])
        raise


def forward_idea(name, edits, hint, part="values"):
    wrong_idea(
        name, answer="forward-sample", fails=f"forward-sample-{part}", edits=edits, hint=hint
    )


OUTPUT = "p = softmax(a2 @ weights[2] + biases[2])"
HIDDEN_1 = "a1 = sigmoid(a @ weights[0] + biases[0])"
HIDDEN_2 = "a2 = sigmoid(a1 @ weights[1] + biases[1])"
LOSS = "cross_entropy_loss(integer_to_one_hot(y, 10), p)"
GUESS = "one_hot_guess = integer_to_one_hot(np.argmax(p), 10)"
ROW = "a = np.reshape(sample, (1, 784))"
forward_idea(
    "output-bias-forgotten", (OUTPUT, "p = softmax(a2 @ weights[2])"),
    "The bias of the last layer was not added. (A third argument of np.dot does not add it.)",
)  # fmt: skip
forward_idea(
    "all-biases-forgotten",
    [(" + biases[0]", ""), (" + biases[1]", ""), (" + biases[2]", "")],
    "No bias was added: every layer is a W + b.",
)  # fmt: skip
forward_idea(
    "bias-after-sigmoid",
    [(HIDDEN_1, "a1 = sigmoid(a @ weights[0]) + biases[0]"),
     (HIDDEN_2, "a2 = sigmoid(a1 @ weights[1]) + biases[1]")],
    "The bias was added after the sigmoid. It belongs inside, to z.",
)  # fmt: skip
forward_idea(
    "sigmoid-at-the-end", (OUTPUT, OUTPUT.replace("softmax", "sigmoid")),
    "The last layer has a sigmoid. It needs the softmax: ten probabilities with sum 1.",
)  # fmt: skip
forward_idea(
    "sigmoid-before-softmax", (OUTPUT, "p = softmax(sigmoid(a2 @ weights[2] + biases[2]))"),
    "There is a sigmoid before the softmax. The last layer has the softmax only.",
)  # fmt: skip
forward_idea(
    "second-layer-linear", (HIDDEN_2, "a2 = a1 @ weights[1] + biases[1]"),
    "The second hidden layer has no sigmoid.",
)  # fmt: skip
forward_idea(
    "first-layer-linear", (HIDDEN_1, "a1 = a @ weights[0] + biases[0]"),
    "The first hidden layer has no sigmoid.",
)  # fmt: skip
forward_idea(
    "relu-in-hidden-layers",
    [("a1 = sigmoid(a @", "a1 = np.maximum(0, a @"), ("a2 = sigmoid(a1 @", "a2 = np.maximum(0, a1 @")],
    "The hidden layers use ReLU. This network has sigmoids.",
)  # fmt: skip
forward_idea(
    "softmax-in-hidden-layers",
    [("a1 = sigmoid(", "a1 = softmax("), ("a2 = sigmoid(", "a2 = softmax(")],
    "The hidden layers use the softmax. It belongs to the last layer only.",
)  # fmt: skip
forward_idea(
    "loss-of-the-guess", (LOSS, "cross_entropy_loss(integer_to_one_hot(np.argmax(p), 10), p)"),
    "The loss looks at the network's guess. It must look at the label y.",
)  # fmt: skip
forward_idea(
    "loss-averaged-over-classes", (LOSS, f"{LOSS} / 10"),
    "The loss was divided by the 10 classes. For one sample it is a sum, not a mean.",
)  # fmt: skip
forward_idea(
    "log-of-base-two", (LOSS, f"{LOSS} / np.log(2)"),
    "The loss uses a logarithm of base 2. It needs the natural logarithm.",
)  # fmt: skip
forward_idea(
    "squared-error", (LOSS, "np.sum((integer_to_one_hot(y, 10) - p) ** 2)"),
    "The loss is a squared error. This network uses cross-entropy.",
)  # fmt: skip
forward_idea(
    "probabilities-as-guess", (GUESS, "one_hot_guess = np.ravel(p)"),
    "The guess holds the probabilities. It should be 1 at the largest and 0 elsewhere.",
)  # fmt: skip
forward_idea(
    "label-as-guess", (GUESS, "one_hot_guess = integer_to_one_hot(y, 10)"),
    "The guess is the label itself. It must come from the network's probabilities.",
)  # fmt: skip
forward_idea(
    "least-likely-class", (GUESS, GUESS.replace("argmax", "argmin")),
    "The guess is the least likely class.",
)  # fmt: skip
forward_idea(
    "class-number-as-guess", (GUESS, "one_hot_guess = np.argmax(p)"),
    "The guess is a class number. It should be ten numbers with a single one.",
)  # fmt: skip
forward_idea(
    "scaled-inside", (ROW, ROW.replace("sample,", "sample / 255,")),
    "The pixels were divided by 255 inside the function. Take them as they are.",
)  # fmt: skip
forward_idea(
    "whole-number-pixels", (ROW, f"{ROW}.astype(np.uint8)"),
    "The pixels were turned into whole numbers: scaled pixels all become 0 or 1.",
)  # fmt: skip
forward_idea(
    "no-reshape", (ROW, "a = sample"),
    "The sample was not reshaped. It may come as (784,), (28, 28) or (1, 784).",
)  # fmt: skip
forward_idea(
    "hidden-size-fixed", (HIDDEN_1, f"{HIDDEN_1}.reshape(1, 32)"),
    "The hidden size 32 is fixed in the code. Take it from the weights.",
)  # fmt: skip
forward_idea(
    "rounded-probabilities", (GUESS, "one_hot_guess = np.round(np.ravel(p))"),
    "The guess is the rounded probabilities: all zeros if none is above 0.5. Mark the largest.",
)  # fmt: skip
forward_idea(
    "forward-prints-only", ("return loss, one_hot_guess", "print(loss, one_hot_guess)"),
    "The results are printed but not returned. Add a return.",
)  # fmt: skip
forward_idea(
    "guess-before-loss", ("return loss, one_hot_guess", "return one_hot_guess, loss"),
    "The two results are exchanged: first the loss, then the guess.",
)  # fmt: skip


# --------------------------------------------------------- 5 the trap, purity
PURE = (
    INSTALL
    + """
install(ws, bs)
lists = list(student["weights"]), list(student["biases"])
feed_forward_sample(sample, label)
now = student["weights"], student["biases"]

def told(ws, sample):
    install(ws, bs)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = feed_forward_sample(sample, label)
    return (said.getvalue() if result is None else repr(result))[:2000]

{
    "weights": [[np.ravel(part) for part in parts[0]] for parts in (lists, now)],
    "biases": [[np.ravel(part) for part in parts[1]] for parts in (lists, now)],
    "sample": np.ravel(sample), "shape": list(np.shape(sample)),
    "told": [told(w, row.copy()) for w, row in [(ws, same), (ws, same), (ws, new), (new_ws, same)]],
}
"""
).replace("\n", "import contextlib, io\n", 1)


@check
def forward_sample_pure(student, rng):
    """A look changes nothing: weights, biases and the sample are as before."""
    weights, biases, x, p = draw(rng, 32, 6, 2)
    inputs = {"ws": weights, "bs": biases, "sample": x[0], "label": likely(p[0])[1]}
    inputs |= {"same": x[0], "new": 40 * x[1], "new_ws": [w[::-1] for w in weights]}
    got = student.run(PURE, **inputs)
    changed, seen = [], []
    for name, truth in [("weights", weights), ("biases", biases)]:
        for parts in got[name]:
            for i, part in enumerate(arrays(parts, 3, name)):
                if not agree(part, truth[i].reshape(-1), tolerance_of(part)):
                    changed.append(f"{name}[{i}]")
                seen.append(float(np.sum(part[:3])))
    pixels = numbers(got["sample"], "the sample")
    if not agree(pixels, x[0]):
        changed.append("the pixels of sample")
    if got["shape"] != [784]:
        changed.append("the shape of sample")
    observed = [*seen, float(np.sum(pixels))]
    what, names = "feed_forward_sample(sample, y)", ", ".join(sorted(set(changed)))
    require(not changed, what, f"After this call something is changed: {names}.", got=observed)
    first, again, *others = got["told"]
    problem = "Its result should depend on the network and the sample, and on nothing else."
    require(first == again and first not in others, what, problem)


forward_idea(
    "dot-out", (OUTPUT, "p = softmax(np.dot(a2, weights[2], biases[2]))"),
    "np.dot with a third argument writes its result into the bias and adds nothing.", "pure",
)  # fmt: skip
forward_idea(
    "dot-out-everywhere",
    [(HIDDEN_1, "a1 = sigmoid(np.dot(a, weights[0], biases[0]))"),
     (HIDDEN_2, "a2 = sigmoid(np.dot(a1, weights[1], biases[1]))"),
     (OUTPUT, "p = softmax(np.dot(a2, weights[2], biases[2]))")],
    "In every layer np.dot has a third argument: it writes the result into the bias.", "pure",
)  # fmt: skip
forward_idea(
    "sum-in-place", (OUTPUT, "z = biases[2]\n    z += a2 @ weights[2]\n    p = softmax(z)"),
    "z is the bias itself, not a copy, so adding to z in place changes the bias.", "pure",
)  # fmt: skip
forward_idea(
    "first-sum-in-place",
    (HIDDEN_1, "z = biases[0]\n    z += (a @ weights[0]).reshape(z.shape)\n"
     "    a1 = sigmoid(z.reshape(1, -1))"),
    "In the first layer z is the bias itself; adding to it in place changes the bias.", "pure",
)  # fmt: skip
forward_idea(
    "sample-reshaped-in-place", (ROW, "sample.shape = (1, 784)\n    a = sample"),
    "The caller's sample got a new shape. np.reshape gives a new view and leaves it alone.", "pure",
)  # fmt: skip
forward_idea(
    "sample-scaled-in-place", (ROW, f"sample /= 255\n    {ROW}"),
    "The caller's pixels were divided by 255 in place: next time they are divided again.", "pure",
)  # fmt: skip


# --------------------------------------------------------- 6 forward-dataset
DATASET = (
    INSTALL
    + """
def own_guess():
    try:
        install(ws, bs)
        return feed_forward_sample(x[0].copy(), int(y[0]))[1]
    except Exception:
        return None

mine = own_guess()

def stand_in(sample, y):
    row = int(np.argmin(np.abs(x - np.reshape(sample, (1, -1))).sum(axis=1)))
    guess = np.eye(10)[guesses[row]]
    if np.size(mine) == 10:
        guess = guess.reshape(np.shape(mine))
    return float(losses[row][int(y)]), guess.tolist() if isinstance(mine, list) else guess

install(ws, bs)
student["feed_forward_sample"] = stand_in
feed_forward_dataset(x.copy(), y)
"""
)


@check
def forward_dataset_values(student, rng):
    """Returns the mean of the losses and the fraction of right guesses."""
    weights, biases, x, p = draw(rng, 7, 13, 8)
    ranks = [0, 1, 0, 0, 2, 1, 0, 0]
    y = np.array([likely(row)[rank] for row, rank in zip(p, ranks, strict=True)])
    inputs = {"losses": -np.log(p), "guesses": np.argmax(p, axis=1), "x": x, "y": y}
    got = student.run(DATASET, ws=weights, bs=biases, **inputs)
    what = "feed_forward_dataset(x, y)"
    got = pair(got, what, "(average_loss, accuracy)")
    text = any(isinstance(part, str) for part in got)
    require(not text, what, "One of the two results is a text. Return numbers.", got=0.0)
    values = np.array([number(part, what) for part in got])
    want = [-np.mean(np.log(p[np.arange(8), y])), 5 / 8]
    expect(values, want, f"(average_loss, accuracy) of {what}")


def dataset_idea(name, edits, hint):
    where = {"answer": "forward-dataset", "fails": "forward-dataset-values"}
    wrong_idea(name, **where, edits=edits, hint=hint)


RETURN, FRACTION = "return average_loss, accuracy", "correct / len(y)"
dataset_idea(
    "prints-only", (RETURN, "return None"),
    "The numbers are printed but not returned. Add a return.",
)  # fmt: skip
dataset_idea(
    "accuracy-as-text", (RETURN, 'return average_loss, format(100 * accuracy, ".2f")'),
    "The accuracy is a formatted text. Format it only for printing.",
)  # fmt: skip
dataset_idea(
    "percent", (FRACTION, "100 * correct / len(y)"),
    "The accuracy is in percent. Return a fraction between 0 and 1.",
)  # fmt: skip
dataset_idea(
    "number-right", (FRACTION, "correct"),
    "You return how many guesses are right. Divide by the number of samples.",
)  # fmt: skip
dataset_idea(
    "size-fixed", (FRACTION, "correct / 10_000"),
    "You divided by 10,000. Divide by the number of samples that were given.",
)  # fmt: skip
dataset_idea(
    "sum-of-losses", ("np.mean(losses)", "np.sum(losses)"),
    "The losses were added up. The average loss is their mean.",
)  # fmt: skip
dataset_idea(
    "last-loss", ("np.mean(losses)", "losses[-1]"),
    "This is the loss of the last sample only, not the mean of all.",
)  # fmt: skip
dataset_idea(
    "accuracy-first", (RETURN, "return accuracy, average_loss"),
    "The two results are exchanged: first the average loss, then the accuracy.",
)  # fmt: skip
dataset_idea(
    "rounded-results", (RETURN, "return round(average_loss, 2), round(accuracy, 2)"),
    "The returned numbers are rounded. Round only for printing.",
)  # fmt: skip
dataset_idea(
    "single-entries-compared",
    ("correct += np.argmax(guess) == label",
     "correct += np.mean(np.ravel(guess) == integer_to_one_hot(label, 10))"),
    "You compared the ten entries one by one: a wrong guess still agrees in eight zeros.",
)  # fmt: skip
dataset_idea(
    "error-rate", (FRACTION, f"1 - {FRACTION}"),
    "This is the share of wrong guesses. Accuracy is the share of right ones.",
)  # fmt: skip
dataset_idea(
    "last-sample-missing", ("zip(x, y, strict=True)", "zip(x[:-1], y[:-1], strict=True)"),
    "The last sample is left out.",
)  # fmt: skip
dataset_idea(
    "returns-inside-the-loop",
    ("correct += np.argmax(guess) == label",
     "correct += np.argmax(guess) == label\n        return np.mean(losses), correct / len(y)"),
    "The return stands inside the loop: it stops after the first sample.",
)  # fmt: skip
dataset_idea(
    "only-the-accuracy", (RETURN, "return accuracy"),
    "Only the accuracy is returned. The average loss is wanted too, before it.",
)  # fmt: skip
dataset_idea(
    "global-test-set", ("zip(x, y, strict=True)", "zip(x_test, y_test, strict=True)"),
    "The function reads the globals x_test and y_test. Use its arguments x and y.",
)  # fmt: skip


CHANCE = """
def fresh(seed):
    student["weights"], student["biases"] = init_params(np.random.default_rng(seed))

def guess_of(sample):
    guess = np.ravel(feed_forward_sample(sample, 0)[1])
    return int(guess[0]) if guess.size == 1 else int(np.argmax(guess))

found = []
for seed in seeds:
    fresh(seed)
    found.append(feed_forward_dataset(x / 255, y))
few = x[:len(shift)] / 255
own = np.array([guess_of(sample.copy()) for sample in few])
[feed_forward_dataset(few, (own + shift) % 10), *found]
"""


@check(gate=True)
def untrained_chance(student, rng):
    """A fresh network guesses: the mean accuracy of five is between 5 % and 20 %."""
    images, labels = mnist("t10k")
    chosen = rng.choice(len(images), 400, replace=False)
    data = {"x": images[chosen], "y": labels[chosen].astype(int)}
    seeds = [int(seed) for seed in rng.integers(2**31, size=5)]
    shift = rng.integers(1, 10, size=40) * (rng.random(40) < 0.6)
    shift[0] = 1
    got = student.run(CHANCE, seconds=90, seeds=seeds, shift=shift, **data)
    what, parts = "feed_forward_dataset(x, y)", "(average_loss, accuracy)"
    own, *found = [number(pair(result, what, parts)[1], what) for result in got]
    problem = "The accuracy is not the share of samples whose label is the network's own guess."
    require(abs(own - np.mean(shift == 0)) < 1e-4, what, problem)
    problem = f"It is {np.mean(found):.3g} on average; 0.05 to 0.20 is right."
    require(0.05 <= np.mean(found) <= 0.20, "the accuracy of fresh networks", problem)


# ------------------------------------------------------------ 7 train-sample
STEP = (
    INSTALL
    + """
student["dsigmoid"] = lambda x: np.interp(x, slope_at, slopes)

def step(sample, label):
    install(ws, bs)
    train_one_sample(sample, label, rate)
    return {
        "weights": [taken(a, b, rate) for a, b in zip(ws, student["weights"])],
        "biases": [taken(a, np.ravel(b), rate) for a, b in zip(bs, student["biases"])],
        "moved": [np.ravel(b) for b in student["biases"]],
    }

[step(sample, label) for sample, label in zip(samples, labels)]
"""
)
SLOPE_AT = np.linspace(-15, 15, 30_001)
SLOPES = sigmoid(SLOPE_AT) * sigmoid(-SLOPE_AT)


def true_steps(weights, biases, sample, label):
    """dW and db of the three layers: the chain rule, one layer at a time."""
    a0, a1, a2, p = activations(weights, biases, sample)
    dz3 = p - np.eye(10)[label]
    dz2 = weights[2] @ dz3 * a2 * (1 - a2)
    dz1 = weights[1] @ dz2 * a1 * (1 - a1)
    deltas = [dz1, dz2, dz3]
    return [np.outer(a, dz) for a, dz in zip([a0, a1, a2], deltas, strict=True)], deltas


def two_steps(student, rng, h1, h2, rate):
    """For two samples: the case, and what one call of train_one_sample took away.

    The network guesses the first label wrong and the second one right.
    """
    weights, biases, x, p = draw(rng, h1, h2, 2)
    labels = [likely(row)[rank] for row, rank in zip(p, [1, 0], strict=True)]
    inputs = {"ws": weights, "bs": biases, "samples": x, "labels": labels, "rate": rate}
    replies = student.run(STEP, slope_at=SLOPE_AT, slopes=SLOPES, **inputs)
    for sample, label, got in zip(x, labels, replies, strict=True):
        parts = {name: arrays(got[name], 3, f"the list {name}") for name in ("weights", "biases")}
        yield (weights, biases, sample, label), parts["weights"], parts["biases"], got["moved"]


def expect_steps(got, want, name, mark):
    """Compare layer by layer, from the last one back.

    A wrong idea is known by all three layers and by `mark`.
    """
    try:
        for i in (2, 1, 0):
            expect(got[i], want[i], f"the step of {name}[{i}]: (before − after) / learning rate")
    except Failure as failure:
        failure.got = observed(got, mark)
        raise


def observed(steps, mark):
    return {"mark": mark, **{str(i): part for i, part in enumerate(steps)}}


def direction(steps, true):
    """1 if the steps lead downhill on the whole, −1 uphill, 0 if nothing moved."""
    if any(np.size(a) != np.size(b) for a, b in zip(steps, true, strict=True)):
        return 0.0
    return float(np.sign(sum(np.ravel(a) @ np.ravel(b) for a, b in zip(steps, true, strict=True))))


@check
def train_sample_weights(student, rng):
    """Each weight array moves by learning rate · (input of the layer)ᵀ · dz."""
    rate = 0.05
    for number_of_call, step in enumerate(two_steps(student, rng, 9, 6, rate)):
        (weights, biases, sample, label), got, bias_steps, moved = step
        true, true_biases = true_steps(weights, biases, sample, label)
        used = as_left(biases, moved, allowed=5 * rate)
        excused = true_steps(weights, used, sample, label)[0]
        mark = [number_of_call, direction(bias_steps, true_biases)]
        any_of(
            partial(expect_steps, got, true, "weights", mark),
            partial(expect_steps, got, excused, "weights", mark),
        )


@check
def train_sample_biases(student, rng):
    """Each bias moves by learning rate · dz, the same dz as in the step of the weights."""
    steps = list(two_steps(student, rng, 6, 8, 0.2))
    for number_of_call, step in enumerate(steps):
        case, weights, got, _ = step
        others = steps[1 - number_of_call][1]
        true_weights, true = true_steps(*case)
        got = [np.ravel(part) for part in got]
        mark = [number_of_call, direction(weights, true_weights)]
        moved = any(part.any() for part in got)
        what = "train_one_sample(sample, y, learning_rate)"
        require(moved, what, "No bias has moved.", got=observed(got, mark))
        want = [
            one if agree(w, true_w, tolerance_of(w)) else along(part, w, other, one)
            for part, one, w, other, true_w in zip(
                got, true, weights, others, true_weights, strict=True
            )
        ]
        any_of(
            partial(expect_steps, got, true, "biases", mark),
            partial(expect_steps, got, want, "biases", mark),
        )


def along(step, weight_step, other, true):
    """The part of a bias step along the delta that the layer's own (wrong) weight step used.

    `other` is its weight step for the other sample.
    """
    fits = weight_step.ndim == 2 and weight_step.shape == other.shape
    if not fits or step.shape != true.shape or weight_step.shape[1:] != true.shape:
        return true
    if not all(np.isfinite(part).all() for part in (step, weight_step, other)):
        return true
    if not weight_step.any():
        return 0 * true
    inputs, sizes, deltas = np.linalg.svd(weight_step.astype(float), full_matrices=False)
    column, delta = np.abs(inputs[:, 0]), deltas[0]
    same = np.linalg.norm(other @ delta) > (1 - 1e-6) * np.linalg.norm(other)
    product = sizes[1] < 0.01 * sizes[0] and column.min() < 0.999 * column.max()
    return delta * (delta @ step) if product and not same else true


def train_idea(name, edits, hint, fails="train-sample-weights"):
    wrong_idea(name, answer="train-sample", fails=fails, edits=edits, hint=hint)


DZ3 = "dz3 = p - integer_to_one_hot(y, 10)"
DZ2 = "dz2 = dz3 @ weights[2].T * dsigmoid(z2)"
DZ1 = "dz1 = dz2 @ weights[1].T * dsigmoid(z1)"
LOOP = "[(a0, dz1), (a1, dz2), (a2, dz3)]"
STEP_W = "weights[i] -= learning_rate * a.T @ dz"
STEP_B = "biases[i] -= learning_rate * dz"
LAST = "p = softmax(a2 @ weights[2] + biases[2])"
train_idea(
    "uphill", (DZ3, "dz3 = integer_to_one_hot(y, 10) - p"),
    "Every step goes uphill: dz3 has the wrong sign, it is p minus the one-hot label.",
)  # fmt: skip
train_idea(
    "no-slopes", [(" * dsigmoid(z2)", ""), (" * dsigmoid(z1)", "")],
    "The slopes of the sigmoids are missing on the way back.",
)  # fmt: skip
train_idea(
    "first-slope-missing", (" * dsigmoid(z1)", ""),
    "The slope of the first hidden layer is missing on the way back.",
)  # fmt: skip
train_idea(
    "second-slope-missing", (" * dsigmoid(z2)", ""),
    "The slope of the second hidden layer is missing on the way back.",
)  # fmt: skip
train_idea(
    "slope-at-the-output", [("dsigmoid(z2)", "dsigmoid(a2)"), ("dsigmoid(z1)", "dsigmoid(a1)")],
    "The slope was taken at a, after the sigmoid. It belongs at z, before the sigmoid.",
)  # fmt: skip
train_idea(
    "slope-is-relu",
    [("dsigmoid(z2)", "(z2 > 0)"), ("dsigmoid(z1)", "(z1 > 0)")],
    "The slopes are those of ReLU (0 or 1). The hidden layers are sigmoids.",
)  # fmt: skip
train_idea(
    "weights-changed-too-early",
    [(DZ3, f"{DZ3}\n    weights[2] -= learning_rate * a2.T @ dz3\n    biases[2] -= learning_rate * dz3"),
     (LOOP, LOOP.replace(", (a2, dz3)", ""))],
    "weights[2] was changed before it was used on the way back. Compute all dz first.",
)  # fmt: skip
train_idea(
    "second-weights-changed-too-early",
    [(DZ1, f"weights[1] -= learning_rate * a1.T @ dz2\n    biases[1] -= learning_rate * dz2\n    {DZ1}"),
     (LOOP, LOOP.replace("(a1, dz2)", "(0 * a1, 0 * dz2)"))],
    "weights[1] was changed before it was used on the way back. Compute all dz first.",
)  # fmt: skip
train_idea(
    "softmax-slope-forgotten", (DZ3, "dz3 = -integer_to_one_hot(y, 10) / p"),
    "dz3 is only the slope at p. The step back through the softmax is missing: see step 1.",
)  # fmt: skip
train_idea(
    "softmax-slope-twice", (DZ3, "dz3 = (p - integer_to_one_hot(y, 10)) * p * (1 - p)"),
    "The slope of the softmax came in twice: p minus the label already contains it.",
)  # fmt: skip
train_idea(
    "averaged-over-classes", (DZ3, "dz3 = (p - integer_to_one_hot(y, 10)) / 10"),
    "dz3 was divided by the 10 classes. The loss is a sum over classes.",
)  # fmt: skip
train_idea(
    "doubled", (DZ3, "dz3 = 2 * (p - integer_to_one_hot(y, 10))"),
    "dz3 is twice too large: the 2 belongs to a squared error, not to cross-entropy.",
)  # fmt: skip
train_idea(
    "learns-its-own-guess", (DZ3, "dz3 = p - integer_to_one_hot(np.argmax(p), 10)"),
    "dz3 compares p with the network's own guess. It must compare with the label y.",
)  # fmt: skip
train_idea(
    "biases-forgotten-in-training",
    [(" + biases[0]", ""), (" + biases[1]", ""), (" + biases[2]", "")],
    "The forward pass inside train_one_sample does not add the biases.",
)  # fmt: skip
train_idea(
    "output-bias-forgotten-in-training", (LAST, "p = softmax(a2 @ weights[2])"),
    "The forward pass inside train_one_sample does not add the last bias.",
)  # fmt: skip
train_idea(
    "z-instead-of-a", (LOOP, "[(a0, dz1), (z1, dz2), (z2, dz3)]"),
    "The step of W uses z. The input of a layer is a, after the sigmoid.",
)  # fmt: skip
train_idea(
    "second-sigmoid-forgotten", ("a2 = sigmoid(z2)", "a2 = z2"),
    "The forward pass inside train_one_sample has no sigmoid in the second hidden layer.",
)  # fmt: skip
train_idea(
    "rate-fixed", [(STEP_W, STEP_W.replace("learning_rate", "0.003")),
                   (STEP_B, STEP_B.replace("learning_rate", "0.003"))],
    "The learning rate 0.003 is fixed in the code. Use the argument learning_rate.",
)  # fmt: skip
train_idea(
    "no-rate", [(STEP_W, "weights[i] -= a.T @ dz"), (STEP_B, "biases[i] -= dz")],
    "The learning rate is missing in the step.",
)  # fmt: skip
train_idea(
    "first-layer-frozen", ("in enumerate(" + LOOP + ")", "in list(enumerate(" + LOOP + "))[1:]"),
    "The first layer never moves. All three layers get a step.",
)  # fmt: skip
train_idea(
    "only-last-layer", ("in enumerate(" + LOOP + ")", "in list(enumerate(" + LOOP + "))[2:]"),
    "Only the last layer moves. All three layers get a step.",
)  # fmt: skip
train_idea(
    "weights-never-moved", (STEP_W, "pass"),
    "The weights are never changed.",
)  # fmt: skip
train_idea(
    "weights-added", (STEP_W, STEP_W.replace("-=", "+=")),
    "The step of the weights is added. It must be subtracted.",
)  # fmt: skip
train_idea(
    "scaled-in-training", ("np.reshape(sample, (1, 784))", "np.reshape(sample, (1, 784)) / 255"),
    "The pixels were divided by 255 inside train_one_sample. Take them as they are.",
)  # fmt: skip
train_idea(
    "right-guesses-skipped", (DZ3, f"if np.argmax(p) == y:\n        return\n    {DZ3}"),
    "Nothing moved when the guess was right. Every sample gives a step: p is never exactly 1.",
    "train-sample-weights train-sample-biases",
)  # fmt: skip
train_idea(
    "momentum",
    [(STEP_W, "v = globals().setdefault('VELOCITY', {})\n        v[i] = a.T @ dz + 0.9 * v.get(i, 0)\n        weights[i] -= learning_rate * v[i]"),
     (STEP_B, "v[-i - 1] = dz + 0.9 * v.get(-i - 1, 0)\n        biases[i] -= learning_rate * v[-i - 1]")],
    "The step also holds a part of the step before (momentum). Use this sample's gradient only.",
    "train-sample-weights train-sample-biases",
)  # fmt: skip
train_idea(
    "only-copies-moved",
    [(STEP_W, "w = weights[i] - learning_rate * a.T @ dz"), (STEP_B, "b = biases[i] - learning_rate * dz")],
    "Nothing moved: a new array was computed but never put back into the list.",
    "train-sample-weights train-sample-biases",
)  # fmt: skip


def bias_idea(name, edits, hint):
    train_idea(name, edits, hint, "train-sample-biases")


bias_idea(
    "biases-never-moved", (STEP_B, "pass"),
    "The biases are never changed. They get a step too.",
)  # fmt: skip
bias_idea(
    "biases-added", (STEP_B, STEP_B.replace("-=", "+=")),
    "The step of the biases is added. It must be subtracted.",
)  # fmt: skip
bias_idea(
    "biases-without-rate", (STEP_B, "biases[i] -= dz"),
    "The learning rate is missing in the step of the biases.",
)  # fmt: skip
bias_idea(
    "bias-rate-fixed", (STEP_B, STEP_B.replace("learning_rate", "0.003")),
    "The biases move with a fixed rate 0.003. Use the argument learning_rate.",
)  # fmt: skip
bias_idea(
    "bias-step-summed", (STEP_B, "biases[i] -= learning_rate * np.sum(dz)"),
    "The row dz was summed to one number. Each bias has its own entry of dz.",
)  # fmt: skip
bias_idea(
    "bias-step-averaged", (STEP_B, "biases[i] -= learning_rate * np.mean(dz)"),
    "The row dz was averaged to one number. Each bias has its own entry of dz.",
)  # fmt: skip
bias_idea(
    "bias-times-activation", (STEP_B, "biases[i] -= learning_rate * dz * np.mean(a)"),
    "The step of a bias was multiplied by an activation. A bias has the constant input 1.",
)  # fmt: skip
bias_idea(
    "only-output-bias-moved", (STEP_B, f"if i == 2:\n            {STEP_B}"),
    "Only the last bias moves. All three biases get a step.",
)  # fmt: skip
bias_idea(
    "dot-out-in-training", (LAST, "p = softmax(np.dot(a2, weights[2], biases[2]))"),
    "np.dot with a third argument overwrote the last bias in the forward pass of the training.",
)  # fmt: skip
bias_idea(
    "dot-out-everywhere-in-training",
    [("z1 = a0 @ weights[0] + biases[0]", "z1 = np.dot(a0, weights[0], biases[0])"),
     ("z2 = a1 @ weights[1] + biases[1]", "z2 = np.dot(a1, weights[1], biases[1])"),
     (LAST, "p = softmax(np.dot(a2, weights[2], biases[2]))")],
    "In every layer np.dot with a third argument overwrote the bias before the step.",
)  # fmt: skip


# ------------------------------------------------------------- 8 train-epoch
EPOCH = (
    INSTALL
    + """
calls = []

def row_of(sample):
    gaps = np.abs(x - np.reshape(sample, (1, -1))).max(axis=1) if np.size(sample) == 784 else [1]
    return int(np.argmin(gaps)) if np.min(gaps) < 1e-3 else -1

def recorder(sample, y, learning_rate=0.003):
    label = float(np.ravel(y)[0]) if np.size(y) == 1 else -float(np.size(y))
    calls.append([row_of(sample), label, float(learning_rate)])

original = student.get("train_one_sample")
install(ws, bs)
student["train_one_sample"] = recorder
train_one_epoch(x.copy(), y, rate)
if not calls:
    student["train_one_sample"] = original
parts = zip([*ws, *bs], [*student["weights"], *student["biases"]])
{"calls": np.array(calls), "steps": [taken(np.ravel(a), np.ravel(b), rate) for a, b in parts]}
"""
)


@check
def train_epoch_order(student, rng):
    """Every sample once, in order, with its own label and the given learning rate."""
    weights, biases, x, _ = draw(rng, 8, 5, 7)
    y, rate = rng.permutation(10)[:7], 0.04
    got = student.run(EPOCH, ws=weights, bs=biases, x=x, y=y, rate=rate)
    calls, steps = numbers(got["calls"], "train_one_epoch"), arrays(got["steps"], 6, "steps")
    if calls.size:
        return expect_calls(calls, steps, np.column_stack([np.arange(7), y, np.full(7, rate)]))
    for got_part, want in zip(steps, epoch_steps(weights, biases, x, y, rate), strict=True):
        what = "what train_one_epoch(x, y, learning_rate) does to the parameters"
        expect(got_part, want.reshape(-1), what)


def expect_calls(calls, steps, want):
    """The calls of train_one_sample, one row each: which sample, label, learning rate."""
    what, told = "train_one_epoch(x, y, learning_rate)", "train_one_sample should get"
    require(
        np.all(calls[:, 1] >= 0), what, f"Each call of {told} one label, an integer.", got=calls
    )
    require(
        np.all(calls[:, 0] >= 0), what, f"Each call of {told} one row of x as it is.", got=calls
    )
    expect(calls, want, "the calls of train_one_sample (one row each: sample, label, rate)")
    kept = not any(part.any() for part in steps)
    problem = "It changes the network by itself. Only train_one_sample should do that."
    require(kept, what, problem, got=calls)


def epoch_steps(weights, biases, x, y, rate):
    """(before − after) / rate of all parameters after one step per sample."""
    now = [[part.copy() for part in weights], [part.copy() for part in biases]]
    for sample, label in zip(x, y, strict=True):
        for parts, steps in zip(now, true_steps(*now, sample, label), strict=True):
            for i, step in enumerate(steps):
                parts[i] = parts[i] - rate * step
    return [(a - b) / rate for a, b in zip([*weights, *biases], [*now[0], *now[1]], strict=True)]


def epoch_idea(name, edits, hint):
    where = {"answer": "train-epoch", "fails": "train-epoch-order"}
    wrong_idea(name, **where, edits=edits, hint=hint)


RANGE, CALL = "range(len(x))", "train_one_sample(x[i], y[i], learning_rate)"
SHOW = "show_progress(i + 1, len(x))"
epoch_idea(
    "shuffled", (RANGE, "np.random.default_rng(0).permutation(len(x))"),
    "The samples are shuffled. Here they come in the given order.",
)  # fmt: skip
epoch_idea(
    "drawn-at-random", (RANGE, "np.random.default_rng(0).integers(0, len(x), len(x))"),
    "Samples are drawn at random: some come twice, some never. Each comes once.",
)  # fmt: skip
epoch_idea(
    "backwards", (RANGE, "reversed(range(len(x)))"),
    "The samples come from the last to the first. Start with the first.",
)  # fmt: skip
epoch_idea(
    "last-left-out", (RANGE, "range(len(x) - 1)"),
    "The last sample is left out.",
)  # fmt: skip
epoch_idea(
    "first-left-out", (RANGE, "range(1, len(x))"),
    "The first sample is left out: Python counts from 0.",
)  # fmt: skip
epoch_idea(
    "number-of-samples-fixed", (RANGE, "range(60_000)"),
    "The number of samples is fixed at 60,000. Take it from x.",
)  # fmt: skip
epoch_idea(
    "stops-after-one", (SHOW, "return"),
    "It stops after the first sample: the return stands inside the loop.",
)  # fmt: skip
epoch_idea(
    "three-epochs", (RANGE, "list(range(len(x))) * 3"),
    "Every sample is used three times. One epoch uses each once.",
)  # fmt: skip
epoch_idea(
    "rate-not-handed-on", (CALL, "train_one_sample(x[i], y[i])"),
    "The learning rate is not handed on, so every call uses the default 0.003.",
)  # fmt: skip
epoch_idea(
    "labels-shifted", (CALL, "train_one_sample(x[i], y[i - 1], learning_rate)"),
    "The labels are shifted: each sample gets the label of the one before.",
)  # fmt: skip
epoch_idea(
    "all-labels-at-once", (CALL, "train_one_sample(x[i], y, learning_rate)"),
    "Every call gets all labels. A sample has one label: the one in its own place.",
)  # fmt: skip
epoch_idea(
    "one-hot-labels", (CALL, "train_one_sample(x[i], integer_to_one_hot(y[i], 10), learning_rate)"),
    "train_one_sample got a one-hot label. It wants the integer and makes it one-hot itself.",
)  # fmt: skip
epoch_idea(
    "all-samples-at-once",
    [("for i in range(len(x)):", "for i in [len(x) - 1]:"), (CALL, "train_one_sample(x, y, learning_rate)")],
    "train_one_sample got the whole data set. Call it in a loop, once for each row.",
)  # fmt: skip
epoch_idea(
    "scaled-in-the-epoch", (CALL, "train_one_sample(x[i] / 255, y[i], learning_rate)"),
    "The pixels were divided by 255 inside train_one_epoch. Take them as they are.",
)  # fmt: skip
epoch_idea(
    "fresh-network-in-the-epoch",
    ("for i in range(len(x)):", "global weights, biases\n    "
     "weights, biases = init_params(np.random.default_rng(80085))\n    for i in range(len(x)):"),
    "The epoch starts with a new network. It should go on with the one that is there.",
)  # fmt: skip
epoch_idea(
    "global-training-set", (CALL, "train_one_sample(x_train[i], y_train[i], learning_rate)"),
    "The function reads the globals x_train and y_train. Use its arguments x and y.",
)  # fmt: skip


TRAIN = """
student["weights"] = [np.array(w) for w in ws]
student["biases"] = [np.zeros((1, 32)), np.zeros((1, 32)), np.zeros((1, 10))]
pixels = x / 255
train_one_epoch(pixels, y, 0.05)
[[np.asarray(w) for w in student["weights"]], [np.ravel(b) for b in student["biases"]]]
"""


@check(gate=True)
def trained_accuracy(student, rng):
    """After one scaled pass over 10,000 digits at 0.05, test accuracy is at least 0.85."""
    images, labels = mnist("train")
    ws = [rng.normal(0, 1 / np.sqrt(m), (m, n)) for m, n in [(784, 32), (32, 32), (32, 10)]]
    order = rng.permutation(784)  # the network does not care, stored weights do
    data = {"x": images[:10_000, order], "y": labels[:10_000].astype(int)}
    got = student.run(TRAIN, seconds=90, ws=ws, **data)
    weights, biases = (arrays(parts, 3, "the trained parameters") for parts in got)
    shapes = [(784, 32), (32, 32), (32, 10), (32,), (32,), (10,)]
    what = "the network after train_one_epoch(x, y, 0.05)"
    same = [part.shape for part in [*weights, *biases]] == shapes
    require(same, what, "Its parameters have other shapes than before training.")
    accuracy = best_accuracy([weights[0][np.argsort(order)], *weights[1:]], biases)
    problem = f"It reads {accuracy:.1%} of the 10,000 test digits; at least 85 % is needed."
    require(accuracy >= 0.85, what, problem, got=accuracy)


def best_accuracy(weights, biases):
    """Accuracy on all test digits, also without the output bias and without any.

    The trap in the training leaves rubbish in biases it never used; its price
    is train-sample-biases, not this.
    """
    b1, b2, b3 = biases
    variants = [(b1, b2, b3), (b1, b2, 0 * b3), (0 * b1, 0 * b2, 0 * b3)]
    return max(accuracy_of(weights, variant) for variant in variants)


def accuracy_of(weights, biases):
    """Share of all test digits that a network reads right; 0 if anything is not finite."""
    images, labels = mnist("t10k")
    a, (w1, w2, w3), (b1, b2, b3) = images / 255, weights, biases
    with np.errstate(all="ignore"):
        z3 = sigmoid(sigmoid(a @ w1 + b1) @ w2 + b2) @ w3 + b3
    return float(np.mean(np.argmax(z3, axis=1) == labels)) if np.isfinite(z3).all() else 0.0


# -------------------------------------------------------------- 9 experiment
ACTORS = """
student.update(x_train=x, y_train=y, x_test=x_test, y_test=y_test, SAMPLES=len(x))
parents, lessons, tests, looks = [-1], [np.empty((0, 4))], [], []

def network(number):
    ws = [np.full((784, 32), float(number)), np.zeros((32, 32)), np.zeros((32, 10))]
    return ws, [np.zeros((1, 32)), np.zeros((1, 32)), np.zeros((1, 10))]

def number():
    return int(np.ravel(student["weights"][0])[0])

def shown(x, y, *rate):
    pixels = np.reshape(x, (np.size(y), -1))[:, :2]
    return np.column_stack([pixels, np.ravel(y), *(np.full(len(pixels), r) for r in rate)])

def born(parent, lesson):
    parents.append(parent)
    lessons.append(lesson)
    return network(len(parents) - 1)

def init_params(*_, **__):
    return born(-1, np.empty((0, 4)))

def train(x, y, learning_rate=0.003):
    ws, bs = born(number(), shown(x, y, learning_rate))
    if rebind:
        student["weights"], student["biases"] = ws, bs
    else:
        student["weights"][0][...] = ws[0]

def test(x, y):
    tests.append([number(), shown(x, y)])
    return losses[len(tests) - 1], accuracies[len(tests) - 1]

def look(sample, y):
    looks.append([number(), *shown(sample, y)[0, :2], guesses[len(looks)]])
    return 2.0, np.eye(10)[guesses[len(looks) - 1]]

student["weights"], student["biases"] = network(0)
student.update(init_params=init_params, train_one_epoch=train, train_one_sample=train)
student.update(feed_forward_dataset=test, feed_forward_sample=look)
told = {"table": experiment(), "parents": np.array(parents), "lessons": lessons}
{**told, "tests": tests, "looks": np.array(looks).reshape(-1, 4)}
"""
# What is known about an accuracy in the table, and what to say where it is not as it should be.
FACTS = [
    "Its numbers are not the accuracies that feed_forward_dataset returned.",
    "Test on x_test with y_test, as they are or divided by 255.",
    "Train on x_train with y_train, as they are or divided by 255.",
    "Train with learning rate 0.003 (the default) in both runs.",
    "Each of the two runs begins with a fresh network, made by init_params.",
    "Accuracy 1, 2, 3 comes after 1, 2, 3 epochs on raw pixels, for the key raw only.",
    "Accuracy 1, 2, 3 comes after 1, 2, 3 epochs on pixels / 255, for the key scaled only.",
    "Test on the same kind of pixels as in training: raw, or divided by 255.",
]


@check
def experiment_table(student, rng):
    """A dict with "raw" and "scaled": three test accuracies each, fresh networks, /255."""
    pictures = rng.integers(2, 255, size=(400, 784)).astype(float)
    corners = rng.choice(253 * 253, 400, replace=False)
    pictures[:, :2] = np.column_stack(np.divmod(corners, 253)) + 2  # they tell them apart
    labels = rng.integers(0, 10, size=400)
    data = {
        "x": pictures[:300],
        "y": labels[:300],
        "x_test": pictures[300:],
        "y_test": labels[300:],
    }
    drawn = {
        "accuracies": rng.permutation(900)[:300] / 1000 + 0.05,
        "losses": rng.uniform(1.5, 3, size=300), "guesses": rng.integers(0, 10, size=9000),
    }  # fmt: skip
    any_of(
        partial(play, student, data, drawn, rebind=False),
        partial(play, student, data, drawn, rebind=True),
    )


def play(student, data, drawn, rebind):
    """experiment() with actors in place of the student's functions: they note what they get."""
    log = student.run(ACTORS, rebind=rebind, **data, **drawn)
    raw, scaled = (three_accuracies(log["table"], name) for name in ("raw", "scaled"))
    found = list(all_tests(log, data, drawn))
    want = [[1, 0, 0, 1, 1, e, 0, 1] for e in (1, 2, 3)] + [
        [1, 0, 0, 1, 1, 0, e, 255] for e in (1, 2, 3)
    ]
    values = zip([*raw, *scaled], want, strict=True)
    facts = np.array([nearest_facts(value, row, found, log, data) for value, row in values])
    wrong = np.flatnonzero(np.any(np.abs(facts - want) > 1e-6, axis=0))
    problem = FACTS[wrong[0]] if wrong.size else ""
    require(not wrong.size, "experiment()", problem, got=facts)


def all_tests(log, data, drawn):
    """(accuracy, number of the network, rows tested), also of tests made digit by digit."""
    for (number_of_net, rows), accuracy in zip(log["tests"], drawn["accuracies"], strict=False):
        yield accuracy, int(number_of_net), rows
    looks = numbers(log["looks"], "experiment()")
    for number_of_net in np.unique(looks[:, 0]):
        pixels, guesses = np.split(looks[looks[:, 0] == number_of_net, 1:], [2], axis=1)
        gaps = np.abs(pixels[:, None] - data["x_test"][:, :2] / scale_of(pixels)).max(axis=2)
        labels = data["y_test"][gaps.argmin(axis=1)][:, None]
        yield np.mean(guesses == labels), int(number_of_net), np.hstack([pixels, labels])


def scale_of(pixels):
    return 1 if np.max(pixels) > 1 else 255


def nearest_facts(value, want, found, log, data):
    """The facts about the test that gave this value; of several, those nearest to `want`."""
    tests = [test for test in found if abs(test[0] - value) < 1e-3 / 3]
    facts = [facts_of(*test[1:], log, data) for test in tests] or [[0.0] * len(FACTS)]
    return min(facts, key=lambda row: np.sum(np.abs(np.subtract(row, want)) > 1e-6))


def facts_of(number_of_net, tested, log, data):
    """What is known about one test, in the order of FACTS."""
    root, lessons = history(log, number_of_net)
    _, test_scale = recognised(tested, data["x_test"], data["y_test"])
    row, scale = recognised(lessons, data["x"], data["y"])
    epochs = [np.sum(scale == kind) / max(len(set(row)), 1) for kind in (1, 255)]
    rate = np.all(np.abs(lessons[:, 3] - 0.003) < 1e-9)
    return [1, np.sum(test_scale < 0), np.sum(scale < 0), rate, root > 0, *epochs, test_scale[0]]


def history(log, number_of_net):
    """The first ancestor of a network, and all rows that were taught on the way."""
    parents, lessons = numbers(log["parents"], "experiment()"), []
    while number_of_net >= 0:
        root = number_of_net
        lessons.insert(0, numbers(log["lessons"][root], "experiment()"))
        number_of_net = min(int(parents[root]), root - 1)
    return root, np.concatenate(lessons)


def recognised(rows, x, y):
    """For rows (two pixels, label): their places in x and their scale, 1 or 255; −1 if unknown."""
    known = np.concatenate([np.column_stack([x[:, :2] / scale, y]) for scale in (1, 255)])
    gaps = np.abs(rows[:, None, :3] - known).max(axis=2)
    place = gaps.argmin(axis=1)
    scale = np.where(gaps.min(axis=1) < 1e-4, np.where(place < len(x), 1, 255), -1)
    return place % len(x), scale


def three_accuracies(table, name):
    """One list of the table: three fractions, else `Failure`."""
    what = f'experiment()["{name}"]'
    require(isinstance(table, dict), "experiment()", "It should return a dict.", got=0.0)
    require(name in table, "experiment()", f'Its dict has no key "{name}".', got=0.0)
    values = numbers(table[name], what)
    if values.size != 3:
        raise Failure("shape", what, got=values, want_shape=(3,), got_shape=values.shape)
    fractions = np.all((values >= 0) & (values <= 1))
    require(fractions, what, "An accuracy is a fraction between 0 and 1.", got=values)
    return values.reshape(3).astype(float)


def experiment_idea(name, edits, hint):
    wrong_idea(name, answer="experiment", fails="experiment-table", edits=edits, hint=hint)


FRESH = "weights, biases = init_params(np.random.default_rng(80085))"
TRAINING, TESTING = "x_train[:SAMPLES] / scale", "x_test / scale"
APPEND = "table[name].append(accuracy)"
experiment_idea(
    "network-not-renewed", ("global weights, biases", "pass"),
    "The second run went on with the trained network. Start each run with a fresh global one.",
)  # fmt: skip
experiment_idea(
    "one-network-for-both-runs",
    [(f"        {FRESH}\n", ""), ("for name, scale in", f"{FRESH}\n    for name, scale in")],
    "The second run went on with the trained network. Start each run with a fresh global one.",
)  # fmt: skip
experiment_idea(
    "rate-of-the-long-run", (TRAINING + ", y_train[:SAMPLES]", TRAINING + ", y_train[:SAMPLES], 0.05"),
    "The learning rate is not 0.003. Take the default, so that only the pixels differ.",
)  # fmt: skip
experiment_idea(
    "tested-on-training-digits",
    ("feed_forward_dataset(x_test / scale, y_test)", "feed_forward_dataset(x_train / scale, y_train)"),
    "The accuracy was measured on the training digits. Test on x_test and y_test.",
)  # fmt: skip
experiment_idea(
    "accuracy-before-the-epoch",
    [("            train_one_epoch(x_train[:SAMPLES] / scale, y_train[:SAMPLES])\n", ""),
     (APPEND, f"{APPEND}\n            train_one_epoch({TRAINING}, y_train[:SAMPLES])")],
    "The accuracy was measured before the epoch. First train, then test.",
)  # fmt: skip
experiment_idea(
    "renewed-every-epoch",
    [(f"        {FRESH}\n", ""), ("for _ in range(3):", f"for _ in range(3):\n            {FRESH}")],
    "The network starts afresh in every epoch. The three epochs of a run belong together.",
)  # fmt: skip
experiment_idea(
    "never-scaled", [(TRAINING, "x_train[:SAMPLES]"), (TESTING, "x_test")],
    "Both runs used the same pixels. The second run needs pixels / 255.",
)  # fmt: skip
experiment_idea(
    "test-not-scaled", (TESTING, "x_test"),
    "The scaled run was tested on raw pixels. Test on what it was trained on.",
)  # fmt: skip
experiment_idea(
    "training-not-scaled", (TRAINING, "x_train[:SAMPLES]"),
    "The scaled run was trained on raw pixels and only tested on scaled ones.",
)  # fmt: skip
experiment_idea(
    "losses-in-the-table", (APPEND, "table[name].append(_)"),
    "The table holds losses. Write down the accuracies.",
)  # fmt: skip
experiment_idea(
    "percent-in-the-table", (APPEND, "table[name].append(100 * accuracy)"),
    "The table holds percent. Keep fractions between 0 and 1.",
)  # fmt: skip
experiment_idea(
    "only-the-last-epoch", (APPEND, "table[name] = accuracy"),
    "Only the last accuracy is kept. Write one down after each epoch.",
)  # fmt: skip
experiment_idea(
    "two-epochs", ("range(3)", "range(2)"),
    "There are fewer than three epochs.",
)  # fmt: skip
experiment_idea(
    "exchanged-runs", ('[("raw", 1), ("scaled", 255)]', '[("raw", 255), ("scaled", 1)]'),
    "The two runs are exchanged: raw means 0 to 255, scaled means divided by 255.",
)  # fmt: skip
