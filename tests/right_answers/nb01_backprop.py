# ruff: noqa: E501  (programs as students write them)
"""Unusual programs for nb01_backprop that are right: each must keep every point."""

from autograder import notebooks

NOTEBOOK = "nb01_backprop"


def edited(answer, *pairs):
    """The reference solution of one answer, written differently in some places."""
    text = notebooks.answers(NOTEBOOK)[answer]
    for old, new in pairs:
        assert text.count(old) == 1, (answer, old, text.count(old))
        text = text.replace(old, new)
    return {answer: text}


MSE_LOOPS = """
class MSE(Loss):
    def loss(self, x, y):
        total = 0.0
        for i in range(len(x)):
            for j in range(len(x[0])):
                total += float(x[i][j] - y[i][j]) ** 2
        return total / (len(x) * len(x[0]))

    def gradient(self, x, y):
        n, k = x.shape
        return np.array([[2 * (x[i, j] - y[i, j]) / (n * k) for j in range(k)] for i in range(n)])
"""
MSE_EINSUM = """
class MSE(Loss):
    def loss(self, x, y):
        d = np.subtract(x, y)
        return np.array(np.einsum("ij,ij->", d, d) / d.size)

    def gradient(self, x, y):
        d = np.subtract(x, y)
        return np.divide(np.add(d, d), np.prod(np.shape(x)))
"""
MSE_FLOAT32 = """
class MSE(Loss):
    def loss(self, x, y):
        return np.float32(((x - y).astype(np.float32) ** 2).mean())

    def gradient(self, x, y):
        return (2.0 / x.size * (x - y)).astype(np.float32)
"""
MSE_CHATTY = """
import warnings

class MSE:
    count = 0

    def loss(self, x, y):
        print("loss of", x.shape)
        warnings.warn("a harmless warning")
        self.count += 1
        return np.mean(np.square(y - x), axis=(0, 1), keepdims=True)

    def gradient(self, prediction, target):
        print("gradient")
        slope = np.zeros(prediction.shape)
        slope += prediction
        slope -= target
        slope *= 2 / slope.size
        return slope
"""
CE_PLUS_EPS = """
class CrossEntropy(Loss):
    def loss(self, x, y):
        return np.mean(-(y * np.log(x + 1e-12)).sum(axis=1))

    def gradient(self, x, y):
        return np.negative(y) / ((x + 1e-12) * y.shape[0])
"""
CE_LOOPS = """
import math

class CrossEntropy(Loss):
    def loss(self, x, y):
        losses = []
        for p_row, y_row in zip(x.tolist(), y.tolist()):
            losses.append(-sum(t * math.log(min(max(p, EPS), 1.0)) for p, t in zip(p_row, y_row)))
        return sum(losses) / len(losses)

    def gradient(self, x, y):
        out = np.empty(x.shape)
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                out[i, j] = -y[i, j] / max(x[i, j], EPS) / x.shape[0]
        return out
"""
CE_FLOAT32 = """
class CrossEntropy(Loss):
    def safe(self, p):
        return np.clip(np.asarray(p, np.float32), np.float32(EPS), np.float32(1))

    def loss(self, x, y):
        return -np.mean(np.sum(np.asarray(y, np.float32) * np.log(self.safe(x)), axis=1))

    def gradient(self, x, y):
        return -np.asarray(y, np.float32) / self.safe(x) / np.float32(len(x))
"""
CE_EINSUM = """
def floored(p):
    return np.where(p < 1e-10, 1e-10, p)

class CrossEntropy(Loss):
    def loss(self, x, y):
        return -np.einsum("ij,ij->", y, np.log(floored(x))) / x.shape[0]

    def gradient(self, x, y):
        return (-1.0 / x.shape[0]) * y * np.reciprocal(floored(x))
"""

LAYER_LOOPS = """
import math

class Layer:
    def __init__(self, input_dim, output_dim, non_linearity=None):
        if non_linearity not in (None, "relu", "tanh", "soft_max"):
            raise ValueError(non_linearity)
        self.d, self.k, self.kind = input_dim, output_dim, non_linearity
        self.in_dim, self.out_dim, self.non_linearity = input_dim, output_dim, non_linearity
        rng = np.random.default_rng()
        self.weights = rng.standard_normal((input_dim, output_dim)) * math.sqrt(2.0 / input_dim)
        self.bias = np.zeros((output_dim,))
        self.grad_weight = self.grad_bias = None

    def forward(self, x):
        self.x, self.y = np.array(x, float), np.zeros((len(x), self.k))
        for i in range(len(x)):
            self.y[i] = self.bend(self.x[i].dot(self.weights) + self.bias)
        return self.y.copy()

    def bend(self, z):
        if self.kind == "relu":
            return np.where(z > 0, z, 0.0)
        if self.kind == "tanh":
            return np.array([math.tanh(v) for v in z])
        if self.kind == "soft_max":
            top = max(z)
            e = [math.exp(v - top) for v in z]
            return np.array(e) / sum(e)
        return z

    def backward(self, gradients):
        self.grad_weight, self.grad_bias = np.zeros((self.d, self.k)), np.zeros(self.k)
        left = np.zeros((len(gradients), self.d))
        for i, g in enumerate(gradients):
            s = self.y[i]
            if self.kind == "soft_max":
                dz = s * (g - sum(a * b for a, b in zip(g, s)))
            elif self.kind == "tanh":
                dz = g * (1 - s * s)
            else:
                dz = g * (s > 0) if self.kind else g
            self.grad_weight += np.outer(self.x[i], dz)
            self.grad_bias += dz
            left[i] = self.weights @ dz
        return left
"""
LAYER_ONE_MATRIX = """
class Layer:
    def __init__(self, input_dim, output_dim, non_linearity=None):
        self.non_linearity = non_linearity
        self.table = np.zeros((input_dim + 1, output_dim))
        self.table[:-1] = np.random.randn(input_dim, output_dim) * (2 / input_dim) ** 0.5
        self.slope = np.zeros_like(self.table)

    weights = property(lambda self: self.table[:-1], lambda self, w: self.table[:-1].__setitem__(slice(None), w))
    bias = property(lambda self: self.table[-1:], lambda self, b: self.table[-1:].__setitem__(slice(None), b))
    grad_weight = property(lambda self: self.slope[:-1], lambda self, w: self.slope[:-1].__setitem__(slice(None), w))
    grad_bias = property(lambda self: self.slope[-1:], lambda self, b: self.slope[-1:].__setitem__(slice(None), b))

    def __eq__(self, other):
        return self is other

    def forward(self, x):
        self.x = np.hstack([x, np.ones((len(x), 1))])
        z = self.x @ self.table
        bends = {None: lambda: z, "relu": lambda: z * (z > 0), "tanh": lambda: np.tanh(z), "soft_max": lambda: self.soft(z)}
        if self.non_linearity not in bends:
            raise ValueError("no such thing")
        self.out = bends[self.non_linearity]()
        return self.out

    def soft(self, z):
        shifted = z - z.max(1)[:, None]
        return np.exp(shifted - np.log(np.exp(shifted).sum(1))[:, None])

    def backward(self, gradients):
        s = self.out
        if self.non_linearity == "soft_max":
            jacobians = np.einsum("ni,ij->nij", s, np.eye(s.shape[1])) - np.einsum("ni,nj->nij", s, s)
            dz = np.einsum("nij,nj->ni", jacobians, gradients)
        else:
            dz = gradients * {None: 1.0, "relu": 1.0 * (s > 0), "tanh": 1 - s * s}[self.non_linearity]
        self.slope = np.einsum("ni,nj->ij", self.x, dz)
        return np.einsum("nj,ij->ni", dz, self.table[:-1])
"""
LAYER_WITH_STEP = """
    def step(self, lr, l2=0.0):
        self.weights *= 1 - lr * l2
        self.weights -= lr * self.grad_weight
        self.bias -= lr * self.grad_bias
"""
STEP_BODY = """        for layer in self.layers:
            layer.weights = layer.weights - lr * (layer.grad_weight + l2 * layer.weights)
            layer.bias = layer.bias - lr * layer.grad_bias
"""
STEPS = {
    "in place": """        for layer in self.layers:
            layer.weights -= lr * (layer.grad_weight + l2 * layer.weights)
            layer.bias -= lr * layer.grad_bias
""",
    "l2 added to the stored gradient": """        for layer in self.layers:
            layer.grad_weight += l2 * layer.weights
            for name in ("weight", "bias"):
                attribute = "weights" if name == "weight" else "bias"
                old, slope = getattr(layer, attribute), getattr(layer, "grad_" + name)
                setattr(layer, attribute, old - lr * slope)
""",
    "loops over rows": """        for layer in self.layers:
            for row, slope in zip(layer.weights, layer.grad_weight):
                row[:] = [w - lr * (s + l2 * w) for w, s in zip(row, slope)]
            bias = [b - lr * s for b, s in zip(np.ravel(layer.bias), np.ravel(layer.grad_bias))]
            layer.bias = np.reshape(bias, np.shape(layer.bias))
""",
    "layers step themselves": """        for layer in reversed(self.layers):
            layer.step(lr, l2=l2)
""",
}
TRAIN_OTHER = """
        history = dict(train_loss=(), val_loss=(), val_acc=(), epoch=[], seconds=[])
        rng = np.random.default_rng()
        x, y = np.asarray(x), np.asarray(y)
        for epoch in range(epochs):
            idx = list(range(len(x)))
            rng.shuffle(idx)
            total, begin = 0.0, 0
            while begin < len(idx):
                part = idx[begin : begin + batch_size]
                out = self.predict(x[part])
                self.backward(self.loss.gradient(out, y[part]))
                total += self.loss.loss(out, y[part]) * len(part)
                self.step(lr=lr, l2=l2)
                begin += len(part)
            history["train_loss"] += (np.float64(total / len(x)),)
            history["epoch"].append(epoch)
            text = "Epoch %d/%d | Train_Loss: %g" % (epoch + 1, epochs, history["train_loss"][-1])
            if x_val is not None and y_val is not None:
                seen, hits = 0.0, 0.0
                for i in range(0, len(x_val), 3):
                    out = self.predict(x_val[i : i + 3])
                    seen += self.loss.loss(out, y_val[i : i + 3]) * len(out)
                    hits += np.sum(out.argmax(1) == y_val[i : i + 3].argmax(1))
                history["val_loss"] += (seen / len(x_val),)
                text += " | Validation_Loss: %g" % history["val_loss"][-1]
                if type(self.loss).__name__ == "CrossEntropy":
                    history["val_acc"] += (hits / len(x_val),)
                    text += " | Validation_acc: %g" % history["val_acc"][-1]
            if verbose_every and epoch % verbose_every == 0:
                print("-" * 20)
                print(text)
"""
TRAIN_INLINE = """
        import random as dice
        print("training starts")
        for epoch in range(1, epochs + 1):
            deck = [(a, b) for a, b in zip(x, y)]
            dice.shuffle(deck)
            losses = []
            while deck:
                hand, deck = deck[:batch_size], deck[batch_size:]
                xb, yb = np.array([a for a, _ in hand]), np.array([b for _, b in hand])
                out = self.forward(xb)
                losses.append(self.loss.loss(out, yb))
                self.backward(self.loss.gradient(out, yb))
                for layer in self.layers:
                    layer.weights = (1 - lr * l2) * layer.weights - lr * layer.grad_weight
                    layer.bias = layer.bias - lr * layer.grad_bias
            history["train_loss"].append(np.mean(losses))
            validated = x_val is not None
            if validated:
                out = self.forward(x_val)
                history["val_loss"].append(np.asarray(self.loss.loss(out, y_val)))
                if type(self.loss) is CrossEntropy:
                    history["val_acc"].append(np.mean(np.argmax(out, 1) == np.argmax(y_val, 1)))
            if epoch % verbose_every == 0 or epoch == epochs:
                print(f"Epoch {epoch}/{epochs} - Train_Loss: {history['train_loss'][-1]:.4f}", end=" ")
                for key, name in (("val_loss", "Validation_Loss"), ("val_acc", "Validation_acc")):
                    if history[key]:
                        print(f"{name}: {history[key][-1]:.4f}", end=" ")
                print()
        history["weights"] = [layer.weights for layer in self.layers]
"""


def with_train(body):
    """The network with another body of `train`."""
    text = notebooks.answers(NOTEBOOK)["network"]
    start, end = text.index("        n = len(x)\n"), text.index("        return history")
    return {"network": text[:start] + body.lstrip("\n") + text[end:]}


def with_step(name):
    return edited("network", (STEP_BODY, STEPS[name]))


def float32_layer():
    return edited(
        "layer",
        ("(input_dim, output_dim))\n", "(input_dim, output_dim)).astype(np.float32)\n"),
        ("np.zeros(output_dim)", "np.zeros(output_dim, dtype=np.float32)"),
        ("self.input = x\n", "self.input = np.asarray(x, np.float32)\n"),
        ("z = x @ self.weights + self.bias", "z = (self.input @ self.weights + self.bias).astype(np.float32)"),
        ("self.grad_weight = self.input.T @ dz", "dz = dz.astype(np.float32)\n        self.grad_weight = self.input.T @ dz"),
    )  # fmt: skip


ROW_BIAS = (
    ("np.zeros(output_dim)", "np.zeros((1, output_dim))"),
    ("dz.sum(axis=0)", "dz.sum(axis=0, keepdims=True)"),
)
SCALE_LOOPS = """
def standardize(train, *others):
    columns = []
    for column in train.T:
        mean = sum(column) / len(column)
        std = (sum((v - mean) ** 2 for v in column) / len(column)) ** 0.5
        columns.append((mean, std if std > 1e-12 * abs(mean) else 0.0))
    tables = []
    for table in (train,) + others:
        rows = [[(v - m) / s if s else 0.0 for v, (m, s) in zip(row, columns)] for row in table]
        tables.append(np.array(rows))
    return tables
"""
SCALE_DDOF1 = """
def standardize(train, *others):
    moving = np.ptp(train, axis=0) > 0
    mu = train.mean(0)
    sigma = train.std(0, ddof=1)
    result = []
    for table in (train, *others):
        out = np.zeros(table.shape)
        out[:, moving] = (table[:, moving] - mu[moving]) / sigma[moving]
        result.append(out)
    return tuple(result)
"""
SCALE_EPS = """
def standardize(*tables):
    mu, sigma = np.mean(tables[0], 0, keepdims=True), np.std(tables[0], 0, keepdims=True)
    print("means", mu)
    return tuple((t - mu) / (sigma + 1e-9) for t in tables)
"""
SCALE_FLOAT32 = """
def standardize(train, *others):
    mu, sigma = train.mean(axis=0), train.std(axis=0)
    sigma = np.where(sigma < 1e-10, np.inf, sigma)
    return tuple(((t - mu) / sigma).astype(np.float32) for t in (train, *others))
"""
CONFIG_DEEP = """
hidden = (64, 32)
config = dict(layers=hidden, epochs=np.int64(6), lr=np.float32(0.1), batch_size=50, l2=1e-4, scale=255.0)
config["note"] = "two hidden layers"
"""
CONFIG_SLOW = "config = dict(layers=[24], epochs=5, lr=0.1, batch_size=32, l2=0, scale=255)"
CONFIG_ONE = (
    'config = {"layers": [40], "epochs": 7, "lr": 0.2, "batch_size": 64, "l2": 0, "scale": 256}'
)

SEED_LAYER = """
class Layer:
    def __init__(self, input_dim, output_dim, non_linearity=None) -> None:
        self.in_dim, self.out_dim, self.non_linearity = input_dim, output_dim, non_linearity
        self.cache = None
        self.grad_weight = self.grad_bias = None
        limit = np.sqrt(6 / input_dim)
        self.weights = np.random.uniform(-limit, limit, size=(input_dim, output_dim))
        self.bias = np.zeros(output_dim)

    def forward(self, x):
        z = np.dot(x, self.weights)
        z += self.bias
        if self.non_linearity == "relu":
            z[z < 0] = 0
        elif self.non_linearity == "tanh":
            z = 2 / (1 + np.exp(-2 * z)) - 1
        elif self.non_linearity == "soft_max":
            z -= z.max(axis=1).reshape(-1, 1)
            z = np.exp(z)
            z /= z.sum(axis=1).reshape(-1, 1)
        elif self.non_linearity is not None:
            raise ValueError
        self.cache = (x.copy(), z)
        return z

    def backward(self, gradients):
        x, out = self.cache
        local = np.array(gradients, copy=True)
        if self.non_linearity == "relu":
            local[out == 0] = 0
        if self.non_linearity == "tanh":
            local *= (1 - out) * (1 + out)
        if self.non_linearity == "soft_max":
            for i, (s, g) in enumerate(zip(out, gradients)):
                local[i] = (np.diag(s) - np.outer(s, s)) @ g
        self.grad_weight = np.tensordot(x, local, axes=(0, 0))
        self.grad_bias = np.add.reduce(local, axis=0)
        return np.matmul(local, self.weights.transpose())
"""
LAYER_CLOSURES = """
def linear(z):
    return z, lambda g: g

def relu(z):
    on = z > 0
    return np.where(on, z, 0.0), lambda g: np.where(on, g, 0.0)

def tanh(z):
    t = np.tanh(z)
    return t, lambda g: g - g * t * t

def soft_max(z):
    e = np.exp(z - np.amax(z, axis=-1, keepdims=True))
    s = e / np.sum(e, axis=-1, keepdims=True)
    return s, lambda g: s * g - s * (g * s).sum(-1, keepdims=True)

BENDS = {None: linear, "relu": relu, "tanh": tanh, "soft_max": soft_max}

class Layer:
    __slots__ = ("bend", "weights", "bias", "grad_weight", "grad_bias", "pull")

    def __init__(self, input_dim, output_dim, non_linearity=None):
        if non_linearity not in BENDS:
            raise ValueError(f"unknown: {non_linearity!r}")
        self.bend = BENDS[non_linearity]
        rng = np.random.default_rng()
        self.weights = rng.normal(scale=np.sqrt(2 / input_dim), size=(input_dim, output_dim))
        self.bias = np.zeros(output_dim)

    def forward(self, x):
        out, slope = self.bend(x.dot(self.weights) + self.bias)

        def pull(g):
            dz = slope(g)
            self.grad_weight, self.grad_bias = x.T.dot(dz), dz.sum(0)
            return dz.dot(self.weights.T)

        self.pull = pull
        return out

    def backward(self, gradients):
        return self.pull(gradients)
"""
LAYER_DENSE = """
from dataclasses import dataclass, field

@dataclass
class Dense:
    input_dim: int
    units: int
    activation: object = None
    grads: dict = field(default_factory=dict)

    def __post_init__(self):
        self.kernel = np.random.normal(0.0, (2 / self.input_dim) ** 0.5, (self.input_dim, self.units))
        self.offset = np.zeros((1, self.units))

    def __call__(self, inputs):
        z = np.matmul(inputs, self.kernel) + self.offset
        match self.activation:
            case None: out = z
            case "relu": out = z * (z > 0)
            case "tanh": out = np.tanh(z)
            case "soft_max": out = np.exp(z - np.log(np.exp(z - z.max(-1)[:, None]).sum(-1))[:, None] - z.max(-1)[:, None])
            case other: raise ValueError(f"no activation called {other}")
        self.memory = inputs, z, out
        return out

class Layer(Dense):
    weights = property(lambda self: self.kernel, lambda self, w: setattr(self, "kernel", w))
    bias = property(lambda self: self.offset, lambda self, b: setattr(self, "offset", b))
    grad_weight = property(lambda self: self.grads.get("w"), lambda self, w: self.grads.update(w=w))
    grad_bias = property(lambda self: self.grads.get("b"), lambda self, b: self.grads.update(b=b))

    def __init__(self, input_dim, output_dim, non_linearity=None):
        super().__init__(input_dim, output_dim, non_linearity)

    def forward(self, x):
        return self(x)

    def backward(self, gradients):
        inputs, z, out = self.memory
        match self.activation:
            case "relu": dz = np.heaviside(z, 0.5) * gradients
            case "tanh": dz = gradients / np.cosh(z) ** 2
            case "soft_max": dz = np.stack([np.diagflat(s) @ g - s * (s @ g) for s, g in zip(out, gradients)])
            case _: dz = np.array(gradients)
        self.grads = {"w": inputs.T @ dz, "b": dz.sum(axis=0, keepdims=True)}
        return dz @ self.kernel.T
"""
TRAIN_JOINED = """
        joined, d = np.hstack([x, y]), x.shape[1]
        losses = np.zeros((epochs, -(-len(x) // batch_size)))
        for epoch in range(epochs):
            np.random.shuffle(joined)
            for b in range(losses.shape[1]):
                part = joined[b * batch_size : (b + 1) * batch_size]
                losses[epoch, b] = self.one_batch(part[:, :d], part[:, d:], lr, l2)
            self.look(history, x_val, y_val)
            if epoch % verbose_every == 0:
                self.say(f"Epoch {epoch + 1}/{epochs}: Train_Loss: {losses[epoch].mean()}", history)
        history["train_loss"] = losses.mean(axis=1).tolist()
"""
TRAIN_HELPERS = """
    def one_batch(self, xb, yb, lr, l2):
        out = self.forward(xb)
        value = self.loss.loss(out, yb)
        self.backward(self.loss.gradient(out, yb))
        self.step(lr, l2)
        return value

    def look(self, history, x_val, y_val):
        if x_val is None:
            return
        out = self.predict(x_val)
        history["val_loss"].append(self.loss.loss(out, y_val))
        if not isinstance(self.loss, MSE):
            history["val_acc"].append(accuracy_from_logits(out, y_val))

    def say(self, text, history):
        names = {"val_loss": "Validation_Loss", "val_acc": "Validation_acc"}
        texts = [f"{name}: {history[key][-1]}" for key, name in names.items() if history[key]]
        print(text, *texts, sep=", ")
"""
SCALE_SKLEARN = """
from sklearn.preprocessing import StandardScaler

def standardize(train, *others):
    scaler = StandardScaler().fit(train)
    flat = np.std(train, axis=0) < 1e-12 * np.abs(train).max(axis=0)
    tables = [scaler.transform(table) for table in (train, *others)]
    for table in tables:
        table[:, flat] = 0.0
    return tuple(tables)
"""

RIGHT_ANSWERS = [
    ("mse by loops", {"mse": MSE_LOOPS}),
    ("mse by einsum, 0-d result", {"mse": MSE_EINSUM}),
    ("mse in float32", {"mse": MSE_FLOAT32}),
    ("mse that prints and warns, (1, 1) result", {"mse": MSE_CHATTY}),
    ("cross-entropy with p + eps", {"cross-entropy": CE_PLUS_EPS}),
    ("cross-entropy by loops", {"cross-entropy": CE_LOOPS}),
    ("cross-entropy in float32", {"cross-entropy": CE_FLOAT32}),
    ("cross-entropy by einsum, floor 1e-10", {"cross-entropy": CE_EINSUM}),
    ("cross-entropy, eps 1e-7", edited("cross-entropy", ("p = np.clip(x, EPS, 1.0)", "p = np.clip(x, 1e-7, 1)"))),
    ("layer by loops, ValueError when made", {"layer": LAYER_LOOPS, "mnist-run": CONFIG_SLOW}),
    ("layer with one matrix, properties, unhashable", {"layer": LAYER_ONE_MATRIX}),
    ("layer as an older student wrote it, uniform", {"layer": SEED_LAYER}),
    ("layer of closures, slots", {"layer": LAYER_CLOSURES}),
    ("layer as a dataclass with Keras names", {"layer": LAYER_DENSE}),
    ("layer in float32", float32_layer()),
    ("layer with (1, k) bias", edited("layer", *ROW_BIAS)),
    ("layer with bias (k,) and grad_bias (1, k)", {
        **edited("layer", ROW_BIAS[1]),
        **edited("network", ("layer.bias - lr * layer.grad_bias", "layer.bias - lr * layer.grad_bias[0]")),
    }),
    ("layer with bias (1, k) and grad_bias (k,)", edited("layer", ROW_BIAS[0])),
    ("relu slope 1 at the kink", edited(
        "layer", ("self.output = np.maximum(z, 0)", "self.z = z\n            self.output = np.maximum(z, 0)"),
        ("(self.output > 0)", "(self.z >= 0)"))),
    ("relu slope 0.5 at the kink", edited("layer", ("(self.output > 0)", "np.heaviside(self.output, 0.0)"))),
    ("softmax by log-sum-exp", edited(
        "layer", ("e / e.sum(axis=1, keepdims=True)",
                  "np.exp(z - z.max(1, keepdims=True) - np.log(e.sum(1, keepdims=True)))"))),
    ("weights by random.gauss", edited(
        "layer", ("np.random.normal(0, np.sqrt(2 / input_dim), (input_dim, output_dim))",
                  "np.array([[__import__('random').gauss(0, (2 / input_dim) ** 0.5) for _ in range(output_dim)]\n"
                  "                                 for _ in range(input_dim)])"))),
    ("layer that prints", edited(
        "layer", ("        self.non_linearity = non_linearity\n",
                  "        self.non_linearity = non_linearity\n        print('a layer', input_dim, output_dim)\n"))),
    ("step in place", with_step("in place")),
    ("step that adds l2 to the stored gradient", with_step("l2 added to the stored gradient")),
    ("step by loops over rows", {**with_step("loops over rows"), "mnist-run": CONFIG_SLOW}),
    ("layers that step themselves", {
        **{"layer": notebooks.answers(NOTEBOOK)["layer"] + LAYER_WITH_STEP},
        **with_step("layers step themselves"),
    }),
    ("train with tuples, default_rng, weighted mean", with_train(TRAIN_OTHER)),
    ("train with a deck of cards, inline step", with_train(TRAIN_INLINE)),
    ("train that shuffles copies", edited(
        "network", ("order = np.random.permutation(n)", "order = np.arange(n)\n            np.random.shuffle(order)\n"
                    "            xs, ys = np.take(x, order, axis=0), np.take(y, order, axis=0)"),
        ("rows = order[start : start + batch_size]", "stop = min(start + batch_size, n)"),
        ("xb, yb = x[rows], y[rows]", "xb, yb = xs[start:stop], ys[start:stop]"))),
    ("train that cuts with array_split", edited(
        "network", ("for start in range(0, n, batch_size):",
                    "for rows in np.split(order, np.arange(batch_size, n, batch_size)):"),
        ("                rows = order[start : start + batch_size]\n", ""))),
    ("train that also prints the first epoch", edited(
        "network", ("if epoch % verbose_every == 0:", "if epoch == 1 or epoch % verbose_every == 0:"))),
    ("train seeded by hand", edited(
        "network", ("        n = len(x)\n", "        n = len(x)\n        rng = np.random.RandomState(7)\n"),
        ("np.random.permutation(n)", "rng.permutation(n)"))),
    ("train with a tagged loss name", edited(
        "network", ("self.loss = MSE() if", "self.kind = loss\n        self.loss = MSE() if"),
        ("if isinstance(self.loss, CrossEntropy):", "if self.kind == 'cross_entropy':"))),
    ("train that asks the last layer", edited(
        "network", ("if isinstance(self.loss, CrossEntropy):", "if self.layers[-1].non_linearity == 'soft_max':"))),
    ("train in float32", edited("network", ("        n = len(x)\n", "        n = len(x)\n        x = x.astype(np.float32)\n"))),
    ("train with helper methods, x and y in one table", {
        "network": with_train(TRAIN_JOINED)["network"] + TRAIN_HELPERS}),
    ("standardize with scikit-learn", {"standardize": SCALE_SKLEARN}),
    ("standardize by loops, a list", {"standardize": SCALE_LOOPS}),
    ("standardize with ddof 1 and ptp", {"standardize": SCALE_DDOF1}),
    ("standardize with a small eps", {"standardize": SCALE_EPS}),
    ("standardize in float32", {"standardize": SCALE_FLOAT32}),
    ("config with two layers, a tuple, more keys", {"mnist-run": CONFIG_DEEP}),
    ("config of another taste", {"mnist-run": CONFIG_ONE}),
    ("everything at once", {
        "mse": MSE_FLOAT32, "cross-entropy": CE_PLUS_EPS, "layer": SEED_LAYER,
        **with_train(TRAIN_OTHER), "standardize": SCALE_DDOF1, "mnist-run": CONFIG_DEEP,
    }),
    ("loops everywhere", {
        "mse": MSE_LOOPS, "cross-entropy": CE_LOOPS, "layer": LAYER_ONE_MATRIX,
        **with_train(TRAIN_INLINE), "standardize": SCALE_LOOPS, "mnist-run": CONFIG_SLOW,
    }),
    ("float32 everywhere", {
        "mse": MSE_FLOAT32, "cross-entropy": CE_FLOAT32, **float32_layer(), "standardize": SCALE_FLOAT32,
    }),
]  # fmt: skip
