"""All checks of nb03_init."""

import itertools

import numpy as np
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split

from ...grading.expect import expect, number, numbers, require, tolerance_of
from ...registry import check

NAMES = ("W1", "b1", "W2", "b2")

# ---------------------------------------------------------------- activations


def two_sided(rng, shape):
    """Numbers between 0.2 and 3 in size, both signs in every row, a small one of each."""
    signs = rng.permuted(np.where(np.indices(shape).sum(0) % 2, 1.0, -1.0), axis=1)
    signs[0, :2] = rng.permutation([1.0, -1.0])
    sizes = rng.uniform(0.2, 3, shape)
    sizes[0, :2] = rng.uniform(0.3, 0.8, 2)
    return signs * sizes


def slow_softmax(x):
    rows = [[np.exp(value - max(row)) for value in row] for row in np.asarray(x, float)]
    return np.array([[value / sum(row) for value in row] for row in rows])


@check("nb03_init/activations-values")
def activations_values(student, rng):
    """relu, sigmoid and softmax (row by row) have the values of their formulas."""
    x = two_sided(rng, (4, 3))
    got = student.run("relu(x.copy())", x=x)
    expect(got, np.where(x > 0, x, 0), "relu(x)")
    got = student.run("sigmoid(x.copy())", x=x)
    expect(got, 1 / (1 + np.exp(-x)), "sigmoid(x)")
    got = student.run("softmax(x.copy())", x=x)
    expect(got, slow_softmax(x), "softmax(x)")


@check("nb03_init/activations-gradients")
def activations_gradients(student, rng):
    """relu_grad and sigmoid_grad are the slopes at x, the number before the activation."""
    x = two_sided(rng, (3, 4))
    got = student.run("relu_grad(x.copy())", x=x)
    expect(got, np.where(x > 0, 1.0, 0.0), "relu_grad(x)")
    got = student.run("sigmoid_grad(x.copy())", x=x)
    s = 1 / (1 + np.exp(-x))
    if not fits_own_sigmoid(student, x, got):
        expect(got, s * (1 - s), "sigmoid_grad(x)")


def fits_own_sigmoid(student, x, got):
    """Is `got` s(1 − s) of the student's own sigmoid, which has an item of its own?"""
    try:
        s = np.asarray(student.run("sigmoid(x.copy())", x=x), float)
        same = np.shape(got) == x.shape and np.allclose(got, s * (1 - s), rtol=1e-5, atol=1e-7)
        return same and np.ptp(s) > 1e-3
    except Exception:
        return False


@check("nb03_init/activations-stable")
def activations_stable(student, rng):
    """At inputs like ±1000 nothing is inf or nan, and softmax(x + 1000) equals softmax(x)."""
    far = np.array([[-1000.0, -800.0, 40.0], [900.0, -40.0, 1000.0]]) + rng.uniform(0, 5, (2, 3))
    for name in ("relu", "relu_grad", "sigmoid", "sigmoid_grad"):
        stays_finite(
            student.run(f"{name}(x.copy())", x=far), far.shape, f"{name}(x) for x near ±1000"
        )
    varies(numbers(student.run("relu(x.copy())", x=far), "relu(x)"), "relu(x) for x near ±1000")
    sigmoid_far_and_near(student, far, moderate(rng, 1))
    rows = moderate(rng, 4)
    distant = rows + np.array([[1000.0], [0], [-1000], [500]])
    stays_finite(
        student.run("softmax(x.copy())", x=distant), rows.shape, "softmax of rows near ±1000"
    )
    wide = rows + np.array([1000.0, 0, -1000])
    stays_finite(
        student.run("softmax(x.copy())", x=wide), rows.shape, "softmax of rows from -1000 to 1000"
    )
    got = student.run("softmax(x.copy())", x=rows + 1000)
    want = student.run("softmax(x.copy())", x=rows)
    same_as(got, want, "softmax(x + 1000)", "It should be the same as softmax(x).")
    want = numbers(want, "softmax(x)")
    in_order = any(in_order_of(rows, want, axis) for axis in (0, 1))
    require(in_order, "softmax(x)", "A larger number should get a larger probability.", got=want)


def moderate(rng, count):
    """Rows of three numbers between -2 and 2, at least 0.5 apart, in a drawn order."""
    places = np.array([-1.5, 0, 1.5]) + rng.uniform(-0.5, 0.5, (count, 3))
    return rng.permuted(places, axis=1)


def in_order_of(x, got, axis):
    """Do the numbers along this axis grow with x, no two of them alike?"""
    sorted_by_x = np.take_along_axis(got, np.argsort(x, axis=axis), axis)
    return bool(np.all(np.diff(sorted_by_x.astype(float), axis=axis) > 0))


def sigmoid_far_and_near(student, far, near):
    """0 or 1 far away, and no step function: near 0 it follows x, upwards or (wrongly) down."""
    what, problem = "sigmoid(x) for x near ±1000", "It should be as good as 0 or 1 there."
    both = numbers(student.run("sigmoid(x.copy())", x=np.concatenate([far, near])), what)
    want = student.run("sigmoid(x.copy())", x=np.sign(far) * 40)
    got, curve = both[: len(far)], both[len(far) :]
    same_as(got, want, what, problem)
    require(np.abs(got - np.round(got)).max() < 1e-4, what, problem, got=got)
    follows = in_order_of(near, curve, 1) or in_order_of(-near, curve, 1)
    require(follows, "sigmoid(x)", "is the same for different x near 0.", got=curve)


def stays_finite(got, shape, what):
    array = numbers(got, what)
    require(array.shape == shape, what, "does not have the shape of x.", got=np.array(array.shape))
    bad = int(np.sum(~np.isfinite(array.astype(float))))
    require(bad == 0, what, "contains inf or nan.", got=np.nan_to_num(array.astype(float)))


def same_as(got, want, what, problem):
    """`got` agrees with another result of the student's own function."""
    got, want = numbers(got, what), numbers(want, what)
    tolerance = max(tolerance_of(got), 1e-5)
    same = got.shape == want.shape and np.allclose(got, want, rtol=tolerance, atol=tolerance)
    require(same, what, problem, got=got)
    varies(got, what)


def varies(got, what):
    require(np.ptp(got.astype(float)) > 1e-3, what, "has the same value everywhere.", got=got)


# -------------------------------------------------------------- two-layer net

N, D, H, K = 7, 3, 5, 4
DIMS = {"D": D, "H": H, "K": K}

# fill: set parameters by hand, a bias in the student's own shape.
FILL = """
def fill(net, **values):
    for name, value in values.items():
        own = np.shape(getattr(net, name, value))
        fits = name[0] == "b" and np.prod(own) == value.size
        setattr(net, name, value.reshape(own).copy() if fits else value.copy())
    return net
"""
# by_value: the student's function, but known inputs give recorded results.
# by_shape: the same for whatever input of that shape.
REPLAY = """
def by_value(name, *pairs):
    own = student.get(name)
    def call(x, *more, **named):
        for known, result in pairs:
            if np.shape(x) == known.shape and np.allclose(x, known, rtol=1e-4, atol=1e-6):
                return result.copy()
        return own(x, *more, **named)
    if own is not None:
        student[name] = call

def by_shape(name, result):
    own = student.get(name)
    def call(x, *more, **named):
        return result.copy() if np.shape(x) == result.shape else own(x, *more, **named)
    if own is not None:
        student[name] = call
"""


def oracle_forward(p, X):
    """Z1, A1, Z2, P of the two-layer network."""
    Z1 = X @ p["W1"] + p["b1"]
    A1 = np.where(Z1 > 0, Z1, 0)
    Z2 = A1 @ p["W2"] + p["b2"]
    return Z1, A1, Z2, slow_softmax(Z2)


def oracle_loss(p, X, Y):
    return -np.sum(Y * np.log(oracle_forward(p, X)[3])) / len(X)


def slopes(loss, arrays, h=1e-5):
    """Central differences of loss() for every entry of the given float64 arrays."""
    found = []
    for array in arrays:
        slope = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            old = array[place]
            array[place] = old + h
            up = loss()
            array[place] = old - h
            slope[place] = (up - loss()) / (2 * h)
            array[place] = old
        found.append(slope)
    return found


def example(rng, strong=False):
    """Parameters, X and one-hot Y: both ReLU sides, no corner near, no tiny probability.

    Only `strong` biases of the hidden layer turn units on or off.
    """
    while True:
        p = {
            "W1": rng.normal(0, 1, (D, H)),
            "b1": rng.uniform(*((0.5, 1) if strong else (0.1, 0.2)), (1, H))
            * rng.choice([-1, 1], H),
            "W2": rng.normal(0, 0.6, (H, K)),
            "b2": rng.uniform(0.2, 0.4, (1, K)) * rng.choice([-1, 1], K),
        }
        X = rng.normal(0, 1, (60 * N, D))
        bias = p["b1"] if strong else 0
        X = X[np.abs(X @ p["W1"] + bias).min(axis=1) > 0.25][:N]
        Z1, _, _, P = oracle_forward(p, X)
        turned = np.mean((Z1 > 0) != (X @ p["W1"] > 0))
        if (
            len(X) == N and P.min() > 0.03 and 0.3 < np.mean(Z1 > 0) < 0.7
            and turned >= (0.1 if strong else 0)
        ):  # fmt: skip
            return p, X, np.eye(K)[rng.permutation(np.arange(N) % K)]


@check("nb03_init/two-layer-net-init")
def two_layer_net_init(student, rng):
    """W1 (d, h) and W2 (h, k) are normal with mean 0 and std init_std (0.01 by default), biases 0."""
    code = "net = TwoLayerNet(60, 90, 80{})\n[net.W1, net.W2, np.ravel(net.b1), np.ravel(net.b2)]"
    std = float(rng.uniform(0.2, 0.6))
    for extra, want in ((", init_std=std", std), ("", 0.01)):
        got = parts(student.run(code.format(extra), std=std), "TwoLayerNet(60, 90, 80)", 4)
        asked = f"TwoLayerNet(60, 90, 80{', init_std=…' if extra else ''})"
        for name, array, shape in zip(("W1", "W2"), got, ((60, 90), (90, 80)), strict=False):
            right_spread(array, shape, want, f"{name} of {asked}")
        expect(got[2], np.zeros(90), f"b1 of {asked}")
        expect(got[3], np.zeros(80), f"b2 of {asked}")


def parts(got, what, count):
    """`got` as a list of `count` things."""
    require(isinstance(got, (list, tuple)) and len(got) == count, what, "could not be read.")
    return got


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
    p, X, _ = example(rng)
    Z1, A1, Z2, P = oracle_forward(p, X)
    got = student.run(
        FILL
        + REPLAY
        + """
by_value("relu", (Z1, A1))
by_value("softmax", (Z2, P))
net = fill(TwoLayerNet(D, H, K), **p)
net.forward(X.copy())""",
        **DIMS,
        p=p,
        X=X,
        Z1=Z1,
        A1=A1,
        Z2=Z2,
        P=P,
    )
    expect(got, P, "net.forward(X)")


@check("nb03_init/two-layer-net-loss")
def two_layer_net_loss(student, rng):
    """compute_loss is the cross-entropy of its two arguments, averaged over the samples."""
    P = slow_softmax(rng.normal(0, 0.8, (N, K)))
    P = (P + 0.05) / (P + 0.05).sum(1, keepdims=True)
    labels = rng.permutation(np.arange(N) % K)
    got = student.run(
        "net = TwoLayerNet(D, H, K)\nnet.compute_loss(P.copy(), Y.copy())",
        **DIMS,
        P=P,
        Y=np.eye(K)[labels],
    )
    want = -sum(np.log(P[row, label]) for row, label in enumerate(labels)) / N
    expect(got, want, "net.compute_loss(y_pred, y_true)")


@check("nb03_init/two-layer-net-backward")
def two_layer_net_backward(student, rng):
    """backward gives the slopes of the mean loss of the most recent forward, all four right."""
    strong, weak = example(rng, strong=True), example(rng)
    other = rng.normal(0, 1, (N + 4, D))
    got, want = backward_of(student, *strong, other)
    if not parts(got, "net.backward(y_true)", 5)[4]:
        # A wrong forward has its own item: let its biases turn no unit on or off.
        got, want = backward_of(student, *weak, other)
    four_agree(got, want, "{} of net.backward(y_true)", ("dW1", "db1", "dW2", "db2"))


def backward_of(student, p, X, Y, other):
    """The student's four gradients and whether forward was right; the right gradients."""
    Z1, A1, Z2, P = oracle_forward(p, X)
    _, A1_other, _, P_other = oracle_forward(p, other)
    want = slopes(lambda: oracle_loss(p, X, Y), [p[name] for name in NAMES])
    got = student.run(
        FILL + REPLAY + BACKWARD, **DIMS, p=p, X=X, Y=Y, other=other, Z1=Z1, A1=A1, Z2=Z2, P=P,
        mask=np.where(Z1 > 0, 1.0, 0.0), A1_other=A1_other, P_other=P_other,
    )  # fmt: skip
    return got, want


BACKWARD = """
by_value("relu", (Z1, A1))
by_value("softmax", (Z2, P))
by_value("relu_grad", (Z1, mask), (A1, mask))
try:
    net = fill(TwoLayerNet(D, H, K), **p)
    forward_right = bool(np.allclose(net.forward(X.copy()), P, atol=1e-4))
except Exception:
    forward_right = False
for name in ("relu", "sigmoid"):
    by_shape(name, A1)
    by_shape(name, A1_other)
by_shape("softmax", P)
by_shape("softmax", P_other)
net = fill(TwoLayerNet(D, H, K), **p)
net.forward(other)
net.forward(X.copy())
grads = net.backward(Y.copy())
[grads["d" + name] for name in ("W1", "b1", "W2", "b2")] + [forward_right]"""


def four_agree(got, want, what, names):
    """The first four of `got` agree; a failure keeps all five, to tell ideas apart."""
    *got, extra = parts(got, "net", 5)
    right = {}
    for name, mine, theirs in zip(names, got, want, strict=True):
        try:
            expect(mine, theirs, what.format(name), bias="b" in name)
        except Exception as failure:
            right[name] = failure
    for name in ("dW2", "db2", "dW1", "db1", *names):
        if name in right:
            right[name].got = observed([*got, extra])
            raise right[name]


def observed(values):
    """All the numbers among some results in one vector."""
    plain = [value for value in values if isinstance(value, (np.ndarray, float, int))]
    return np.concatenate([np.zeros(0), *(np.ravel(value).astype(float) for value in plain)])


@check("nb03_init/two-layer-net-step")
def two_layer_net_step(student, rng):
    """train_step takes lr times each gradient off its parameter and returns the loss before."""
    p, X, Y = example(rng)
    lr = float(rng.uniform(0.3, 0.6))
    grads = dict(
        zip(NAMES, slopes(lambda: oracle_loss(p, X, Y), [p[n] for n in NAMES]), strict=True)
    )
    after = {name: p[name] - lr * grads[name] for name in NAMES}
    Z1, _, _, P = oracle_forward(p, X)
    back = (P - Y) / N @ after["W2"].T * (Z1 > 0)
    late = {**grads, "W1": X.T @ back, "b1": back.sum(0, keepdims=True)}
    got = student.run(
        FILL + STEP, **DIMS, p=p, X=X, Y=Y, lr=lr, grads=grads, late=late,
        P=P, P_after=oracle_forward(after, X)[3],
        loss=oracle_loss(p, X, Y), loss_after=oracle_loss(after, X, Y),
    )  # fmt: skip
    *_, loss = parts(got, "net.train_step(X, y, lr)", 5)
    expect(loss, oracle_loss(p, X, Y), "net.train_step(X, y, lr)")
    four_agree(got, list(after.values()), "{} after one train_step", NAMES)


STEP = """
class Recorded(TwoLayerNet):
    \"\"\"The student's net, but forward, loss and gradients are recorded numbers.\"\"\"
    def forward(self, X):
        try:
            super().forward(X)
        except Exception:
            pass
        same = all(np.allclose(np.ravel(getattr(self, n)), p[n].ravel(), atol=1e-6) for n in p)
        return (P if same else P_after).copy()

    def compute_loss(self, y_pred, y_true):
        for known, value in ((P, loss), (P_after, loss_after)):
            if np.shape(y_pred) == known.shape and np.allclose(y_pred, known, atol=1e-6):
                return value
        return super().compute_loss(y_pred, y_true)

    def backward(self, y_true):
        try:
            own = dict(super().backward(y_true))
        except Exception:
            own = {}
        told = grads if np.allclose(self.W2, p["W2"], atol=1e-6) else late
        for name in p:
            shape = np.shape(own.get("d" + name, getattr(self, name)))
            fits = np.prod(shape) == p[name].size
            own["d" + name] = told[name].reshape(shape if fits else p[name].shape).copy()
        return own

net = fill(Recorded(D, H, K), **p)
value = net.train_step(X.copy(), Y.copy(), lr)
[net.W1, net.b1, net.W2, net.b2, value]"""


@check("nb03_init/moons-accuracy", gate=True)
def moons_accuracy(student, rng):
    """With weights of He size, lr 0.5, 1000 epochs: at least 0.90 of held-out points right."""
    X, labels = make_moons(300, noise=0.2, random_state=42)
    angle = rng.uniform(0, 2 * np.pi)  # turned, so that a stored rule does not fit
    X, labels = X @ turn(angle), labels ^ int(rng.integers(2))
    X_train, X_test, train, test = train_test_split(X, labels, test_size=0.3, random_state=42)
    start = {
        "W1": rng.normal(0, 1, (2, 10)), "b1": np.zeros((1, 10)),
        "W2": rng.normal(0, 1, (10, 2)), "b2": np.zeros((1, 2)),
    }  # fmt: skip
    got = student.run(
        FILL
        + """
net = fill(TwoLayerNet(2, 10, 2, init_std=1.0), **start)
for _ in range(1000):
    net.train_step(X_train, Y_train, 0.5)
net.forward(X_test)""",
        seconds=120,
        start=start,
        X_train=X_train,
        Y_train=np.eye(2)[train],
        X_test=X_test,
    )
    said = numbers(got, "net.forward(X_test)")
    require(said.shape == (90, 2), "net.forward(X_test)", "should have one row for each sample.")
    right = number(np.mean(np.argmax(said, axis=1) == test), "accuracy")
    finite = bool(np.isfinite(said.astype(float)).all())
    problem = f"gets only {right:.2f} of the held-out points right; at least 0.90 is needed."
    require(finite and right >= 0.90, "The network after 1000 epochs", problem)


def turn(angle):
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


# ------------------------------------------------------------- gradient check


# A bowl: the sum over all entries of g·θ + c/2·θ², times the share of Y. It has the
# names of a network, its gradient is known, and the student's bias shape is kept.
BOWL = """
try:
    flat = np.ndim(TwoLayerNet(2, 5, 3).b1) == 1
except Exception:
    flat = False
shape = {n: (v.ravel() if flat and n[0] == "b" else v).shape for n, v in start.items()}
nudges = []

class Bowl:
    def __init__(self, fault="none"):
        self.fault = fault
        for n in start:
            setattr(self, n, start[n].reshape(shape[n]).copy())
        self.seen = {n: getattr(self, n) + behind for n in start}

    def forward(self, X):
        self.seen = {n: np.array(getattr(self, n)) for n in start}
        nudges.append(max(np.abs(v.ravel() - start[n].ravel()).max() for n, v in self.seen.items()))
        height = sum(
            np.sum(tilt[n].ravel() * v.ravel() + curve[n].ravel() * v.ravel() ** 2 / 2)
            for n, v in self.seen.items()
        )
        return height * share[: len(X)]

    def compute_loss(self, y_pred, y_true):
        return float(np.sum(np.asarray(y_pred) * np.asarray(y_true)))

    def backward(self, y_true):
        scale = float(np.sum(share * np.asarray(y_true)))
        grads = {
            "d" + n: scale * (tilt[n].reshape(v.shape) + curve[n].reshape(v.shape) * v)
            for n, v in self.seen.items()
        }
        for n, grad in grads.items():
            grads[n] = grad * factor.get(self.fault, 1.0)
        for n in added.get(self.fault, {}):
            grads[n] = grads[n] + added[self.fault][n].reshape(grads[n].shape)
        return grads
"""
CHECKER = "gradient_check(net, X, y{})"


def bowl(rng, behind=0.0):
    """What the stand-in is made of; hidden units stay away from the ReLU corner."""
    shapes = {"W1": (D, H), "b1": (1, H), "W2": (H, K), "b2": (1, K)}
    while True:
        start = {n: rng.normal(0, 1, s) for n, s in shapes.items()}
        X = rng.normal(0, 1, (N, D))
        if np.abs(X @ start["W1"] + start["b1"]).min() > 0.02:
            break
    Y = np.eye(K)[np.arange(N) % K]
    share = rng.uniform(0.5, 1.5, (N, K))
    return {
        "start": start, "X": X, "y": Y, "share": share / np.sum(share * Y), "behind": behind,
        "tilt": {n: rng.choice([-1.0, 1.0], s) * rng.uniform(3, 4, s) for n, s in shapes.items()},
        "curve": {n: rng.uniform(0.5, 1.5, s) for n, s in shapes.items()},
        "factor": {"doubled": 2.0, "flipped": -1.0}, "added": {},
    }  # fmt: skip


def flipped_facts(student, given):
    """Errors of a flipped network at a huge epsilon: they tell wrong ideas apart."""
    what = CHECKER.format(", 0.5")
    return four_errors(student.run(BOWL + 'net = Bowl("flipped")\n' + what, **given), what)


def digits(errors):
    """Exponents, so that small errors count as much as large ones."""
    return np.log10(np.clip(np.abs(errors), 1e-7, None))


def true_gradients(given):
    return {n: given["tilt"][n] + given["curve"][n] * given["start"][n] for n in NAMES}


def four_errors(got, what):
    """The dict of four errors as an array in the order W1, b1, W2, b2."""
    named = isinstance(got, dict) and all(name in got for name in NAMES)
    require(named, what, "should give a dict with the keys W1, b1, W2, b2.")
    return np.array([number(got[name], f"{what}['{name}']") for name in NAMES])


@check("nb03_init/gradient-check-right")
def gradient_check_right(student, rng):
    """A right network gets errors below 0.000001, with central differences at ±epsilon."""
    given = bowl(rng, behind=0.01)
    for extra, epsilon in (("", 1e-5), (", 1e-3", 1e-3)):
        what = CHECKER.format(extra)
        code = "net = Bowl()\n[" + what + ", max([0.0, *nudges])]"
        got, nudge = parts(student.run(BOWL + code, **given), what, 2)
        errors = four_errors(got, what)
        problem = "reports an error for a network whose gradients are right."
        if not np.all(np.abs(errors) < 1e-6):
            facts = np.concatenate([errors, flipped_facts(student, given)])
            require(False, what, problem, got=digits(facts), tolerance=1e-3)
        tells_a_doubled_one(student, given, what)
        problem = "does not nudge the entries by the epsilon it was given."
        nudge = number(nudge, what)
        near = 0.4 * epsilon < nudge < 2.5 * epsilon
        require(near, what, problem, got=np.round([np.log10(nudge + 1e-9)], 1))


def tells_a_doubled_one(student, given, what):
    """Small errors alone say nothing: a checker that always answers 0 gives them too."""
    doubled = four_errors(student.run(BOWL + 'net = Bowl("doubled")\n' + what, **given), what)
    problem = "gives a tiny error for W1 although every gradient of the network is doubled."
    require(abs(doubled[0]) > 0.05, what, problem, got=digits(doubled), tolerance=1e-3)


@check("nb03_init/gradient-check-wrong")
def gradient_check_wrong(student, rng):
    """Doubled, flipped, one wrong entry, a wrong bias: each error has the formula's value."""
    given = bowl(rng)
    truth = true_gradients(given)
    entry = np.zeros((H, K))
    entry[-1, -1] = rng.uniform(4, 6)
    given["added"] = {
        "one wrong entry in W2": {"dW2": entry},
        "a wrong bias b1": {"db1": rng.uniform(0.5, 1, (1, H))},
        "a wrong bias b2": {"db2": rng.uniform(0.5, 1, (1, K))},
    }
    faults = ["doubled", "flipped", *given["added"]]
    code = "[gradient_check(Bowl(fault), X.copy(), y.copy()) for fault in faults]"
    rows = parts(student.run(BOWL + code, faults=faults, **given), "gradient_check", len(faults))
    rows = np.array([four_errors(row, "gradient_check(net, X, y)") for row in rows])
    for fault, row in zip(faults, rows, strict=True):
        want = [planted_error(truth[n], given, fault, n) for n in NAMES]
        what = f"gradient_check of a network with this fault: {fault},"
        problem = "does not give the errors of the formula."
        if not np.allclose(row, want, rtol=1e-3, atol=1e-4):
            facts = np.concatenate([rows.ravel(), flipped_facts(student, given)])
            require(False, what, problem, got=digits(facts), tolerance=1e-3)


def planted_error(truth, given, fault, name):
    """The norm-relative error that the fault leaves in this parameter."""
    told = truth * given["factor"].get(fault, 1.0)
    told = told + given["added"].get(fault, {}).get("d" + name, 0.0)
    return np.linalg.norm(told - truth) / (np.linalg.norm(told) + np.linalg.norm(truth))


@check("nb03_init/gradient-check-restores")
def gradient_check_restores(student, rng):
    """After gradient_check all four parameters are bit for bit as before."""
    given, what = bowl(rng), "gradient_check(net, X, y)"
    code = "net = Bowl()\nfound = gradient_check(net, X.copy(), y.copy())\n"
    code += "found = list(found.values()) if isinstance(found, dict) else []\n"
    code += "[net.W1, net.b1, net.W2, net.b2, len(nudges), found]"
    *got, asked, found = parts(student.run(BOWL + code, **given), what, 6)
    calls = number(asked, "calls")
    problem = "hardly uses the network: it calls forward before and for every nudge."
    require(calls >= 8, what, problem, got=[calls, found])
    off = []
    for name, array in zip(NAMES, got, strict=True):
        now = numbers(array, f"net.{name} after gradient_check")
        require(
            now.size == given["start"][name].size, f"net.{name}", "has another size afterwards."
        )
        off.append(now.ravel().astype(float) - given["start"][name].ravel())
    off = np.concatenate(off)
    problem = f"leaves {np.sum(off != 0)} of {off.size} numbers changed."
    require(not off.any(), what, problem, got=off)


# ---------------------------------------------------------------- init_std


@check("nb03_init/init-std-values")
def init_std_values(student, rng):
    """small is 0.01, xavier sqrt(2/(fan_in + fan_out)), he sqrt(2/fan_in), else ValueError."""
    i, o = (int(x) for x in rng.choice(np.arange(12, 60), 2, replace=False))
    want = {"small": 0.01, "xavier": (2 / (i + o)) ** 0.5, "he": (2 / i) ** 0.5}
    got = student.run("[init_std(kind, i, o) for kind in kinds]", kinds=list(want), i=i, o=o)
    got = [number(value, "init_std(kind, fan_in, fan_out)") for value in parts(got, "init_std", 3)]
    for kind, value, right in zip(want, got, want.values(), strict=True):
        what = f'init_std("{kind}", fan_in, fan_out)'
        require(abs(value / right - 1) < 1e-4, what, "has another value.", got=np.array(got))
    kinds = [str(kind) for kind in rng.permutation([*want, "zebra", "no such kind"])]
    got = parts(student.run(ASK_KINDS, kinds=kinds, i=i, o=o), "init_std", len(kinds))
    right = ["a value" if kind in want else "ValueError" for kind in kinds]
    problem = "should raise a ValueError, and no other kind should."
    require(list(got) == right, "an unknown kind", problem, got=" ".join(map(str, got)))


ASK_KINDS = """
def answer(kind):
    try:
        return "a value" if np.isfinite(init_std(kind, i, o)) else "no value"
    except ValueError:
        return "ValueError"
    except Exception:
        return "another error"
[answer(kind) for kind in kinds]"""


# ---------------------------------------------------------------- init_study

# The recorder keeps the student's own random start (rescaled to the asked std). Its loss
# is a weighted mean of 1 / (1 + W²), near 1 on a flat plateau for small weights, and a step
# lets the weights grow: nothing here is a piece of a solution.
STUDY = """
import inspect
seen = {"data": [], "rates": [], "sizes": [], "starts": []}
own_step = getattr(TwoLayerNet, "train_step", None)

def step_arguments(*given, **named):
    \"\"\"X, y and lr of a call, by the names and defaults of the student's own train_step.\"\"\"
    try:
        call = inspect.signature(own_step).bind(*given, **named)
        call.apply_defaults()
        _, X, y, lr = list(call.arguments.values())[:4]
        return X, y, float(lr)
    except Exception:
        _, X, y, lr = [*given, *named.values()][:4]
        return X, y, float(lr)

class Recorder(TwoLayerNet):
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01, *more, **named):
        try:
            super().__init__(input_size, hidden_size, output_size, init_std, *more, **named)
        except Exception:
            pass
        seen["sizes"].append((int(input_size), int(hidden_size), int(output_size)))
        stds = np.broadcast_to(np.asarray(init_std, float), 2)
        shapes = (input_size, hidden_size), (hidden_size, output_size)
        for name, shape, std in zip(("W1", "W2"), shapes, stds):
            fresh = np.asarray(getattr(self, name, 0.0), float)
            if fresh.shape != shape or not fresh.std() > 0:
                fresh = np.random.normal(size=shape)
            setattr(self, name, std * (fresh - fresh.mean()) / fresh.std())
        for name, size in (("b1", hidden_size), ("b2", output_size)):
            setattr(self, name, np.zeros(np.shape(getattr(self, name, np.zeros((1, size))))))
        self.untouched = True

    def note_start(self):
        if self.untouched:
            seen["starts"].append(float(np.std(self.W1)))
        self.untouched = False

    def level(self):
        both = np.concatenate([np.ravel(self.W1), np.ravel(self.W2)])
        return float(np.mean(np.linspace(0.5, 1.5, both.size) / (1 + both**2)))

    def forward(self, X):
        self.given = np.array(X, float)
        return np.full((len(X), 2), self.level())

    def compute_loss(self, y_pred, y_true):
        return float(np.mean(y_pred))

    def backward(self, y_true):
        self.note_start()
        seen["data"].append(self.given)
        slope = lambda W: -0.2 * W / (1 + W**2) ** 2
        return {
            "dW1": slope(self.W1), "db1": np.zeros_like(self.b1),
            "dW2": slope(self.W2), "db2": np.zeros_like(self.b2),
        }

    def train_step(self, *given, **named):
        X, y, lr = step_arguments(self, *given, **named)
        loss = self.compute_loss(self.forward(X), y)
        self.backward(y)
        seen["rates"].append(lr)
        self.W1, self.W2 = 1.05 * self.W1, 1.05 * self.W2
        return loss

own_std = student.get("init_std")
def recorded_std(kind, fan_in, fan_out):
    for (name, i, o), value in stds:
        if (kind, fan_in, fan_out) == (name, i, o):
            return value
    return own_std(kind, fan_in, fan_out)

student["TwoLayerNet"], student["init_std"] = Recorder, recorded_std
"""
KINDS = ("small", "xavier", "he")
STDS = [((k, i, o), 0.01 if k == "small" else (2 / (i + o if k == "xavier" else i)) ** 0.5)
        for k, (i, o) in itertools.product(KINDS, ((2, 10), (10, 2)))]  # fmt: skip
WHAT = "init_study(kinds, seeds, n_epochs)"


def tables(got, kinds, shape):
    """kind → finite array of the asked shape."""
    named = isinstance(got, dict) and all(kind in got for kind in kinds)
    require(named, WHAT, "should give a dict with the given kinds as keys.", got=np.array([named]))
    found = {}
    for kind in kinds:
        table = numbers(got[kind], f"{WHAT}['{kind}']").astype(float)
        problem = f"has shape {table.shape}; expected (len(seeds), n_epochs), here {shape}."
        require(table.shape == shape, f"{WHAT}['{kind}']", problem, got=np.array(table.shape))
        require(np.isfinite(table).all(), f"{WHAT}['{kind}']", "contains inf or nan.")
        found[kind] = table
    return found


@check("nb03_init/init-study-table")
def init_study_table(student, rng):
    """Each kind has a (len(seeds), n_epochs) table of training losses; small stays above he."""
    kinds, seeds, epochs = ["he", "small", "xavier"], [int(s) for s in rng.permutation(90)[:4]], 7
    code = STUDY + "got = init_study(kinds, seeds, epochs)\n"
    code += 'rows = np.unique(np.vstack([np.zeros((0, 2)), *seen["data"]]), axis=0)\n'
    code += 'got, rows, sorted(set(seen["sizes"])), sorted(set(seen["rates"]))'
    got = student.run(code, kinds=kinds, seeds=seeds, epochs=epochs, stds=STDS)
    got, rows, sizes, rates = parts(got, WHAT, 4)
    found = tables(got, kinds, (len(seeds), epochs))
    right_sizes = all(tuple(size) == (2, 10, 2) for size in sizes)
    require(
        right_sizes, WHAT, "should use 2 inputs, 10 hidden units, 2 outputs.", got=np.array(sizes)
    )
    require(np.allclose(rates, 0.5), WHAT, "should train with lr 0.5.", got=np.array(rates))
    if len(rows):
        on_training_moons(rows)
    ordered(found)
    starts = student.run(STUDY + STARTS, seeds=[int(s) for s in rng.permutation(90)[:8]], stds=STDS)
    starts = numbers(starts, WHAT).astype(float)
    if starts.size:
        problem = 'the std of W1 is not init_std("he", 2, 10).'
        median = np.round(np.median(starts), 1)
        require(0.7 < median < 1.4, WHAT, problem, got=np.array([median]))
    at_work(student, kinds, seeds)


STARTS = """
init_study(["he"], seeds, 1)
np.array(seen["starts"])"""


# Three ways to see that init_study trains, for programs that keep the class or its methods:
# steps of the recorder, calls of the student's own methods, a table that follows the data.
AT_WORK = {
    "recorder": STUDY
    + """
init_study(kinds, seeds, 3)
len(seen["data"])""",
    "own methods": """
import functools, inspect

def counted(method):
    @functools.wraps(method)
    def call(*given, **named):
        calls.append(1)
        return method(*given, **named)
    return call

calls, names = [], ("forward", "backward", "train_step")
own = [(c, n, m) for c in getattr(TwoLayerNet, "__mro__", ()) for n, m in vars(c).items()
       if n in names and inspect.isfunction(m)]
try:
    for c, n, m in own:
        setattr(c, n, counted(m))
    init_study(kinds, seeds, 3)
finally:
    for c, n, m in own:
        setattr(c, n, m)
len(calls)""",
    "data": """
def table():
    return np.array([init_study(kinds, seeds, 3)[kind] for kind in kinds], float)

def far_moons(*given, own=student.get("make_moons"), **named):
    X, labels = own(*given, **named)
    return 1.5 * X, labels

before = table()
for name, a in list(student.items()):
    if isinstance(a, np.ndarray) and a.dtype.kind == "f" and {210, 300} & set(a.shape):
        student[name] = 1.5 * a
student["make_moons"] = far_moons
0 if np.allclose(before, table(), rtol=1e-9, atol=0) else 10**6""",
}


def at_work(student, kinds, seeds):
    """Each epoch of each row needs a step of a network."""
    least = len(kinds) * len(seeds) * 3
    for code in AT_WORK.values():
        if number(student.run(code, kinds=kinds, seeds=seeds, stds=STDS), WHAT) >= least:
            return
    require(False, WHAT, "should train a TwoLayerNet with train_step on X_train, Y_train.")


def on_training_moons(rows):
    """The points trained on are the training part of the moons: not all, not the held-out."""
    moons, _ = make_moons(300, noise=0.2, random_state=42)
    rows = numbers(rows, WHAT).astype(float)
    near = np.abs(rows[:, None, :] - moons[None]).max(axis=2) < 1e-4
    used = int(near.any(axis=0).sum())
    problem = "should train on the training moons: those 210 points and no others."
    ok = near.any(axis=1).all() and 150 <= used <= 270
    require(ok, WHAT, problem, got=np.array([used]))


def ordered(found):
    falls = [bool(np.all(table[:, -1] < table[:, 0])) for table in found.values()]
    require(all(falls), WHAT, "the loss does not fall in every row.", got=np.array(falls))
    above = found["small"][:, -1].min() > found["he"][:, -1].max()
    facts = np.round([np.median(found[kind][:, -1]) for kind in ("small", "he")], 1)
    problem = "the loss of small is not above the loss of he: does each kind get its own std?"
    require(above, WHAT, problem, got=facts)


@check("nb03_init/init-study-seeded")
def init_study_seeded(student, rng):
    """The same call gives the same table: a row for each seed, in their order, from it alone."""
    first, second = sorted(int(seed) for seed in rng.permutation(90)[:2])
    got = student.run(SEEDED, kinds=["small", "he"], first=first, second=second, stds=STDS)
    *calls, nets, fixed = parts(got, WHAT, 7)
    calls = [[numbers(t, WHAT).astype(float) for t in parts(c, WHAT, 2)] for c in calls]
    in_order = all(
        rows_in_order(*three) for three in zip(calls[3], calls[2], calls[0], strict=True)
    )
    one, again, other, _, twice = (np.concatenate([t.ravel() for t in c]) for c in calls)
    same, by_seed, differ = alike(one, again), not_new(twice, one), not alike(one, other)
    facts = np.array([same, by_seed, differ, in_order, number(nets, WHAT), bool(fixed)])
    require(same, WHAT, "gives another table when it is called again.", got=facts)
    require(by_seed, WHAT, "gives a seed another row when it stands later in the list.", got=facts)
    require(differ, WHAT, "gives the same row for different seeds.", got=facts)
    require(in_order, WHAT, "has the rows in another order than the seeds.", got=facts)
    at_work(student, ["small", "he"], [first, second])


def rows_in_order(table, upper, lower):
    """Is `table` of two seeds made of their rows? (Its shape has an item of its own.)"""
    return table.shape != (2, 5) or alike(table, np.vstack([upper.ravel(), lower.ravel()]))


SEEDED = (
    """
a, b = TwoLayerNet(2, 10, 2), TwoLayerNet(2, 10, 2)
fixed = np.array_equal(a.W1, b.W1)"""
    + STUDY
    + """
orders = [first], [first], [second], [second, first]
calls = [init_study(kinds, seeds, 5) for seeds in orders]
before = len(seen["sizes"])
calls.append(init_study(kinds, [first, first], 5))
nets = len(seen["sizes"]) - before
[[table["he"], table["small"]] for table in calls] + [nets, fixed]"""
)


def alike(a, b):
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-9, atol=0))


def not_new(values, known):
    """Is every number of `values` one of the `known`? (Whatever the shape of the table.)"""
    return bool(np.isclose(values[:, None], known[None], rtol=1e-9, atol=0).any(axis=1).all())


# ---------------------------------------------------------------- deep_net

SIZES = (3, 6, 5, 4)
SHAPES = {
    "relu": [lambda z: np.where(z > 0, z, 0)],
    "tanh": [np.tanh],
    "leaky_relu": [lambda z, a=a: np.where(z > 0, z, a * z) for a in (0.01, 0.02, 0.05, 0.1, 0.2)],
}


def deep_signals(weights, biases, X, bend):
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
        signals, _ = deep_signals(weights, biases, X, SHAPES["relu"][0])
        if min(np.abs(Z).min() for Z, _ in signals) > 0.02:
            return weights, biases, X, np.eye(K)[rng.permutation(np.arange(N) % K)]


@check("nb03_init/deep-net-gradients")
def deep_net_gradients(student, rng):
    """backward gives (list of dW, list of db) for tanh, relu, leaky_relu, with l2·W in dW."""
    weights, biases, X, Y = deep_example(rng)
    l2 = float(rng.uniform(0.1, 0.3))
    for name, bends in SHAPES.items():
        signals, last = deep_signals(weights, biases, X, bends[0])
        got = student.run(
            REPLAY + DEEP, sizes=list(SIZES), name=name, l2=l2, X=X, Y=Y, weights=weights,
            biases=biases, last=last, P=slow_softmax(last), signals=signals,
            masks=[(Z, np.where(Z > 0, 1.0, 0.0)) for Z, _ in signals],
        )  # fmt: skip
        got = parts(got, "DeepNet.backward(y_true)", 2)
        got = [item for group in got for item in parts(group, "DeepNet.backward(y_true)", 3)]
        readings = list(deep_readings(weights, biases, X, Y, bends, l2))
        if not any(all_agree(got, want) for want in readings):
            for place, (mine, want) in enumerate(zip(got, readings[0], strict=True)):
                part = f"d{'Wb'[place // 3]}[{place % 3}] with {name}"
                expect(mine, want, part, bias=place >= 3)


DEEP = """
if name == "relu":
    by_value("relu", *signals)
    by_value("relu_grad", *masks)
by_value("softmax", (last, P))
net = DeepNet(sizes, name, l2=l2)
net.biases = [b.reshape(np.shape(own)) for b, own in zip(biases, net.biases)]
net.weights = [W.copy() for W in weights]
net.forward(X.copy())
dWs, dbs = net.backward(Y.copy())
[list(dWs), list(dbs)]"""


def deep_readings(weights, biases, X, Y, bends, l2):
    """The right gradients: for each slope of the leak and each usual scale of l2."""
    for bend in bends:

        def loss(bend=bend):
            P = slow_softmax(deep_signals(weights, biases, X, bend)[1])
            return -np.sum(Y * np.log(P)) / N

        data = slopes(loss, weights + biases)
        for scale in (l2, 2 * l2, l2 / N, 2 * l2 / N):
            yield [g + scale * W for g, W in zip(data, weights, strict=False)] + data[
                len(weights) :
            ]


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
    rows = numbers(student.run(DEEP_ROWS, X=rng.normal(size=(10, 2))), "net.train(…)")
    problem = "leaves samples out: with 10 samples and batches of 4, the last batch has 2."
    require(rows.size in (0, 10), "net.train(…)", problem)
    X, labels = make_moons(300, noise=0.2, random_state=42)
    X_train, X_test, train, test = train_test_split(X, labels, test_size=0.3, random_state=42)
    got = student.run(
        """
net = DeepNet([2, 16, 16, 2], "tanh", l2=0.0005)
net.train(X_train, Y_train, epochs=200, lr=0.2, batch_size=32)
net.predict(X_test)""",
        seconds=60,
        X_train=X_train,
        Y_train=np.eye(2)[train],
        X_test=X_test,
    )
    said = numbers(got, "net.predict(X_test)")
    require(said.size == 90, "net.predict(X_test)", "should give one class for each sample.")
    right = np.mean(said.ravel() == test)
    problem = f"gets only {right:.2f} of the held-out points right; at least 0.90 is needed."
    require(right >= 0.90, "The deep network after 200 epochs", problem)


# Which first features were seen in batches; empty where forward is not what train uses.
DEEP_ROWS = """
seen = []
class Seen(DeepNet):
    def forward(self, X):
        if len(X) <= 4:
            seen.extend(np.asarray(X)[:, 0])
        return super().forward(X)
net = Seen([2, 3, 2], "tanh")
net.train(X.copy(), np.eye(2)[np.arange(10) % 2], epochs=1, lr=0.1, batch_size=4)
np.unique(np.array(seen, float))"""
