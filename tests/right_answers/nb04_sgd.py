"""Unusual right answers for nb04_sgd: each must keep every point."""

FORWARD = """
def feed_forward_sample(sample, y):
    a = {cast}(np.reshape(sample, (1, 784)))
    for w, b in list(zip(weights, biases))[:2]:
        a = sigmoid(a @ {cast}(w) + {cast}(b))
    p = softmax(a @ {cast}(weights[2]) + {cast}(biases[2]))
    return {loss}, {guess}
"""
GUESS, LOSS = (
    "integer_to_one_hot(p.argmax(), 10)",
    "cross_entropy_loss(integer_to_one_hot(y, 10), p)",
)


def forward(cast="np.asarray", loss=LOSS, guess=GUESS):
    return FORWARD.format(cast=cast, loss=loss, guess=guess)


TRAIN = """
def train_one_sample(sample, y, learning_rate=0.003):
    {declare}
    acts = [np.reshape(sample, (1, 784))]
    for w, b in list(zip(weights, biases))[:2]:
        acts.append(sigmoid(acts[-1] @ w + b))
    p = softmax(acts[2] @ weights[2] + biases[2])
    dz = [None, None, p - integer_to_one_hot(y, 10)]
    for i in (1, 0):
        dz[i] = (dz[i + 1] @ weights[i + 1].T) * acts[i + 1] * (1 - acts[i + 1])
    dw = [{product} for a, d in zip(acts, dz)]
    {update}
"""
IN_PLACE = """for i in range(3):
        weights[i][...] = weights[i] - learning_rate * dw[i]
        biases[i][...] = biases[i] - learning_rate * dz[i]"""


def train(update=IN_PLACE, declare="pass", product="a.T @ d"):
    return TRAIN.format(declare=declare, product=product, update=update)


REBIND_LISTS = """weights = [w - learning_rate * g for w, g in zip(weights, dw)]
    biases = [b - learning_rate * d for b, d in zip(biases, dz)]"""
REBIND_TUPLES = REBIND_LISTS.replace("[", "tuple(").replace("]", ")")
FLOAT32 = """for i in range(3):
        weights[i] = (weights[i] - learning_rate * dw[i]).astype(np.float32)
        biases[i] = (biases[i] - learning_rate * dz[i]).astype(np.float32)"""
FLAT_STEP = """for i in range(3):
        weights[i] = weights[i] - learning_rate * dw[i]
        biases[i] = np.ravel(biases[i]) - learning_rate * np.ravel(dz[i])"""

INIT = """
def init_params(rng, sizes=(784, 32, 32, 10)):
    pairs = list(zip(sizes, sizes[1:]))
    return [{weight} for m, n in pairs], [{bias} for m, n in pairs]
"""


def init(weight="rng.normal(0, max(m, n) ** -0.5, (m, n))", bias="np.zeros((1, n))"):
    return INIT.format(weight=weight, bias=bias)


FLAT_FORWARD = """
def probabilities(sample):
    a = np.asarray(sample).ravel()
    for w, b in zip(weights[:2], biases[:2]):
        a = sigmoid(a.dot(w) + b.ravel())
    return softmax(a.dot(weights[2]) + biases[2].ravel())

def feed_forward_sample(sample, y):
    p = probabilities(sample)
    return float(-np.log(p[y] + 1e-9)), (p == p.max()).astype(int)
"""

LOOPS = """
import math

def feed_forward_sample(sample, y):
    a = [float(v) for v in np.asarray(sample).ravel()]
    for layer in range(3):
        w, b = weights[layer], np.ravel(biases[layer])
        z = [b[j] + sum(a[i] * w[i, j] for i in range(len(a))) for j in range(len(b))]
        a = [1 / (1 + math.exp(-v)) for v in z] if layer < 2 else z
    top = max(a)
    log_sum = top + math.log(sum(math.exp(v - top) for v in a))
    return log_sum - a[int(y)], [1 if v == top else 0 for v in a]
"""

COLUMNS = """
def train_one_sample(sample, y, learning_rate=0.003):
    a0 = np.asarray(sample, float).reshape(784, 1)
    w1, w2, w3 = (w.T for w in weights)
    b1, b2, b3 = (np.reshape(b, (-1, 1)) for b in biases)
    a1 = sigmoid(w1 @ a0 + b1)
    a2 = sigmoid(w2 @ a1 + b2)
    d3 = integer_to_one_hot(y, 10).reshape(10, 1) - softmax(w3 @ a2 + b3)
    d2 = w3.T @ d3 * dsigmoid(w2 @ a1 + b2)
    d1 = w2.T @ d2 * dsigmoid(w1 @ a0 + b1)
    for i, (a, d) in enumerate([(a0, d1), (a1, d2), (a2, d3)]):
        weights[i] = weights[i] + learning_rate * (d @ a.T).T
        biases[i] = biases[i] + learning_rate * d.reshape(np.shape(biases[i]))
"""

JACOBIANS = """
def train_one_sample(sample, y, learning_rate=0.003):
    import warnings
    warnings.warn("building full Jacobians, slow")
    zs, acts = [], [np.reshape(sample, (1, 784))]
    for w, b in zip(weights, biases):
        zs.append(acts[-1] @ w + b)
        acts.append(sigmoid(zs[-1]))
    p = softmax(zs[2])
    g = -integer_to_one_hot(y, 10).reshape(1, 10) / p @ (np.diagflat(p) - p.T @ p)
    gradients = []
    for i in (2, 1, 0):
        gradients.append((i, np.kron(acts[i].T, g), g))
        if i:
            g = g @ weights[i].T @ np.diagflat(dsigmoid(zs[i - 1]))
    for i, dw, db in gradients:
        weights[i] -= learning_rate * dw
        biases[i] -= learning_rate * db.reshape(biases[i].shape)
"""

DATASET = """
def feed_forward_dataset(x, y):
    pairs = [feed_forward_sample(x[i], y[i]) for i in range(len(x))]
    losses = np.array([float(np.ravel(loss)[0]) for loss, _ in pairs])
    guesses = np.array([np.ravel(guess) for _, guess in pairs])
    share = np.sum(guesses[np.arange(len(y)), y]) / len(y)
    print("loss", losses.mean(), "accuracy", share)
    return {result}
"""

WHOLE_SET = """
def feed_forward_dataset(x, y):
    a = np.reshape(x, (len(x), -1))
    for w, b in zip(weights[:2], biases[:2]):
        a = sigmoid(a @ w + b)
    z = a @ weights[2] + biases[2]
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(y)), y]), (z.argmax(axis=1) == y).mean()
"""

TABLE_DATASET = """
def feed_forward_dataset(x, y):
    losses, guesses = np.empty(x.shape[0]), np.empty((x.shape[0], 10))
    for i in range(x.shape[0]):
        losses[i], guesses[i] = feed_forward_sample(x[i], y[i])
    table = np.zeros((y.size, 10))
    table[np.arange(y.size), y] = 1
    return np.average(losses), np.sum(table * guesses) / y.shape[0]
"""

INLINED_EPOCH = """
def train_one_epoch(x, y, learning_rate=0.003):
    for sample, label in zip(x, y):
        a0 = np.reshape(sample, (1, 784))
        a1 = sigmoid(a0 @ weights[0] + biases[0])
        a2 = sigmoid(a1 @ weights[1] + biases[1])
        d3 = softmax(a2 @ weights[2] + biases[2]) - integer_to_one_hot(label, 10)
        d2 = d3 @ weights[2].T * a2 * (1 - a2)
        d1 = d2 @ weights[1].T * a1 * (1 - a1)
        for i, (a, d) in enumerate([(a0, d1), (a1, d2), (a2, d3)]):
            weights[i] = weights[i] - learning_rate * a.T @ d
            biases[i] = biases[i] - learning_rate * d
"""

KEYWORD_EPOCH = """
def train_one_epoch(x, y, learning_rate=0.003):
    done = 0
    while done < len(y):
        picture = x[done].reshape(28, 28)
        train_one_sample(sample=picture, y=int(y[done]), learning_rate=learning_rate)
        done += 1
    return done
"""

SNAPSHOT_EXPERIMENT = """
def experiment():
    global weights, biases
    start = init_params(np.random.default_rng(80085))
    result = {"note": "scaled first"}
    for name in ("scaled", "raw"):
        weights, biases = [w.copy() for w in start[0]], [b.copy() for b in start[1]]
        top = 255.0 if name == "scaled" else 1.0
        x, test, accuracies = x_train / top, x_test / top, []
        for epoch in range(1, 4):
            train_one_epoch(x, y_train, learning_rate=0.003)
            accuracies.append(round(float(feed_forward_dataset(test, y_test)[1]), 4))
        result[name] = tuple(accuracies)
    return result
"""

OWN_LOOPS_EXPERIMENT = """
def experiment():
    def run(x, test):
        global weights, biases
        weights, biases = init_params(np.random.default_rng(3))
        found = np.zeros(3, np.float32)
        for epoch in range(3):
            for i in range(min(len(x), 200)):
                train_one_sample(x[i], y_train[i])
            guesses = [np.argmax(feed_forward_sample(row, 0)[1]) for row in test]
            found[epoch] = np.mean(np.array(guesses) == y_test)
        return found
    return dict(raw=run(x_train, x_test), scaled=run(x_train / 255, x_test / 255))
"""

FIXED_COUNT_EXPERIMENT = """
def experiment():
    global weights, biases
    out = {}
    for key, top in {"raw": 1, "scaled": 255}.items():
        weights, biases = init_params(np.random.default_rng(1))
        out[key] = []
        for _ in range(3):
            for i in range(150):
                train_one_sample(x_train[i] / top, y_train[i], 0.003)
            out[key].append(feed_forward_dataset(x_test[:50] / top, y_test[:50])[1])
    return out
"""

INTERLEAVED_EXPERIMENT = """
def experiment():
    global weights, biases
    nets = {name: init_params(np.random.default_rng(80085)) for name in ("raw", "scaled")}
    table = {"raw": [], "scaled": []}
    for epoch in range(3):
        for name, factor in (("raw", 1.0), ("scaled", 1 / 255)):
            weights, biases = nets[name]
            train_one_epoch(x_train[:SAMPLES] * factor, y_train[:SAMPLES], 0.003)
            table[name].append(feed_forward_dataset(x_test * factor, y_test)[1])
            nets[name] = weights, biases
    return table
"""

IN_FLOAT32_EXPERIMENT = """
def experiment():
    out = {}
    for name, top in (("raw", 1), ("scaled", 255)):
        x, test = np.float32(x_train[:SAMPLES]) / top, np.float32(x_test) / top
        weights[:], biases[:] = init_params(rng=np.random.default_rng(seed=80085))
        both = [(train_one_epoch(x=x, y=y_train[:SAMPLES]), feed_forward_dataset(x=test, y=y_test))
                for _ in range(3)]
        out[name] = np.array([accuracy for _, (_, accuracy) in both])
    return out
"""

CACHED_LAYERS = """
CACHE = {}

class Dense:
    def __init__(self, index, activation):
        self.index, self.activation = index, activation

    def __call__(self, inputs):
        CACHE[self.index] = inputs
        return self.activation(inputs @ weights[self.index] + biases[self.index])

LAYERS = [Dense(0, sigmoid), Dense(1, sigmoid), Dense(2, softmax)]

def predict(sample):
    values = np.reshape(sample, (1, 784))
    for layer in LAYERS:
        values = layer(values)
    return values
"""
CACHED_FORWARD = (
    CACHED_LAYERS
    + """
def feed_forward_sample(sample, y):
    p = predict(sample)[0]
    return cross_entropy_loss(integer_to_one_hot(y, 10), p), (p >= p.max()) * 1
"""
)
CACHED_TRAIN = (
    CACHED_LAYERS
    + """
def train_one_sample(sample, y, learning_rate=0.003):
    gradient = predict(sample) - integer_to_one_hot(y, 10)
    for i in (2, 1, 0):
        inputs = CACHE[i]
        back = gradient @ weights[i].T * inputs * (1 - inputs)
        weights[i] -= learning_rate * inputs.T @ gradient
        biases[i] -= learning_rate * gradient
        gradient = back
"""
)

LEGACY = "np.random.randn(m, n) / np.sqrt(max(m, n))"
PYTHON = "np.array([[random.gauss(0, max(m, n) ** -0.5) for _ in range(n)] for _ in range(m)])"
SEED_STYLE = """
def dsigmoid(x):
    return sigmoid(x) * (1 - sigmoid(x))
"""

TUPLES = """
lists = init_params

def init_params(rng, sizes=(784, 32, 32, 10)):
    return tuple(map(tuple, lists(rng, sizes)))
"""

RIGHT_ANSWERS = [
    ("slope by cosh", {"dsigmoid": "def dsigmoid(x):\n    return 0.25 / np.cosh(x / 2) ** 2"}),
    (
        "slope by exp, with helper and print",
        {
            "dsigmoid": "def e(x):\n    return np.exp(-abs(x))\n\n"
            "def dsigmoid(x):\n    print(x)\n    return e(x) / (1 + e(x)) ** 2"
        },
    ),
    ("slope in float32", {"dsigmoid": SEED_STYLE.replace("1 -", "np.float32(1) -")}),
    ("legacy generator", {"init-params": init(LEGACY)}),
    ("random module", {"init-params": "import random\n" + init(PYTHON)}),
    (
        "float32 parameters",
        {
            "init-params": init(
                "rng.standard_normal((m, n), np.float32) * np.float32(max(m, n) ** -0.5)",
                "np.zeros((1, n), np.float32)",
            ),
            "forward-sample": forward("np.float32"),
            "train-sample": train(FLOAT32),
        },
    ),
    (
        "flat biases",
        {
            "init-params": init(bias="np.zeros(n)"),
            "forward-sample": FLAT_FORWARD,
            "train-sample": train(FLAT_STEP),
        },
    ),
    ("tuples of parameters, rebinding",
     {"init-params": init() + TUPLES,
      "train-sample": train(REBIND_TUPLES, "global weights, biases")}),
    ("lists rebound", {"train-sample": train(REBIND_LISTS, "global weights, biases")}),
    ("slices filled", {"train-sample": train()}),
    ("einsum", {"train-sample": train(product='np.einsum("ni,nj->ij", a, d)')}),
    ("outer products", {"train-sample": train(product="np.outer(a, d)")}),
    ("columns and plus", {"train-sample": COLUMNS}),
    ("full Jacobians and a warning", {"train-sample": JACOBIANS}),
    ("pure Python loops", {"forward-sample": LOOPS}),
    ("guess of shape (1, 10)", {"forward-sample": forward(guess=f"{GUESS}[None]")}),
    ("guess of bool, loss of shape (1,)",
     {"forward-sample": forward(loss="np.array([-np.log(p[0, y])])", guess="p == p.max()")}),
    ("loss as a float, guess as a list",
     {"forward-sample": forward(loss=f"float({LOSS})", guess="[int(v == p.max()) for v in p[0]]")}),
    ("row (1, 10) in both",
     {"forward-sample": forward(guess=f"{GUESS}.reshape(1, 10)"),
      "forward-dataset": DATASET.format(result="losses.mean(), share")}),
    ("results in an array",
     {"forward-dataset": DATASET.format(result="np.array([losses.mean(), share], np.float32)")}),
    ("results in a list",
     {"forward-dataset": DATASET.format(result="[losses.mean(), float(share)]")}),
    ("whole set at once, nothing printed", {"forward-dataset": WHOLE_SET}),
    ("table filled row by row", {"forward-dataset": TABLE_DATASET}),
    ("epoch without train_one_sample", {"train-epoch": INLINED_EPOCH}),
    ("keywords, pictures and a return value", {"train-epoch": KEYWORD_EPOCH}),
    ("scaled first, from a snapshot, extra key", {"experiment": SNAPSHOT_EXPERIMENT}),
    ("both runs side by side", {"experiment": INTERLEAVED_EXPERIMENT}),
    ("experiment in float32, lists refilled", {"experiment": IN_FLOAT32_EXPERIMENT}),
    ("layer objects with a cache",
     {"forward-sample": CACHED_FORWARD, "train-sample": CACHED_TRAIN}),
    ("experiment with its own loops", {"experiment": OWN_LOOPS_EXPERIMENT}),
    ("experiment with a fixed number", {"experiment": FIXED_COUNT_EXPERIMENT}),
]  # fmt: skip
