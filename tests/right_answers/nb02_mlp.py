"""Unusual right answers to nb02_mlp: each must keep every point."""

from textwrap import indent

LINEAR = """
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
{init}

    def forward(self, inp):
{forward}

    def backward(self, up_grad):
{backward}

    def step(self, lr):
{step}
"""
LINEAR_PARTS = {
    "init": """super().__init__()
self.w = np.random.normal(0, np.sqrt(2 / (in_dim + out_dim)), (in_dim, out_dim))
self.b = np.zeros((1, out_dim))
self.dw = self.db = None""",
    "forward": "self.inp = inp\nreturn inp @ self.w + self.b",
    "backward": """self.dw = self.inp.T @ up_grad
self.db = np.sum(up_grad, axis=0, keepdims=True)
return up_grad @ self.w.T""",
    "step": "self.w -= lr * self.dw\nself.b -= lr * self.db",
}
MLP = """
class MLP:
    def __init__(self, layers, loss_fun, lr):
        self.layers, self.loss_fun, self.lr = layers, loss_fun, lr

    def loss(self, prediction, target):
        return self.loss_fun(prediction, target)

    def __call__(self, inp):
{call}

    def forward(self, inp):
{forward}

    def backward(self):
{backward}

    def update(self):
{update}

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
{train}
"""
MLP_PARTS = {
    "call": "return self.forward(inp)",
    "forward": "for layer in self.layers:\n    inp = layer.forward(inp)\nreturn inp",
    "backward": """grad = self.loss_fun.backward()
for layer in self.layers[::-1]:
    grad = layer.backward(grad)""",
    "update": "for layer in self.layers:\n    layer.step(self.lr)",
    "train": """train_losses, test_losses = [], []
for epoch in range(epochs):
    order = np.random.permutation(len(x_train))
    losses = []
    for start in range(0, len(x_train), batch_size):
        rows = order[start:start + batch_size]
        losses.append(self.loss(self(x_train[rows]), y_train[rows]))
        self.backward()
        self.update()
    train_losses.append(sum(losses) / len(losses))
    test_losses.append(self.loss(self(x_test), y_test))
return train_losses, test_losses""",
}

TWO_METHODS = """
class {}:
    def forward(self, {}):
{}

    def backward(self{}):
{}
"""


def linear(**parts):
    return _filled(LINEAR, LINEAR_PARTS, parts)


def mlp(**parts):
    return _filled(MLP, MLP_PARTS, parts)


def _filled(template, usual, parts):
    return template.format(**{k: indent(v, " " * 8) for k, v in {**usual, **parts}.items()})


def sigmoid(forward, backward="return up_grad * self.f * (1 - self.f)", before=""):
    return before + TWO_METHODS.format(
        "Sigmoid(Layer)", "inp", indent(forward, " " * 8), ", up_grad", indent(backward, " " * 8)
    )


def mse(forward, backward):
    return TWO_METHODS.format(
        "MSE(Loss)", "prediction, target", indent(forward, " " * 8), "", indent(backward, " " * 8)
    )


UNIFORM_FLAT_BIAS = linear(
    init="""a = np.sqrt(6 / (in_dim + out_dim))
self.w = np.random.default_rng().uniform(-a, a, size=(in_dim, out_dim))
self.b = np.zeros(out_dim)""",
    backward="""self.dw = np.dot(np.transpose(self.inp), up_grad)
self.db = up_grad.sum(0)
return np.dot(up_grad, self.w.T)""",
    step="self.w, self.b = self.w - lr * self.dw, self.b - lr * self.db",
)
MIXED_BIAS_SHAPES = linear(
    init="""self.w = np.random.randn(in_dim, out_dim) * (2 / (in_dim + out_dim)) ** 0.5
self.b = np.zeros(out_dim)""",
    step="self.w = self.w - lr * self.dw\nself.b = self.b - lr * self.db.reshape(self.b.shape)",
)
FLOAT32_LINEAR = linear(
    init="""super().__init__()
scale = np.float32(np.sqrt(2 / (in_dim + out_dim)))
self.w = scale * np.random.default_rng(3).standard_normal((in_dim, out_dim), dtype=np.float32)
self.b = np.zeros((1, out_dim), np.float32)""",
    forward="""self.inp = np.asarray(inp, np.float32)
return self.inp @ self.w.astype(np.float32) + self.b.astype(np.float32)""",
    backward="""up_grad = np.asarray(up_grad, np.float32)
self.dw = self.inp.T @ up_grad
self.db = up_grad.sum(axis=0, keepdims=True)
return up_grad @ self.w.astype(np.float32).T""",
)
LOOPED_LINEAR = linear(
    init="""import random
std = (2.0 / (in_dim + out_dim)) ** 0.5
self.w = np.array([[random.gauss(0, std) for _ in range(out_dim)] for _ in range(in_dim)])
self.b = np.array([[0.0] * out_dim])""",
    forward="""self.rows = [np.array(row) for row in inp]
print("forward of", len(inp), "rows")
return np.array([[sum(row * self.w[:, j]) + self.b.ravel()[j] for j in range(self.w.shape[1])]
                 for row in self.rows])""",
    backward="""self.dw, self.db = np.zeros(self.w.shape), np.zeros(self.w.shape[1])
down = []
for row, up in zip(self.rows, up_grad):
    self.dw += np.outer(row, up)
    self.db += up
    down.append(self.w @ up)
return np.array(down)""",
    step="""for i in range(self.w.shape[0]):
    self.w[i] = self.w[i] - lr * self.dw[i]
self.b = self.b - lr * np.reshape(self.db, self.b.shape)""",
)
EINSUM_LINEAR = linear(
    forward="""self.cache = (inp,)
self.out = np.einsum('nd,dk->nk', inp, self.w) + self.b
return self.out""",
    backward="""(inp,) = self.cache
self.dw = np.einsum('nd,nk->dk', inp, up_grad)
self.db = np.einsum('nk->k', up_grad)[None]
return np.einsum('nk,dk->nd', up_grad, self.w)""",
)
ZEROED_IN_STEP = linear(
    init=LINEAR_PARTS["init"] + "\nself.dw, self.db = 0 * self.w, 0 * self.b",
    backward="""self.dw += self.inp.T @ up_grad
self.db += up_grad.sum(0, keepdims=True)
return up_grad @ self.w.T""",
    step="""self.w = self.w - lr * self.dw
self.b = self.b - lr * self.db
self.dw, self.db = np.zeros_like(self.w), np.zeros_like(self.b)""",
)
PROPERTIES = """
class Linear(Layer):
    __hash__ = None

    def __init__(self, in_dim, out_dim, seed=None):
        self.theta = np.random.normal(0, np.sqrt(2 / (in_dim + out_dim)), (in_dim + 1, out_dim))
        self.theta[-1] = 0
        self.grad = np.zeros_like(self.theta)
        self.history = {"steps": 0}

    def rows_of(name, rows):
        return property(
            lambda self: getattr(self, name)[rows],
            lambda self, new: getattr(self, name).__setitem__(rows, new),
        )

    w, b = rows_of("theta", slice(0, -1)), rows_of("theta", slice(-1, None))
    dw, db = rows_of("grad", slice(0, -1)), rows_of("grad", slice(-1, None))

    def __eq__(self, other):
        return np.array_equal(self.theta, other.theta)

    def forward(self, inp):
        self.padded = np.hstack([inp, np.ones((len(inp), 1))])
        return self.padded @ self.theta

    def backward(self, up_grad):
        self.grad = self.padded.T @ up_grad
        return up_grad @ self.theta[:-1].T

    def step(self, lr):
        self.theta -= lr * self.grad
        self.history["steps"] += 1
"""
LINEAR_WITHOUT_BASE = UNIFORM_FLAT_BIAS.replace("(Layer)", "") + "\n    __call__ = forward\n"
BY_HAND = mlp(
    update="""for layer in self.layers:
    if isinstance(layer, Linear):
        layer.w -= self.lr * layer.dw
        layer.b -= self.lr * layer.db""",
    train="""tr, te = np.zeros(epochs), np.zeros(epochs)
e = 0
while e < epochs:
    for at in range(0, len(x_train), batch_size):
        self.loss(self.forward(x_train[at:at + batch_size]), y_train[at:at + batch_size])
        self.backward()
        self.update()
    tr[e] = self.loss(self(x_train), y_train)
    te[e] = self.loss(self(x_test), y_test)
    print(f"Epoch {e + 1}/{epochs}: {tr[e]:.4f} {te[e]:.4f}")
    e += 1
return np.array([tr, te])""",
)
SPLIT_AND_WEIGHTED = mlp(
    train="""import math
history = {"train": [], "test": []}
rng = np.random.default_rng()
for _ in range(epochs):
    order = rng.permutation(len(x_train))
    total = 0.0
    for rows in np.array_split(order, math.ceil(len(order) / batch_size)):
        value = self.loss(self.forward(x_train[rows]), y_train[rows])
        total += float(value) * len(rows)
        self.backward()
        self.update()
    history["train"].append(total / len(x_train))
    history["test"].append(float(self.loss(self.forward(x_test), y_test)))
self.history = history
return [history["train"], history["test"]]"""
)
ALL_IN_TRAIN = mlp(
    call="out = inp\nfor layer in self.layers:\n    out = layer(out)\nreturn out",
    forward="return self(inp)",
    update="""for layer in self.layers:
    if hasattr(layer, 'w'):
        layer.w = layer.w - self.lr * layer.dw
        layer.b = layer.b - self.lr * np.reshape(layer.db, np.shape(layer.b))""",
    train="""import random
train_losses, test_losses = (), ()
for _ in range(epochs):
    pairs = list(zip(x_train, y_train))
    random.shuffle(pairs)
    losses = []
    while pairs:
        batch, pairs = pairs[:batch_size], pairs[batch_size:]
        x, y = np.stack([p[0] for p in batch]), np.stack([p[1] for p in batch])
        out = x
        for layer in self.layers:
            out = layer.forward(out)
        losses.append(self.loss_fun.forward(out, y))
        grad = self.loss_fun.backward()
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        for layer in self.layers:
            layer.step(self.lr)
    train_losses += (np.float64(np.mean(losses)),)
    test_losses += (np.asarray(self.loss_fun(self(x_test), y_test)),)
return train_losses, test_losses""",
)
KEEPS_PREDICTION = mlp(
    forward="""from functools import reduce
self.prediction = reduce(lambda out, layer: layer(out), self.layers, inp)
return self.prediction""",
    backward="""def down(layers, grad):
    return down(layers[:-1], layers[-1].backward(grad)) if layers else grad
return down(list(self.layers), self.loss_fun.backward())""",
    train="""import warnings
train_losses, test_losses = [], []
for epoch in range(epochs):
    state = np.random.get_state()
    x, y = np.array(x_train), np.array(y_train)
    np.random.shuffle(x)
    np.random.set_state(state)
    np.random.shuffle(y)
    losses = []
    for k in range(-(-len(x) // batch_size)):
        part = slice(k * batch_size, (k + 1) * batch_size)
        self.forward(x[part])
        losses.append(self.loss(self.prediction, y[part]))
        self.backward()
        self.update()
    warnings.warn("one epoch done")
    train_losses.append([np.mean(losses)])
    parts = [slice(i, i + batch_size) for i in range(0, len(x_test), batch_size)]
    test_losses.append([np.mean([self.loss(self(x_test[p]), y_test[p]) for p in parts])])
return train_losses, test_losses""",
)
SHUFFLES_IN_PLACE = mlp(
    train=MLP_PARTS["train"]
    .replace("order = np.random.permutation(len(x_train))", "order = list(range(len(x_train)))")
    .replace(
        "losses = []\n    for",
        "x_train, y_train = x_train[::-1], y_train[::-1]\n    losses = []\n    for",
    )
)
MASKED_SIGMOID = sigmoid("""inp = np.asarray(inp, dtype=float)
out = np.empty(inp.shape)
up = inp >= 0
out[up] = 1 / (1 + np.exp(-inp[up]))
small = np.exp(inp[~up])
out[~up] = small / (1 + small)
self.f = out
return out""")
TANH_SIGMOID = sigmoid("self.f = 0.5 * (1 + np.tanh(inp / 2))\nreturn self.f")
CLIPPED_SIGMOID = sigmoid("self.f = 1.0 / (1.0 + np.exp(-np.clip(inp, -500, 500)))\nreturn self.f")
POWER_SIGMOID = sigmoid(
    "self.x = inp\nreturn sigma(inp)",
    "s = sigma(self.x)\nreturn np.multiply(up_grad, s - s**2)",
    before="sigma = np.vectorize(lambda z: (1 + np.e ** np.float64(-z)) ** -1)\n\n\n",
)
SIGMOID_FROM_EXPONENTS = sigmoid(
    "self.inp = inp\nself.out = np.exp(-np.logaddexp(0, -inp))\nreturn self.out",
    "return up_grad * np.exp(-self.inp) / np.square(1 + np.exp(-self.inp))",
)
FLOAT32_SIGMOID = sigmoid("self.f = np.float32(1) / (1 + np.exp(-np.float32(inp)))\nreturn self.f")
LOOPED_MSE = mse(
    """self.pairs, total = (prediction, target), 0.0
for row_p, row_t in zip(prediction, target):
    for p, t in zip(row_p, row_t):
        total += float(p - t) ** 2
self.loss = total / prediction.shape[0]
return self.loss""",
    """p, t = self.pairs
grad = np.zeros(p.shape)
for i in range(p.shape[0]):
    for j in range(p.shape[1]):
        grad[i, j] = 2 * (p[i, j] - t[i, j]) / p.shape[0]
return grad""",
)
MEAN_OF_SUMS_MSE = mse(
    "self.diff = prediction - target\nreturn np.asarray(np.mean(np.sum(self.diff**2, axis=1)))",
    "return np.true_divide(self.diff, self.diff.shape[0] / 2)",
)
NORM_MSE = mse(
    """self.d, self.n = np.float32(prediction - target), len(target)
return np.linalg.norm(self.d) ** 2 / self.n""",
    "return self.d * np.float32(2 / self.n)",
)
INDEX_PREPARE = """
def prepare(X, y, test_size=0.2, random_state=42):
    rows = np.arange(len(X))
    a, b = train_test_split(rows, test_size=test_size, random_state=random_state)
    scaler_X, scaler_y = StandardScaler(), StandardScaler()
    X_train, y_train = scaler_X.fit_transform(X[a]), scaler_y.fit_transform(y[a])
    return (X_train.astype(np.float32), scaler_X.transform(X[b]).astype(np.float32),
            y_train.astype(np.float32), scaler_y.transform(y[b]).astype(np.float32), scaler_y)
"""
OWN_SCALER_PREPARE = """
class Scaler:
    def fit(self, values):
        self.mean, self.std = values.mean(axis=0), values.std(axis=0, ddof=1)
        return self

    def transform(self, values):
        return (values - self.mean) / self.std

    def inverse_transform(self, values):
        return values * self.std + self.mean


def prepare(X, y, test_size=0.2, random_state=42):
    order = np.random.RandomState(random_state).permutation(len(X))
    cut = int(round(len(X) * test_size))
    test, train = order[:cut], order[cut:]
    sx, sy = Scaler().fit(X[train]), Scaler().fit(y[train])
    return [sx.transform(X[train]), sx.transform(X[test]),
            sy.transform(y[train]), sy.transform(y[test]), sy]
"""
PIPELINE_PREPARE = """
from sklearn.pipeline import make_pipeline


def prepare(X, y, test_size=0.2, random_state=42, verbose=True):
    parts = train_test_split(X, y, test_size=test_size, random_state=random_state)
    pipes = [make_pipeline(StandardScaler()), StandardScaler()]
    scaled = []
    for i, part in enumerate(parts):
        if i % 2 == 0:
            pipes[i // 2].fit(part)
        scaled.append(pipes[i // 2].transform(part))
    if verbose:
        print("scaled", [part.shape for part in scaled])
    return (*scaled, pipes[1])
"""
SIZE_FROM_DATA = """
def build_model(hidden=48):
    inputs = X_train.shape[1]
    return MLP([Linear(inputs, hidden), Relu(), Linear(hidden, y_train.shape[1])], MSE(), 0.05)


EPOCHS, BATCH_SIZE = np.int64(20), 32
"""
SIGMOID_MODEL = """
class Leaky(Layer):
    def forward(self, inp):
        self.slope = np.where(inp > 0, 1.0, 0.01)
        return inp * self.slope

    def backward(self, up_grad):
        return up_grad * self.slope


class Momentum(MLP):
    pass


def build_model():
    layers = (Linear(8, 64), Leaky(), Linear(64, 32), Sigmoid(), Linear(32, 1))
    return Momentum(layers, MSE(), lr=0.1)


EPOCHS = 25
BATCH_SIZE = 50
"""
SHORT = SIZE_FROM_DATA.replace("np.int64(20)", "3")
CLOSURE_LINEAR = linear(
    forward="""w = self.w


def back(up_grad):
    self.dw, self.db = inp.T @ up_grad, up_grad.sum(axis=0, keepdims=True)
    return up_grad @ w.T


self.back = back
return inp @ self.w + self.b""",
    backward="return self.back(up_grad)",
)
CLOSURE_MSE = mse(
    """d = prediction - target
self.back = lambda: 2.0 / d.shape[0] * d
return (d * d).sum(axis=1).mean()""",
    "return self.back()",
)
BUFFERS_LINEAR = linear(
    init=LINEAR_PARTS["init"] + "\nself.dw, self.db = np.empty_like(self.w), np.empty_like(self.b)",
    forward="""self.inp, out = inp, np.empty((len(inp), self.w.shape[1]))
np.matmul(inp, self.w, out=out)
return np.add(out, self.b, out=out)""",
    backward="""np.matmul(self.inp.T, up_grad, out=self.dw)
np.sum(up_grad, axis=0, keepdims=True, out=self.db)
return np.tensordot(up_grad, self.w, axes=(1, 1))""",
)
IN_PLACE_SIGMOID = sigmoid(
    "inp *= -1\nself.f = 1 / (1 + np.exp(inp))\nreturn self.f",
    "up_grad *= self.f * (1 - self.f)\nreturn up_grad",
)
DATACLASS = """
from collections import namedtuple
from dataclasses import dataclass

History = namedtuple("History", "loss val_loss")


@dataclass
class MLP:
    layers: list
    loss_fun: Loss
    lr: float = 0.01

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    __call__ = forward = predict

    def loss(self, prediction, target):
        return self.loss_fun(prediction, target)

    def backward(self):
        grad = self.loss_fun.backward()
        for layer in reversed(self.layers):
            grad = layer.backward(grad)

    def update(self):
        for layer in reversed(self.layers):
            if getattr(layer, "dw", None) is not None:
                layer.step(lr=self.lr)

    def evaluate(self, x, y, size):
        parts = [slice(i, i + size) for i in range(0, len(x), size)]
        return sum(self.loss(self.predict(x[p]), y[p]) * len(x[p]) for p in parts) / len(x)

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
        data, d = np.hstack([x_train, y_train]), x_train.shape[1]
        history = History([], [])
        for _ in range(epochs):
            np.random.shuffle(data)
            for start in range(0, len(data), batch_size):
                batch = data[start : start + batch_size]
                self.loss(self.predict(batch[:, :d]), batch[:, d:])
                self.backward()
                self.update()
            history.loss.append(self.evaluate(x_train, y_train, batch_size))
            history.val_loss.append(self.evaluate(x_test, y_test, batch_size))
        return history
"""
STEPS_IN_TRAIN = mlp(
    train="""def step(rows):
    value = self.loss(self(np.take(x_train, rows, axis=0)), y_train.take(rows, axis=0))
    self.backward()
    for layer in self.layers:
        if hasattr(layer, "w"):
            layer.w -= self.lr * layer.dw
            layer.b[...] = layer.b - self.lr * np.reshape(layer.db, np.shape(layer.b))
    return value


def epoch():
    order = np.argsort(np.random.rand(len(x_train)))
    cuts = np.arange(batch_size, len(order), batch_size)
    losses = [step(rows) for rows in np.split(order, cuts)]
    return np.mean(losses), self.loss(self(x_test), y_test)


return np.array([epoch() for _ in range(epochs)]).T"""
)
ALL_CELLS = {
    "linear": EINSUM_LINEAR,
    "sigmoid": TANH_SIGMOID,
    "mse": MEAN_OF_SUMS_MSE,
    "mlp": ALL_IN_TRAIN,
    "prepare": INDEX_PREPARE,
    "housing-model": SIZE_FROM_DATA,
}
RIGHT_ANSWERS = [
    ("uniform start, flat bias", {"linear": UNIFORM_FLAT_BIAS}),
    ("bias (k,) with gradient (1, k)", {"linear": MIXED_BIAS_SHAPES}),
    ("float32 everywhere", {"linear": FLOAT32_LINEAR, "sigmoid": FLOAT32_SIGMOID, "mse": NORM_MSE}),
    ("loops and prints", {"linear": LOOPED_LINEAR, "mse": LOOPED_MSE, "housing-model": SHORT}),
    ("einsum and a tuple cache", {"linear": EINSUM_LINEAR, "mse": MEAN_OF_SUMS_MSE}),
    ("gradients add up and are zeroed in step", {"linear": ZEROED_IN_STEP}),
    ("weights as properties, unhashable", {"linear": PROPERTIES}),
    ("no base class", {"linear": LINEAR_WITHOUT_BASE}),
    ("update by hand, no shuffle, loss of the whole set", {"mlp": BY_HAND}),
    ("array_split and sample-weighted losses", {"mlp": SPLIT_AND_WEIGHTED}),
    ("all in train, random.shuffle, tuples", {"mlp": ALL_IN_TRAIN}),
    ("keeps the prediction, recursion, test loss in batches", {"mlp": KEEPS_PREDICTION}),
    ("reversed order, rebinding", {"mlp": SHUFFLES_IN_PLACE, "linear": MIXED_BIAS_SHAPES}),
    ("masked sigmoid", {"sigmoid": MASKED_SIGMOID}),
    ("sigmoid by tanh", {"sigmoid": TANH_SIGMOID, "housing-model": SIGMOID_MODEL}),
    ("sigmoid with a wide clip", {"sigmoid": CLIPPED_SIGMOID}),
    ("sigmoid with a power, from the input again", {"sigmoid": POWER_SIGMOID}),
    ("sigmoid by logaddexp", {"sigmoid": SIGMOID_FROM_EXPONENTS}),
    ("split of row numbers, float32", {"prepare": INDEX_PREPARE}),
    ("own scaler and split", {"prepare": OWN_SCALER_PREPARE}),
    ("pipeline", {"prepare": PIPELINE_PREPARE, "housing-model": SIZE_FROM_DATA}),
    ("closures keep the batch", {"linear": CLOSURE_LINEAR, "mse": CLOSURE_MSE}),
    ("out= buffers, tensordot", {"linear": BUFFERS_LINEAR}),
    ("sigmoid changes its arguments in place", {"sigmoid": IN_PLACE_SIGMOID}),
    ("dataclass, named tuple, x and y in one table", {"mlp": DATACLASS}),
    ("steps by hand inside train", {"mlp": STEPS_IN_TRAIN}),
    ("every cell another way", ALL_CELLS),
]
