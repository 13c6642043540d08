"""Unusual right answers of nb03_init: each keeps every point."""

import textwrap


def net(init=None, forward=None, loss=None, backward=None, step=None, before="", after=""):
    """A whole TwoLayerNet cell; what is not given is written plainly."""
    methods = {
        "__init__(self, input_size, hidden_size, output_size, init_std=0.01)": init or INIT,
        "forward(self, X)": forward or FORWARD,
        "compute_loss(self, y_pred, y_true)": loss or LOSS,
        "backward(self, y_true)": backward or BACKWARD,
        "train_step(self, X, y, lr)": step or STEP,
    }
    cell = f"{before}\nclass TwoLayerNet:\n"
    for head, body in methods.items():
        cell += f"    def {head}:\n{textwrap.indent(textwrap.dedent(body).strip(), ' ' * 8)}\n"
    return {"two-layer-net": cell + textwrap.indent(after, "    ")}


INIT = """
self.W1 = np.random.randn(input_size, hidden_size) * init_std
self.b1 = np.zeros((1, hidden_size))
self.W2 = np.random.randn(hidden_size, output_size) * init_std
self.b2 = np.zeros((1, output_size))
"""
FORWARD = """
self.X = X
self.z = np.dot(X, self.W1) + self.b1
self.a = relu(self.z)
self.p = softmax(np.dot(self.a, self.W2) + self.b2)
return self.p
"""
LOSS = "return np.mean(-np.log(y_pred[range(len(y_true)), y_true.argmax(axis=1)] + 1e-8))"
BACKWARD = """
n = y_true.shape[0]
delta = self.p - y_true
back = np.dot(delta, self.W2.T) * relu_grad(self.z)
return dict(dW1=self.X.T.dot(back) / n, db1=back.mean(axis=0, keepdims=True),
            dW2=self.a.T.dot(delta) / n, db2=delta.mean(axis=0, keepdims=True))
"""
STEP = """
before = self.compute_loss(self.forward(X), y)
slopes = self.backward(y)
for name in ("W1", "b1", "W2", "b2"):
    setattr(self, name, getattr(self, name) - lr * slopes["d" + name])
return before
"""
IN_PLACE = """
p = self.forward(X)
loss = self.compute_loss(p, y)
g = self.backward(y)
self.W1 -= lr * g["dW1"]
self.b1 -= lr * g["db1"]
self.W2 -= lr * g["dW2"]
self.b2 -= lr * g["db2"]
print("loss", loss)
return float(loss)
"""
FLAT_BIAS = """
self.W1 = np.random.normal(0, init_std, size=(input_size, hidden_size))
self.W2 = np.random.normal(scale=init_std, size=(hidden_size, output_size))
self.b1, self.b2 = np.zeros(hidden_size), np.zeros(output_size)
"""
FLAT_BACKWARD = """
D = (self.p - y_true) / len(y_true)
H = (D @ self.W2.T) * (self.z > 0)
return {"dW1": self.X.T @ H, "db1": H.sum(0), "dW2": self.a.T @ D, "db2": D.sum(0), "note": "ok"}
"""

ACTIVATIONS = {
    "activations with Python loops": """
import math
def _each(f, x):
    x = np.asarray(x)
    return np.array([f(float(v)) for v in x.ravel()]).reshape(x.shape)
def relu(x): return _each(lambda v: v if v > 0 else 0.0, x)
def relu_grad(x): return _each(lambda v: 1.0 if v > 0 else 0.0, x)
def _s(v): return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))
def sigmoid(x): return _each(_s, x)
def sigmoid_grad(x): return _each(lambda v: _s(v) * (1 - _s(v)), x)
def softmax(x):
    out = []
    for row in np.asarray(x).tolist():
        top = max(row)
        powers = [math.exp(v - top) for v in row]
        out.append([v / sum(powers) for v in powers])
    return np.array(out)
""",
    "activations with tanh, heaviside and log-sum-exp": """
def relu(x): return (x + abs(x)) / 2
def relu_grad(x): return np.heaviside(x, 0.5)
def sigmoid(x): return 0.5 * (1 + np.tanh(0.5 * x))
def sigmoid_grad(x): return 0.25 * (1 - np.tanh(0.5 * x) ** 2)
def softmax(x):
    shifted = x - np.max(x, 1)[:, None]
    return np.exp(shifted - np.log(np.exp(shifted).sum(1, keepdims=True)))
""",
    "activations in float32": """
def relu(x): return np.maximum(0, x).astype(np.float32)
def relu_grad(x): return (x > 0).astype(np.float32)
def sigmoid(x): return (1 / (1 + np.exp(-np.clip(x, -80, 80)))).astype(np.float32)
def sigmoid_grad(x): return sigmoid(x) * (1 - sigmoid(x))
def softmax(x):
    e = np.exp((x - x.max(axis=1, keepdims=True)).astype(np.float32))
    return e / e.sum(axis=1, keepdims=True)
""",
    "slope as booleans, plain sigmoid that warns, softmax transposed": """
def relu(x):
    x = np.array(x)
    x[x < 0] = 0
    return x
def relu_grad(x): return x > 0
def sigmoid(x): return 1 / (1 + np.exp(-x))
def sigmoid_grad(x): return sigmoid(x) - sigmoid(x) ** 2
def softmax(x):
    e = np.exp(x.T - x.T.max(axis=0))
    return (e / e.sum(axis=0)).T
""",
    "activations as lambdas, slope 1 at the corner, rows one by one": """
relu = lambda x: np.where(x >= 0, x, 0)
relu_grad = lambda x: np.where(np.asarray(x) >= 0, 1, 0)
sigmoid = lambda x: np.exp(-np.logaddexp(0, -x))
sigmoid_grad = lambda x: sigmoid(x) * sigmoid(-x)
softmax = lambda x: np.vstack([np.exp(r - r.max()) / np.exp(r - r.max()).sum() for r in x])
""",
}

PROPERTIES = """
W1 = property(lambda self: self.store["W1"], lambda self, v: self.store.update(W1=v))
W2 = property(lambda self: self.store["W2"], lambda self, v: self.store.update(W2=v))
def __eq__(self, other):
    return False
__hash__ = None
"""
INLINE_STEP = """
n = len(X)
z = X @ self.W1 + self.b1
a = np.maximum(z, 0)
q = np.exp(a @ self.W2 + self.b2)
q = q / q.sum(axis=1, keepdims=True)
d = (q - y) / n
e = (d @ self.W2.T) * (z > 0)
value = -np.log((q * y).sum(axis=1)).mean()
self.W1, self.W2 = self.W1 - lr * X.T @ e, self.W2 - lr * a.T @ d
self.b1 = self.b1 - lr * e.sum(axis=0, keepdims=True)
self.b2 = self.b2 - lr * d.sum(axis=0, keepdims=True)
return value
"""
NETS = {
    "biases (h,), in-place updates, prints, an extra key": net(
        init=FLAT_BIAS, backward=FLAT_BACKWARD, step=IN_PLACE
    ),
    "a network in float32": net(
        init=INIT.replace("* init_std", "* np.float32(init_std)")
        .replace("hidden_size) *", "hidden_size).astype(np.float32) *")
        .replace("output_size) *", "output_size).astype(np.float32) *")
        .replace("size))\n", "size), np.float32)\n"),
        forward="X = np.asarray(X, np.float32)\n" + FORWARD.strip(),
        step=STEP,
    ),
    "einsum everywhere, loss as a 0-d array": net(
        forward=FORWARD.replace("np.dot(X, self.W1)", 'np.einsum("nd,dh->nh", X, self.W1)'),
        loss="""
logs = np.log(y_pred.clip(1e-12, 1))
return np.array(-np.einsum("nk,nk->", y_true, logs)) / len(y_pred)
""",
        backward="""
D = (self.p - y_true) / len(self.p)
H = np.einsum("nk,hk,nh->nh", D, self.W2, relu_grad(self.z))
ones = np.ones(len(D))
return {"dW1": np.einsum("nd,nh->dh", self.X, H), "db1": np.einsum("n,nh->h", ones, H)[None],
        "dW2": np.einsum("nh,nk->hk", self.a, D), "db2": np.einsum("n,nk->k", ones, D)[None]}
""",
    ),
    "weights behind properties, objects without hash": net(
        init="self.store = {}\n" + INIT.strip(), after=PROPERTIES
    ),
    "train_step written out, nothing reused": net(step=INLINE_STEP),
    "no helper functions: np.maximum and exp in place": net(
        forward="""
pre = X @ self.W1
pre += self.b1
hidden = np.maximum(pre, 0.0)
scores = hidden @ self.W2 + self.b2
scores -= scores.max(axis=1, keepdims=True)
np.exp(scores, out=scores)
scores /= scores.sum(axis=1, keepdims=True)
self.kept = [np.copy(X), hidden, scores]
return scores.copy()
""",
        backward="""
X, hidden, p = self.kept
d = (p - y_true) / p.shape[0]
e = np.where(hidden > 0, d @ self.W2.T, 0)
return {"dW1": X.T @ e, "db1": e.sum(axis=0), "dW2": hidden.T @ d, "db2": d.sum(axis=0)}
""",
    ),
    "its own generator, log-softmax loss by index": net(
        before="GENERATOR = np.random.default_rng(3)",
        init=INIT.replace("np.random.randn(", "GENERATOR.normal(size=(").replace(") *", ")) *"),
    )
    | {
        "init-study": """
def init_study(kinds, seeds, n_epochs):
    global GENERATOR
    out = {}
    for kind in kinds:
        out[kind] = np.zeros((len(seeds), n_epochs))
        for i, seed in enumerate(seeds):
            GENERATOR = np.random.default_rng(seed)
            net = TwoLayerNet(2, 10, 2, init_std(kind, 2, 10))
            for epoch in range(n_epochs):
                out[kind][i, epoch] = net.train_step(X_train, Y_train, lr=0.5)
    return out
"""
    },
    "random.gauss and random.seed": net(
        before="import random",
        init="""
def draw(rows, columns):
    return np.array([[random.gauss(0, init_std) for _ in range(columns)] for _ in range(rows)])
self.W1, self.b1 = draw(input_size, hidden_size), np.zeros((1, hidden_size))
self.W2, self.b2 = draw(hidden_size, output_size), np.zeros((1, output_size))
""",
    )
    | {
        "init-study": """
def init_study(kinds, seeds, n_epochs):
    def row(kind, seed):
        random.seed(seed)
        std = init_std(kind, 2, 10)
        net = TwoLayerNet(input_size=2, hidden_size=10, output_size=2, init_std=std)
        return [net.train_step(X_train, Y_train, 0.5) for _ in range(n_epochs)]
    return {kind: np.array([row(kind, seed) for seed in seeds], dtype=np.float32) for kind in kinds}
"""
    },
    "sample by sample": net(
        forward="""
self.rows = []
for x in X:
    z = x @ self.W1 + np.ravel(self.b1)
    a = np.maximum(0, z)
    s = a @ self.W2 + np.ravel(self.b2)
    e = np.exp(s - s.max())
    self.rows.append((x, z, a, e / e.sum()))
return np.array([row[-1] for row in self.rows])
""",
        backward="""
total = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
for (x, z, a, p), y in zip(self.rows, y_true):
    d = p - y
    e = (self.W2 @ d) * (z > 0)
    for name, part in zip(total, (np.outer(x, e), e[None], np.outer(a, d), d[None])):
        total[name] = total[name] + part / len(y_true)
return total
""",
    ),
    "a base class and helper methods": net(
        before="""
class Remembers:
    def keep(self, **things):
        self.__dict__.update(things)
""",
        forward="""
self.keep(X=X, z=self.hidden(X))
self.keep(a=relu(self.z))
self.keep(p=softmax(self.a @ self.W2 + self.b2))
return self.p
""",
        after="""
def hidden(self, X):
    return X @ self.W1 + self.b1
def keep(self, **things):
    Remembers.keep(self, **things)
""",
    ),
}

WHOLE = {
    "weights and biases in one matrix": {
        "two-layer-net": """
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        def start(i, o):
            return np.vstack([np.random.normal(0, init_std, (i, o)), np.zeros((1, o))])
        self.M1 = start(input_size, hidden_size)
        self.M2 = start(hidden_size, output_size)
    W1 = property(lambda s: s.M1[:-1], lambda s, v: s.M1.__setitem__(slice(None, -1), v))
    b1 = property(lambda s: s.M1[-1], lambda s, v: s.M1.__setitem__(-1, v))
    W2 = property(lambda s: s.M2[:-1], lambda s, v: s.M2.__setitem__(slice(None, -1), v))
    b2 = property(lambda s: s.M2[-1], lambda s, v: s.M2.__setitem__(-1, v))
    def forward(self, X):
        self.X1 = np.hstack([X, np.ones((len(X), 1))])
        self.X2 = np.hstack([relu(self.X1 @ self.M1), np.ones((len(X), 1))])
        self.P = softmax(self.X2 @ self.M2)
        return self.P
    def compute_loss(self, y_pred, y_true):
        return -np.mean(np.log(y_pred[y_true == 1] + 1e-8))
    def backward(self, y_true):
        D = (self.P - y_true) / len(y_true)
        G2 = self.X2.T @ D
        G1 = self.X1.T @ (D @ self.M2[:-1].T * (self.X2[:, :-1] > 0))
        return {"dW1": G1[:-1], "db1": G1[-1], "dW2": G2[:-1], "db2": G2[-1]}
    def train_step(self, X, y, lr):
        loss = self.compute_loss(self.forward(X), y)
        g = self.backward(y)
        self.M1 = self.M1 - lr * np.vstack([g["dW1"], g["db1"]])
        self.M2 = self.M2 - lr * np.vstack([g["dW2"], g["db2"]])
        return loss
""",
    },
    "layers of a Keras kind inside, weights as properties": {
        "two-layer-net": """
class Dense:
    def __init__(self, n_in, units, activation, std):
        self.kernel = np.random.normal(0.0, std, (n_in, units))
        self.bias = np.zeros((1, units))
        self.activation = activation
    def call(self, inputs):
        self.inputs = inputs
        self.pre = inputs @ self.kernel + self.bias
        return self.activation(self.pre)
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        hidden = Dense(input_size, hidden_size, relu, init_std)
        self.layers = [hidden, Dense(hidden_size, output_size, softmax, init_std)]
    @property
    def W1(self): return self.layers[0].kernel
    @W1.setter
    def W1(self, v): self.layers[0].kernel = v
    @property
    def b1(self): return self.layers[0].bias
    @b1.setter
    def b1(self, v): self.layers[0].bias = v
    @property
    def W2(self): return self.layers[1].kernel
    @W2.setter
    def W2(self, v): self.layers[1].kernel = v
    @property
    def b2(self): return self.layers[1].bias
    @b2.setter
    def b2(self, v): self.layers[1].bias = v
    def forward(self, X):
        for layer in self.layers:
            X = layer.call(X)
        self.out = X
        return X
    __call__ = predict = forward
    def compute_loss(self, y_pred, y_true):
        return categorical_crossentropy(y_true, y_pred).mean()
    def backward(self, y_true):
        hidden, top = self.layers
        d = (self.out - y_true) / y_true.shape[0]
        g = {"dW2": top.inputs.T @ d, "db2": d.sum(axis=0, keepdims=True)}
        d = (d @ top.kernel.T) * relu_grad(hidden.pre)
        g.update(dW1=hidden.inputs.T @ d, db1=d.sum(axis=0, keepdims=True))
        return g
    def train_step(self, X, y, lr):
        loss = self.compute_loss(self.forward(X), y)
        grads = self.backward(y)
        for layer, (w, b) in zip(self.layers, [("dW1", "db1"), ("dW2", "db2")]):
            layer.kernel -= lr * grads[w]
            layer.bias -= lr * grads[b]
        return loss
def categorical_crossentropy(y_true, y_pred, eps=1e-7):
    y_pred = np.clip(y_pred, eps, 1.0)
    return -(y_true * np.log(y_pred)).sum(axis=-1)
""",
        "init-study": """
def fit(model, epochs):
    history = {"loss": []}
    for epoch in range(epochs):
        history["loss"].append(model.train_step(X_train, Y_train, lr=0.5))
    return history
def init_study(kinds, seeds, n_epochs):
    results = {}
    for kind in kinds:
        runs = []
        for seed in seeds:
            np.random.seed(seed)
            model = TwoLayerNet(2, 10, 2, init_std=init_std(kind, 2, 10))
            runs.append(fit(model, n_epochs)["loss"])
        results[kind] = np.stack([np.array(r) for r in runs])
    return results
""",
    },
    "backward is a closure made by forward": {
        "two-layer-net": """
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        rs = np.random
        self.W1 = rs.normal(0, init_std, (input_size, hidden_size))
        self.W2 = rs.normal(0, init_std, (hidden_size, output_size))
        self.b1, self.b2 = np.zeros((1, hidden_size)), np.zeros((1, output_size))
        self._back = None
    def forward(self, X):
        Z1 = X @ self.W1 + self.b1
        P = softmax(relu(Z1) @ self.W2 + self.b2)
        W2 = self.W2
        def back(Y):
            D2 = (P - Y) / len(X)
            D1 = np.where(Z1 > 0, D2 @ W2.T, 0)
            return {"dW1": X.T @ D1, "db1": D1.sum(0, keepdims=True),
                    "dW2": relu(Z1).T @ D2, "db2": D2.sum(0, keepdims=True)}
        self._back = back
        return P
    def compute_loss(self, y_pred, y_true):
        return -(y_true * np.log(y_pred + 1e-10)).sum(1).mean()
    def backward(self, y_true):
        return self._back(y_true)
    def train_step(self, X, y, lr):
        loss = self.compute_loss(self.forward(X), y)
        for name, slope in self.backward(y).items():
            exec(f"self.{name[1:]} = self.{name[1:]} - lr * slope")
        return loss
""",
    },
    "train_step through private methods": {
        "two-layer-net": """
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        self.W1 = np.random.normal(0, init_std, size=(input_size, hidden_size))
        self.b1 = np.zeros((1, hidden_size))
        self.W2 = np.random.normal(0, init_std, size=(hidden_size, output_size))
        self.b2 = np.zeros((1, output_size))
    def _scores(self, X):
        pre = X @ self.W1 + self.b1
        act = relu(pre)
        return pre, act, act @ self.W2 + self.b2
    def forward(self, X):
        self.last_X = np.array(X)
        return softmax(self._scores(X)[-1])
    def compute_loss(self, y_pred, y_true):
        return np.mean([-np.log(p[np.argmax(t)] + 1e-8) for p, t in zip(y_pred, y_true)])
    def _grads(self, X, Y):
        pre, act, scores = self._scores(X)
        d2 = (softmax(scores) - Y) / len(X)
        d1 = d2 @ self.W2.T * relu_grad(pre)
        return X.T @ d1, d1.sum(0)[None, :], act.T @ d2, d2.sum(0)[None, :]
    def backward(self, y_true):
        return dict(zip(("dW1", "db1", "dW2", "db2"), self._grads(self.last_X, y_true)))
    def train_step(self, X, y, lr):
        loss = self.compute_loss(softmax(self._scores(X)[-1]), y)
        g = self._grads(X, y)
        self.W1 -= lr * g[0]; self.b1 -= lr * g[1]; self.W2 -= lr * g[2]; self.b2 -= lr * g[3]
        return loss
""",
    },
    "backward and forward of a dataclass, clipped loss": {
        "two-layer-net": """
from dataclasses import dataclass, field
@dataclass
class TwoLayerNet:
    input_size: int
    hidden_size: int
    output_size: int
    init_std: float = 0.01
    W1: np.ndarray = field(init=False, repr=False)
    b1: np.ndarray = field(init=False, repr=False)
    W2: np.ndarray = field(init=False, repr=False)
    b2: np.ndarray = field(init=False, repr=False)
    def __post_init__(self):
        self.W1 = np.random.normal(scale=self.init_std, size=(self.input_size, self.hidden_size))
        self.b1 = np.zeros(self.hidden_size)
        self.W2 = np.random.normal(scale=self.init_std, size=(self.hidden_size, self.output_size))
        self.b2 = np.zeros(self.output_size)
    def forward(self, X):
        self.x = X
        self.z = X @ self.W1 + self.b1
        self.h = relu(self.z)
        self.out = softmax(self.h @ self.W2 + self.b2)
        return self.out
    def compute_loss(self, y_pred, y_true):
        return float(-np.mean(np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)), axis=1)))
    def backward(self, y_true):
        delta = (self.out - y_true) / len(self.x)
        back = delta @ self.W2.T * relu_grad(self.z)
        return dict(dW1=self.x.T @ back, db1=back.sum(axis=0, keepdims=True),
                    dW2=self.h.T @ delta, db2=delta.sum(axis=0, keepdims=True))
    def train_step(self, X, y, lr):
        loss = self.compute_loss(self.forward(X), y)
        g = self.backward(y)
        self.W1 = self.W1 - lr * g["dW1"]
        self.b1 = self.b1 - lr * g["db1"].reshape(self.b1.shape)
        self.W2 = self.W2 - lr * g["dW2"]
        self.b2 = self.b2 - lr * g["db2"].reshape(self.b2.shape)
        return loss
""",
    },
}

NETS["lr 0.5 by default under another name, used by init_study"] = {
    "two-layer-net": net()["two-layer-net"]
    .replace("X, y, lr)", "X, y, rate=0.5)")
    .replace("- lr *", "- rate *"),
    "init-study": """
def init_study(kinds, seeds, n_epochs):
    def row(kind, seed):
        np.random.seed(seed)
        net = TwoLayerNet(2, 10, 2, init_std(kind, 2, 10))
        return [net.train_step(X_train, Y_train) for _ in range(n_epochs)]
    return {kind: np.array([row(kind, seed) for seed in seeds]) for kind in kinds}
""",
}

CHECKERS = {
    "checker that rebinds a fresh array for each nudge": """
def gradient_check(net, X, y, epsilon=1e-5):
    net.forward(X)
    told = {k: np.array(v) for k, v in net.backward(y).items() if k.startswith("d")}
    result = {}
    for name in ("W1", "b1", "W2", "b2"):
        original = getattr(net, name)
        numeric = np.empty(np.shape(original))
        for i in range(original.size):
            values = []
            for sign in (1, -1):
                moved = original.copy()
                moved.flat[i] += sign * epsilon
                setattr(net, name, moved)
                values.append(net.compute_loss(net.forward(X), y))
            numeric.flat[i] = (values[0] - values[1]) / 2 / epsilon
        setattr(net, name, original)
        gap = np.linalg.norm(told["d" + name] - numeric)
        norms = np.linalg.norm(told["d" + name]) + np.linalg.norm(numeric)
        result[name] = float(gap / (norms + 1e-8))
    print(result)
    return result
""",
    "checker on a deep copy": """
import copy
def gradient_check(net, X, y, epsilon=1e-5):
    twin = copy.deepcopy(net)
    twin.forward(X)
    slopes = copy.deepcopy(twin.backward(y))
    errors = dict.fromkeys(["W1", "b1", "W2", "b2"], 0)
    for name in errors:
        param, found = getattr(twin, name), []
        for place in np.ndindex(*param.shape):
            save = param[place]
            param[place] = save - epsilon
            low = twin.compute_loss(twin.forward(X), y)
            param[place] = save + epsilon
            high = twin.compute_loss(twin.forward(X), y)
            param[place] = save
            found.append((high - low) / (2 * epsilon))
        a, b = np.ravel(slopes["d" + name]), np.array(found)
        norms = [np.sqrt((v**2).sum()) for v in (a - b, a, b)]
        errors[name] = norms[0] / (norms[1] + norms[2] + 1e-12)
    return errors
""",
    "checker with nditer, extra keys, float32 numeric slopes": """
def gradient_check(net, X, y, epsilon=1e-5):
    y_pred = net.forward(X)
    grads = net.backward(y)
    report = {"epsilon": epsilon}
    for name in ["W1", "b1", "W2", "b2"]:
        param = net.__dict__[name]
        numeric = np.zeros_like(param, dtype=np.float32)
        it = np.nditer(param, flags=["multi_index"], op_flags=["readwrite"])
        while not it.finished:
            ix = it.multi_index
            old = param[ix].copy()
            param[ix] = old + epsilon
            plus = net.compute_loss(net.forward(X), y)
            param[ix] = old - epsilon
            minus = net.compute_loss(net.forward(X), y)
            param[ix] = old
            numeric[ix] = (plus - minus) / (2 * epsilon)
            it.iternext()
        a = grads["d" + name]
        report[name] = np.linalg.norm(a - numeric) / (np.linalg.norm(a) + np.linalg.norm(numeric))
    return report
""",
    "checker that leaves out entries at a ReLU corner": """
def gradient_check(net, X, y, epsilon=1e-5):
    def mask():
        return X @ net.W1 + np.reshape(net.b1, (1, -1)) > 0
    def nudged(param, place, amount):
        old = param[place]
        param[place] = old + amount
        value, on = net.compute_loss(net.forward(X), y), mask()
        param[place] = old
        return value, on
    net.forward(X)
    grads = net.backward(y)
    errors = {}
    for name in ("W1", "b1", "W2", "b2"):
        param, a, b = getattr(net, name), [], []
        for place in np.ndindex(param.shape):
            up, on_up = nudged(param, place, epsilon)
            down, on_down = nudged(param, place, -epsilon)
            if (on_up == on_down).all():
                a.append(grads["d" + name][place])
                b.append((up - down) / (2 * epsilon))
        a, b = np.array(a), np.array(b)
        errors[name] = np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-12)
    return errors
""",
    "checker over one long vector of all parameters": """
def gradient_check(net, X, y, epsilon=1e-5):
    names = ["W1", "b1", "W2", "b2"]
    saved = {name: np.array(getattr(net, name)) for name in names}
    net.forward(X)
    grads = {name: net.backward(y)["d" + name] for name in names}
    def loss_at(vector):
        start = 0
        for name in names:
            size = saved[name].size
            setattr(net, name, vector[start : start + size].reshape(saved[name].shape))
            start += size
        return net.compute_loss(net.forward(X), y)
    here = np.concatenate([saved[name].ravel() for name in names])
    steps = epsilon * np.eye(here.size)
    slope = np.array([(loss_at(here + s) - loss_at(here - s)) / (2 * epsilon) for s in steps])
    errors, start = {}, 0
    for name in names:
        part = slope[start : start + saved[name].size].reshape(saved[name].shape)
        start += saved[name].size
        setattr(net, name, saved[name])
        norms = np.linalg.norm(grads[name]) + np.linalg.norm(part) + 1e-12
        errors[name] = np.linalg.norm(grads[name] - part) / norms
    return errors
""",
}

STDS = {
    "init_std from a dictionary, more kinds, float32": """
def init_std(kind, fan_in, fan_out):
    glorot = (0.5 * (fan_in + fan_out)) ** -0.5
    known = {"small": 0.01, "xavier": glorot, "he": (fan_in / 2) ** -0.5,
             "glorot": glorot, "lecun": fan_in**-0.5}
    if kind not in known:
        raise ValueError(kind)
    return np.float32(known[kind])
""",
    "init_std with match and an error of its own": """
class UnknownKind(ValueError):
    pass
def init_std(kind, fan_in, fan_out):
    match kind:
        case "small":
            return 1e-2
        case "xavier":
            return np.array(2 / (fan_in + fan_out)) ** 0.5
        case "he":
            return float(np.sqrt(2) / np.sqrt(fan_in))
    raise UnknownKind(f"{kind} is none of small, xavier, he")
""",
}

STUDIES = {
    "init_study made by a function that keeps the class": """
def make_runner(net_class=TwoLayerNet, std=init_std):
    def init_study(kinds, seeds, n_epochs):
        return {kind: np.vstack([run(kind, seed, n_epochs) for seed in seeds]) for kind in kinds}
    def run(kind, seed, n_epochs):
        np.random.seed(seed)
        net = net_class(input_size=2, hidden_size=10, output_size=2, init_std=1)
        net.W1 *= std(kind, 2, 10)
        net.W2 *= std(kind, 10, 2)
        return [net.train_step(X=X_train, y=Y_train, lr=0.5) for _ in range(n_epochs)]
    return init_study
init_study = make_runner()
""",
    "init_study with a subclass of TwoLayerNet": """
class InitNet(TwoLayerNet):
    def __init__(self, kind, seed):
        np.random.seed(seed)
        super().__init__(2, 10, 2, init_std=init_std(kind, 2, 10))
    def fit(self, n_epochs):
        return [self.train_step(X_train, Y_train, 0.5) for _ in range(n_epochs)]
def init_study(kinds, seeds, n_epochs):
    return {kind: np.array([InitNet(kind, seed).fit(n_epochs) for seed in seeds]) for kind in kinds}
""",
    "one std per layer, weights drawn by default_rng, loss after the step": """
def init_study(kinds, seeds, n_epochs):
    table = {kind: [] for kind in kinds}
    for seed in seeds:
        for kind in kinds:
            rng = np.random.default_rng(seed)
            net = TwoLayerNet(2, 10, 2)
            net.W1 = rng.normal(0, init_std(kind, 2, 10), (2, 10))
            net.W2 = rng.normal(0, init_std(kind, 10, 2), (10, 2))
            losses = []
            for _ in range(n_epochs):
                net.train_step(X_train, Y_train, 0.5)
                losses.append(net.compute_loss(net.forward(X_train), Y_train))
            table[kind].append(losses)
    return table
""",
    "forward, backward and the update by hand, in tuples": """
def init_study(kinds, seeds, n_epochs):
    study = {}
    for kind in kinds:
        rows = ()
        for seed in seeds:
            np.random.seed(seed)
            net, row = TwoLayerNet(2, 10, 2, init_std=init_std(kind, fan_in=2, fan_out=10)), ()
            for epoch in range(n_epochs):
                row += (net.compute_loss(net.forward(X_train), Y_train),)
                g = net.backward(Y_train)
                net.W1, net.W2 = net.W1 - 0.5 * g["dW1"], net.W2 - 0.5 * g["dW2"]
                net.b1, net.b2 = net.b1 - 0.5 * g["db1"], net.b2 - 0.5 * g["db2"]
            rows += (row,)
        study[kind] = rows
    return study
""",
    "shuffled mini-batches, mean loss of the epoch, held-out loss printed": """
def init_study(kinds, seeds, n_epochs):
    table = {}
    for kind in kinds:
        table[kind] = np.empty((len(seeds), n_epochs))
        for i, seed in enumerate(seeds):
            np.random.seed(seed)
            order = np.random.RandomState(seed)
            net = TwoLayerNet(2, 10, 2, init_std=init_std(kind, 2, 10))
            for epoch in range(n_epochs):
                parts = np.array_split(order.permutation(len(X_train)), 3)
                steps = [net.train_step(X_train[p], Y_train[p], 0.5) for p in parts]
                table[kind][i, epoch] = np.mean(steps)
            print(kind, seed, net.compute_loss(net.forward(X_test), Y_test))
    return table
""",
    "its own split of the moons, loops inside out": """
def init_study(kinds, seeds, n_epochs):
    X, t = make_moons(300, noise=0.2, random_state=42)
    Xa, _, ta, _ = train_test_split(X, t, test_size=0.25, random_state=0)
    Ya = np.column_stack([ta == 0, ta == 1]).astype(float)
    def nets(kind):
        for seed in seeds:
            np.random.seed(seed)
            yield TwoLayerNet(2, 10, 2, init_std=init_std(kind, 2, 10))
    def column(group):
        return [net.train_step(Xa, Ya, lr=0.5) for net in group]
    groups = {kind: list(nets(kind)) for kind in kinds}
    return {kind: np.array([column(groups[kind]) for _ in range(n_epochs)]).T for kind in kinds}
""",
}

DEEP = {
    "a deep network with (k,) biases, leak 0.1 and l2 counted twice": """
class DeepNet:
    def __init__(self, sizes, activation, l2=0.0):
        rng = np.random.default_rng()
        self.weights = [rng.normal(0, (1 / i) ** 0.5, (i, o)) for i, o in zip(sizes, sizes[1:])]
        self.biases = [np.zeros(o) for o in sizes[1:]]
        self.kind, self.l2 = activation, l2
    def bend(self, z):
        return {"tanh": np.tanh, "relu": lambda v: v * (v > 0),
                "leaky_relu": lambda v: np.maximum(v, 0.1 * v)}[self.kind](z)
    def slope(self, z):
        if self.kind == "tanh":
            return 1 / np.cosh(z) ** 2
        return np.where(z > 0, 1.0, 0.1 if self.kind == "leaky_relu" else 0.0)
    def forward(self, X):
        self.z, self.a = [], [X]
        for i, (W, b) in enumerate(zip(self.weights, self.biases)):
            self.z.append(self.a[-1] @ W + b)
            last = i == len(self.weights) - 1
            self.a.append(softmax(self.z[-1]) if last else self.bend(self.z[-1]))
        return self.a[-1]
    def compute_loss(self, p, y):
        squares = sum((W * W).sum() for W in self.weights)
        return -np.mean((y * np.log(p + 1e-9)).sum(1)) + self.l2 * squares
    def backward(self, y_true):
        d = (self.a[-1] - y_true) / len(y_true)
        dW, db = [], []
        for i in range(len(self.weights) - 1, -1, -1):
            dW.append(self.a[i].T @ d + 2 * self.l2 * self.weights[i])
            db.append(d.sum(0))
            if i:
                d = d @ self.weights[i].T * self.slope(self.z[i - 1])
        return dW[::-1], db[::-1]
    def train(self, X, y, epochs, lr, batch_size):
        for _ in range(epochs):
            for s in range(0, len(X), batch_size):
                self.forward(X[s : s + batch_size])
                for i, (a, b) in enumerate(zip(*self.backward(y[s : s + batch_size]))):
                    self.weights[i] -= lr * a
                    self.biases[i] -= lr * b
        return self
    def predict(self, X):
        return [int(np.argmax(row)) for row in self.forward(X)]
"""
}


def single(answer, texts):
    return [(name, {answer: text}) for name, text in texts.items()]


RIGHT_ANSWERS = [
    *single("activations", ACTIVATIONS),
    *NETS.items(),
    *WHOLE.items(),
    *single("gradient-check", CHECKERS),
    *single("init-std", STDS),
    *single("init-study", STUDIES),
    *single("deep-net", DEEP),
]
