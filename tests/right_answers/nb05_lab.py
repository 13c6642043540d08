"""Unusual right answers to nb05_lab: each must keep every point."""

READ_IDX = {
    "read-idx by hand, in a loop, with prints": """
def read_idx(path):
    print("reading", path)
    f = gzip.open(path, "rb") if str(path)[-3:] == ".gz" else open(path, "rb")
    raw = list(f.read())
    f.close()
    if len(raw) < 4 or raw[0] or raw[1] or raw[2] != 8:
        raise ValueError("magic")
    sizes = []
    for i in range(raw[3]):
        four = raw[4 + 4 * i : 8 + 4 * i]
        if len(four) < 4:
            raise ValueError("header")
        sizes.append(four[0] * 256**3 + four[1] * 256**2 + four[2] * 256 + four[3])
    rest, count = raw[4 + 4 * raw[3] :], 1
    for size in sizes:
        count *= size
    if len(rest) != count:
        raise ValueError("data")
    return np.array(rest, dtype=np.int64).reshape(sizes)
""",
    "read-idx that unpacks by content and knows all types": """
def read_idx(path):
    raw = Path(path).read_bytes()
    if raw[:2] == b"\\x1f\\x8b":
        raw = gzip.decompress(raw)
    types = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
    try:
        zero, code, ndim = struct.unpack(">HBB", raw[:4])
        shape = np.frombuffer(raw, ">u4", ndim, 4)
    except struct.error as error:
        raise ValueError("cut") from error
    if zero or code not in types:
        raise ValueError("magic")
    return np.frombuffer(raw[4 + 4 * ndim :], types[code]).reshape([int(s) for s in shape])
""",
    "read-idx that wants a Path, in small steps": """
def read_idx(path):
    with (gzip.open(path) if path.suffix == ".gz" else path.open("rb")) as file:
        magic = file.read(4)
        if len(magic) != 4 or magic[:3] != bytes([0, 0, 8]):
            raise ValueError("magic", magic)
        shape = []
        for _ in range(magic[3]):
            four = file.read(4)
            if len(four) != 4:
                raise ValueError("header")
            shape.append(int.from_bytes(four, "big"))
        n = int(np.prod(shape))
        data = file.read()
    if len(data) != n:
        raise ValueError("size")
    return np.ndarray(shape, np.uint8, bytearray(data))
""",
    "read-idx that wants text, float result": """
class BadFile(ValueError):
    pass

def read_idx(path):
    raw = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
    if raw[:2] != bytes(2) or raw[2:3] != bytes([8]) or len(raw) < 4:
        raise BadFile
    k = raw[3]
    if len(raw) < 4 + 4 * k:
        raise BadFile
    shape = [int.from_bytes(raw[4 + 4 * i :][:4], "big") for i in range(k)]
    return np.array(bytearray(raw[4 + 4 * k :]), np.float32).reshape(shape)
""",
}
LOAD_MNIST = {
    "load-mnist that trusts no file before it has seen its hash": """
def load_mnist(data_dir):
    def get(name):
        url, sha256 = MNIST_FILES[name]
        path = Path(data_dir).resolve() / name
        fits = lambda: hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest() == sha256
        if not (path.exists() and fits()):
            download(url, path, sha256)
        if SHA256[name[:-3]] != sha256 or not fits():
            raise ValueError(name)
        return read_idx(path)

    x, y = [], []
    for part in ("train", "t10k"):
        x.append(get(f"{part}-images-idx3-ubyte.gz").reshape(-1, 28 * 28) / np.float32(255))
        y.append(get(f"{part}-labels-idx1-ubyte.gz"))
    return [x[0], y[0], x[1], y[1]]
""",
    "load-mnist reads the bytes itself, float64": """
def load_mnist(data_dir):
    out = {}
    for name, (url, sha) in MNIST_FILES.items():
        full = os.path.join(data_dir, name)
        if not os.path.exists(full):
            download(url, full, sha)
        with gzip.open(full) as file:
            out[name[:6] + name[-10]] = np.frombuffer(file.read(), np.uint8, -1,
                                                      16 if "images" in name else 8)
    images = [v.reshape(-1, 28 * 28) / 255.0 for k, v in out.items() if k[-1] == "3"]
    labels = [v for k, v in out.items() if k[-1] != "3"]
    return [images[0], labels[0], images[1], labels[1]]
""",
    "load-mnist in small functions, text paths, float16": """
def one(folder, stem):
    path = folder + "/" + stem + ".gz"
    if stem + ".gz" not in os.listdir(folder):
        download(MNIST_FILES[stem + ".gz"][0], path, sha256=MNIST_FILES[stem + ".gz"][1])
    return read_idx(path)

def load_mnist(data_dir):
    x, y = one(data_dir, "train-images-idx3-ubyte"), one(data_dir, "train-labels-idx1-ubyte")
    u, v = one(data_dir, "t10k-images-idx3-ubyte"), one(data_dir, "t10k-labels-idx1-ubyte")
    flat = lambda a: np.multiply(a.reshape(len(a), 784), 1 / 255, dtype=np.float32)
    return flat(x), y.astype(np.int8), flat(u), v.astype("int32")
""",
}
LINEAR = {
    "linear in float32 with (k,) bias": """
class Linear:
    def __init__(self, input_dim, output_dim, seed=None):
        rng = np.random.default_rng(seed)
        self.W = rng.normal(0, math.sqrt(2 / input_dim), (input_dim, output_dim)).astype("float32")
        self.b = np.zeros(output_dim, np.float32)
        self.dW, self.db, self.name = np.zeros_like(self.W), np.zeros_like(self.b), "linear"

    def forward(self, x):
        self.cache = x.copy()
        return (x.astype(np.float32).dot(self.W.astype(np.float32)) + self.b).astype(np.float32)

    def backward(self, grad_output):
        self.dW[...] = np.dot(self.cache.T, grad_output)
        self.db[...] = np.ones(len(grad_output)) @ grad_output
        return np.dot(grad_output, self.W.T).astype(np.float32)
""",
    "linear with loops and einsum, uniform He": """
class Layer:
    def forward(self, x):
        raise NotImplementedError("a layer says this itself")

class Linear(Layer):
    def __init__(self, input_dim, output_dim):
        a = np.sqrt(6 / input_dim)
        self.W = np.random.uniform(-a, a, size=(input_dim, output_dim))
        self.b = np.zeros([1, output_dim])

    def forward(self, input):
        self.input = input
        return np.stack([[row @ self.W[:, j] + self.b[0, j] for j in range(self.W.shape[1])]
                         for row in input])

    def backward(self, grad_output):
        self.dW = np.einsum("ni,nj->ij", self.input, grad_output)
        self.db = sum(row[None] for row in grad_output)
        return np.einsum("nj,ij->ni", grad_output, self.W)
""",
    "linear with properties, unhashable": """
class Linear:
    def __init__(self, input_dim, output_dim):
        self.p = {"W": np.random.standard_normal((input_dim, output_dim)) * (2 / input_dim) ** 0.5,
                  "b": np.zeros((1, output_dim))}
        self.dW, self.db = None, None

    W = property(lambda self: self.p["W"], lambda self, value: self.p.update(W=value))
    b = property(lambda self: self.p["b"], lambda self, value: self.p.update(b=value))

    def __eq__(self, other):
        return self is other

    def forward(self, x):
        self.x = np.asarray(x)
        z = np.matmul(self.x, self.W)
        z += self.b
        return z

    def backward(self, grad_output):
        back = grad_output @ self.W.transpose()
        self.dW, self.db = self.x.transpose() @ grad_output, grad_output.sum(0)
        print(self.dW.shape)
        return back
""",
    "linear with random.gauss": """
import random

class Linear:
    def __init__(self, input_dim, output_dim):
        s = (2 / input_dim) ** 0.5
        self.W = np.array([[random.gauss(0, s) for _ in range(output_dim)]
                           for _ in range(input_dim)])
        self.b = np.full((1, output_dim), 0.0)
        self.dW = self.db = 0.0

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + np.tile(self.b, (x.shape[0], 1))

    def backward(self, grad_output):
        self.dW = sum(np.outer(a, g) for a, g in zip(self.x, grad_output))
        self.db = np.add.reduce(grad_output, axis=0)[np.newaxis, :]
        return (self.W @ grad_output.T).T
""",
}
RELU = {
    "relu with where": """
class ReLU:
    def __init__(self, leak=0.0):
        self.x = None

    def forward(self, x):
        self.x = x
        return np.where(x < 0, 0, x)

    def backward(self, grad_output):
        return np.where(self.x < 0, 0.0, grad_output)
""",
    "relu with half at the kink, in place": """
class ReLU:
    def forward(self, x):
        self.slope = np.heaviside(x, 0.5)
        np.maximum(x, 0, out=x)
        return x

    def backward(self, grad_output):
        grad_output *= self.slope
        return grad_output
""",
    "relu in float32 with a stack of masks": """
class ReLU:
    def __init__(self):
        self.masks = []

    def __call__(self, x):
        return self.forward(x)

    def forward(self, x):
        self.masks.append((x > 0).astype(np.float32))
        return ((np.abs(x) + x) / 2).astype(np.float32)

    def backward(self, grad_output):
        return grad_output.astype(np.float32) * self.masks.pop()
""",
}
LOSS = {
    "loss with a clip of 1e-7 on both sides": """
class SoftmaxCrossEntropy:
    EPSILON = 1e-7

    def __init__(self):
        self.probs = None

    def softmax(self, z):
        e = np.exp(z - z.max(1)[:, None])
        return e / e.sum(1)[:, None]

    def forward(self, logits, y_true):
        self.probs = self.softmax(logits)
        clipped = np.clip(self.probs, self.EPSILON, 1 - self.EPSILON)
        return np.mean(-np.sum(y_true * np.log(clipped), axis=1))

    def backward(self, y_true):
        return (self.probs - y_true) * (1.0 / y_true.shape[0])
""",
    "loss with a clip": """
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        e = np.exp(logits - np.max(logits, axis=1)[:, None])
        self.probs = e / np.sum(e, axis=1)[:, None]
        return float(-(y_true * np.log(np.clip(self.probs, 1e-12, 1))).sum(1).mean())

    def backward(self, y_true):
        return np.divide(self.probs - y_true, y_true.shape[0])
""",
    "loss with a small eps, float32, labels by argmax": """
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        z = logits.astype(np.float32)
        z = z - z.max(1, keepdims=True)
        self.p = np.exp(z)
        self.p /= self.p.sum(1, keepdims=True)
        self.n = len(z)
        return -np.log(self.p[range(self.n), np.argmax(y_true, axis=1)] + 1e-8).mean()

    def backward(self, y_true):
        g = self.p.copy()
        g[range(self.n), np.argmax(y_true, axis=1)] -= 1
        return g / self.n
""",
    "loss with loops and math": """
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        self.rows, total = [], 0.0
        for z, y in zip(logits.tolist(), y_true.tolist()):
            m = max(z)
            s = m + math.log(sum(math.exp(v - m) for v in z))
            self.rows.append([math.exp(v - s) for v in z])
            total += s - sum(a * b for a, b in zip(z, y))
        return total / len(logits)

    def backward(self, y_true):
        return [[(p - t) / len(y_true) for p, t in zip(r, y)] for r, y in zip(self.rows, y_true)]
""",
    "loss with logaddexp, 0-d result": """
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        self.log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        return np.array(-np.einsum("nk,nk->", self.log_p, y_true) / logits.shape[0])

    def backward(self, y_true):
        return (np.exp(self.log_p) - y_true) * (1.0 / len(y_true))
""",
}
ADAM = {
    "adam with lists and in-place moments": """
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.slots = []
        for layer in layers:
            if getattr(layer, "W", None) is not None:
                for name in "Wb":
                    zero = np.zeros(np.shape(getattr(layer, name)))
                    self.slots.append((layer, name, zero, zero.copy()))
        self.settings, self.count = (lr, beta1, beta2, eps), 0

    def step(self):
        lr, b1, b2, eps = self.settings
        self.count += 1
        for layer, name, m, v in self.slots:
            g = np.reshape(getattr(layer, "d" + name), m.shape)
            m *= b1
            m += (1 - b1) * g
            v *= b2
            v += (1 - b2) * np.square(g)
            value = getattr(layer, name)
            value -= (lr * (m / (1 - b1**self.count))
                      / (np.sqrt(v / (1 - b2**self.count)) + eps)).astype(value.dtype)
""",
    "adam that asks for Linear and keys by id": """
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.layers = [layer for layer in layers if isinstance(layer, Linear)]
        self.lr, self.b1, self.b2, self.eps, self.t = lr, beta1, beta2, eps, 1
        self.mem = {id(layer): [0, 0, 0, 0] for layer in self.layers}

    def step(self):
        c1, c2 = 1 - self.b1**self.t, 1 - self.b2**self.t
        for layer in self.layers:
            s = self.mem[id(layer)]
            s[0] = self.b1 * s[0] + (1 - self.b1) * layer.dW
            s[1] = self.b2 * s[1] + (1 - self.b2) * layer.dW * layer.dW
            s[2] = self.b1 * s[2] + (1 - self.b1) * layer.db
            s[3] = self.b2 * s[3] + (1 - self.b2) * layer.db * layer.db
            layer.W -= self.lr * (s[0] / c1) / ((s[1] / c2) ** 0.5 + self.eps)
            layer.b -= self.lr * (s[2] / c1) / ((s[3] / c2) ** 0.5 + self.eps)
        self.t += 1
""",
    "adam that holds the arrays themselves": """
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.owners = [(l, n) for l in layers if hasattr(l, "W") for n in ("W", "b")]
        self.arrays = [getattr(l, n) for l, n in self.owners]
        self.m = [np.zeros_like(a) for a in self.arrays]
        self.v = [np.zeros_like(a) for a in self.arrays]
        self.lr, self.betas, self.eps, self.power = lr, (beta1, beta2), eps, [1.0, 1.0]

    def step(self):
        self.power = [p * b for p, b in zip(self.power, self.betas)]
        b1, b2 = self.betas
        for i, (layer, name) in enumerate(self.owners):
            g = getattr(layer, {"W": "dW", "b": "db"}[name])
            self.m[i] += (1 - b1) * (g - self.m[i])
            self.v[i] += (1 - b2) * (g**2 - self.v[i])
            mean, size = self.m[i] / (1 - self.power[0]), self.v[i] / (1 - self.power[1])
            np.subtract(self.arrays[i], self.lr * mean / (np.sqrt(size) + self.eps),
                        out=self.arrays[i])
""",
    "adam with try, float32 moments": """
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, verbose=True):
        self.__dict__.update(locals())
        self.t, self.state = 0, {}

    def step(self):
        self.t = self.t + 1
        for i, layer in enumerate(self.layers):
            try:
                pairs = [("W", layer.W, layer.dW), ("b", layer.b, layer.db)]
            except AttributeError:
                continue
            for name, value, g in pairs:
                m, v = self.state.get((i, name), (np.float64(0), np.float64(0)))
                m = self.beta1 * m + (1 - self.beta1) * g
                v = self.beta2 * v + (1 - self.beta2) * np.power(g, 2)
                self.state[i, name] = m, v
                s = np.sqrt(v) / np.sqrt(1 - self.beta2**self.t) + self.eps
                setattr(layer, name, value - self.lr / (1 - self.beta1**self.t) * m / s)
        print("step", self.t)
""",
}
ACCURACY = {
    "accuracy row by row": """
def get_accuracy(layers, X, Y):
    right = 0
    for i in range(len(X)):
        row = X[i : i + 1]
        for layer in layers:
            row = layer.forward(row)
        if int(np.argmax(row)) == list(Y[i]).index(max(Y[i])):
            right += 1
    return right / len(X)
""",
    "accuracy in parts, with reduce": """
from functools import reduce

def get_accuracy(layers, X, Y):
    parts = np.array_split(X, 3)
    outs = [reduce(lambda x, layer: layer.forward(x), layers, part) for part in parts]
    hits = Y[np.arange(len(Y)), np.argmax(np.vstack(outs), 1)]
    return np.array(hits.sum() / len(hits))
""",
}
HEAD = """
def train(X_train, Y_train, X_test, Y_test, epochs=5, batch_size=64):
    layers = [Linear(784, 128), ReLU(), Linear(128, 10)]
    loss_fn, opt = SoftmaxCrossEntropy(), Adam(layers, lr=0.001)
    n = X_train.shape[0]
"""
BATCH = """
            x, y = xs[i], ys[i]
            for layer in layers:
                x = layer.forward(x)
            total += loss_fn.forward(x, y)
            g = loss_fn.backward(y)
            for layer in layers[::-1]:
                g = layer.backward(g)
            opt.step()
"""
TRAIN = {
    "train with a net in a class, loss of the whole set, list of pairs": """
def train(X_train, Y_train, X_test, Y_test, epochs=5, batch_size=64):
    class Net:
        def __init__(self):
            self.layers = [Linear(784, 128), ReLU(), Linear(128, 10)]

        def __call__(self, x):
            for layer in self.layers:
                x = layer.forward(np.asarray(x, dtype=np.float32))
            return x

        def back(self, g):
            for layer in self.layers[::-1]:
                g = layer.backward(g)

    net, adam, curve = Net(), None, []
    adam = Adam(net.layers, lr=2e-3)
    rng = np.random.default_rng(3)
    for _ in range(epochs):
        order = rng.permutation(X_train.shape[0])
        for rows in np.split(order, range(batch_size, len(order), batch_size)):
            criterion = SoftmaxCrossEntropy()
            criterion.forward(net(X_train[rows]), Y_train[rows])
            net.back(criterion.backward(Y_train[rows]))
            adam.step()
        whole = SoftmaxCrossEntropy().forward(net(X_train), Y_train)
        curve.append((float(whole), np.mean(net(X_test).argmax(1) == Y_test.argmax(1))))
    return net.layers, tuple(curve)
""",
    "train without shuffling, equal parts, dict of lists": HEAD
    + """
    history = {"loss": [], "test": [], "lr": 0.001, "val": []}
    parts = -(-n // batch_size)
    xs, ys = np.array_split(X_train, parts), np.array_split(Y_train, parts)
    for _ in range(epochs):
        total = 0
        for i in range(parts):"""
    + BATCH
    + """
        history["loss"].append(total / parts)
        history["test"].append(get_accuracy(layers, X_test, Y_test))
    return layers, history
""",
    "train with random.shuffle, tuples, a look at each batch": """
import random
"""
    + HEAD
    + """
    history, seen = [], 0
    while len(history) < epochs:
        rows, total = list(range(n)), 0.0
        random.shuffle(rows)
        xs, ys = [], []
        while rows:
            take, rows = rows[:batch_size], rows[batch_size:]
            xs.append(X_train[take])
            ys.append(Y_train[take])
        for i in range(len(xs)):
            layers[0].forward(X_test)"""
    + BATCH
    + """
            print(end=".")
        history.append((total / len(xs), get_accuracy(layers, X_train[:9], Y_train[:9])))
    return [layers, tuple(history)]
""",
    "train that stacks X and Y, float32, array as history": HEAD
    + """
    both = np.hstack([X_train, Y_train]).astype(np.float32)
    losses = np.zeros((epochs, 2))
    for e in range(epochs):
        np.random.default_rng(e).shuffle(both)
        cut = range(batch_size, n, batch_size)
        xs, ys, total = np.split(both[:, :784], cut), np.split(both[:, 784:], cut), 0
        for i in range(len(xs)):"""
    + BATCH
    + """
        losses[e] = total / len(xs), get_accuracy(layers, X_test, Y_test)
    return tuple(layers), losses
""",
}
ZERO_GRAD = {
    "adam": ADAM["adam with lists and in-place moments"]
    + """
    def zero_grad(self):
        for layer, *_ in self.slots:
            layer.dW, layer.db = 0 * layer.W, 0 * layer.b
""",
    "train": HEAD
    + """
    history = []
    for e in range(epochs):
        order, total = np.random.permutation(n), 0
        xs, ys = X_train[order], Y_train[order]
        for i in [slice(s, min(s + batch_size, n)) for s in range(0, n, batch_size)]:
            opt.zero_grad()"""
    + BATCH
    + """
        history += [dict(epoch=e + 1, loss=total)]
    return layers, history
""",
}
COMPACT = {
    "compact whose predict reads what forward kept": """
class NeuralNetwork:
    def __init__(self, input_size=784, hidden_size=128, output_size=10, lr=0.01):
        rng = np.random.default_rng()
        self.lr, self.cache = lr, {}
        self.W1 = rng.standard_normal((input_size, hidden_size)) * (2 / input_size) ** 0.5
        self.W2 = rng.standard_normal((hidden_size, output_size)) * (2 / hidden_size) ** 0.5
        self.b1, self.b2 = np.zeros(hidden_size), np.zeros(output_size)

    def forward(self, X):
        c = self.cache
        c["Z1"] = np.einsum("nd,dh->nh", X, self.W1) + self.b1
        c["A1"] = c["Z1"].clip(min=0)
        c["Z2"] = np.einsum("nh,hk->nk", c["A1"], self.W2) + self.b2
        c["P"] = np.exp(c["Z2"] - np.logaddexp.reduce(c["Z2"], axis=1, keepdims=True))
        return c["P"]

    def backward(self, X, y, probs):
        n, onehot = X.shape[0], np.arange(probs.shape[1]) == np.asarray(y)[:, None]
        loss = -np.log(probs[onehot] + 1e-9).mean()
        d2 = (probs - onehot) / n
        d1 = np.where(self.cache["Z1"] > 0, d2 @ self.W2.T, 0)
        steps = {"W1": X.T @ d1, "b1": d1.sum(0), "W2": self.cache["A1"].T @ d2, "b2": d2.sum(0)}
        for name, step in steps.items():
            value = getattr(self, name)
            setattr(self, name, value - self.lr * np.reshape(step, np.shape(value)))
        return loss

    def train_step(self, X, y):
        return self.backward(X, y, self.forward(X))

    def predict(self, X):
        self.forward(X)
        return np.array([int(np.argmax(row)) for row in self.cache["P"]])
""",
    "compact in float32 with (k,) biases, in place": """
class NeuralNetwork:
    def __init__(self, input_size=784, hidden_size=128, output_size=10, lr=0.01):
        rng = np.random.default_rng()
        self.lr = np.float32(lr)
        self.W1 = rng.normal(0, (2 / input_size) ** 0.5, (input_size, hidden_size)).astype("f4")
        self.W2 = rng.normal(0, (2 / hidden_size) ** 0.5, (hidden_size, output_size)).astype("f4")
        self.b1, self.b2 = np.zeros(hidden_size, "f4"), np.zeros(output_size, "f4")

    def forward(self, X):
        self.h = np.maximum(0, X.astype("f4") @ self.W1 + self.b1)
        z = self.h @ self.W2 + self.b2
        e = np.exp(z - z.max(1)[:, None])
        return (e / e.sum(1)[:, None]).astype("f4")

    def backward(self, X, y, probs):
        loss = float(-np.log(np.maximum(probs[range(len(y)), y], 1e-9)).mean())
        d2 = (probs - np.eye(probs.shape[1])[y]) / len(y)
        d1 = np.where(self.h > 0, d2 @ self.W2.T, 0)
        for p, g in ((self.W1, X.T @ d1), (self.b1, d1.sum(0)), (self.W2, self.h.T @ d2),
                     (self.b2, d2.sum(0))):
            p -= (self.lr * g).astype(p.dtype)
        return loss

    def train_step(self, X, y):
        probs = self.forward(X)
        return self.backward(X, y, probs)

    def predict(self, X):
        return [int(row.argmax()) for row in self.forward(X)]
""",
    "compact that ignores probs for the gradient and keeps a cache": """
class NeuralNetwork:
    def __init__(self, input_size=784, hidden_size=128, output_size=10, lr=0.01, seed=1):
        self.lr, self.cache = lr, {}
        self.W1 = np.random.randn(input_size, hidden_size) / np.sqrt(input_size)
        self.b1 = np.zeros((1, hidden_size))
        self.W2 = np.random.randn(hidden_size, output_size) / np.sqrt(hidden_size)
        self.b2 = np.zeros((1, output_size))

    def softmax(self, z):
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    def forward(self, X):
        z1 = X.dot(self.W1) + self.b1
        a1 = z1 * (z1 >= 0)
        p = self.softmax(a1.dot(self.W2) + self.b2)
        self.cache = {"z1": z1, "a1": a1, "p": p}
        return p

    def backward(self, X, y, probs):
        self.forward(X)
        Y = np.zeros_like(probs)
        Y[np.arange(len(y)), y] = 1
        m = X.shape[0]
        dz2 = self.cache["p"] - Y
        dW2, db2 = self.cache["a1"].T.dot(dz2) / m, dz2.sum(axis=0, keepdims=True) / m
        dz1 = dz2.dot(self.W2.T) * (self.cache["z1"] >= 0)
        dW1, db1 = X.T.dot(dz1) / m, dz1.sum(axis=0, keepdims=True) / m
        self.W1, self.b1 = self.W1 - self.lr * dW1, self.b1 - self.lr * db1
        self.W2, self.b2 = self.W2 - self.lr * dW2, self.b2 - self.lr * db2
        return -np.sum(Y * np.log(probs + 1e-15)) / m

    def train_step(self, X, y):
        print("loss", self.backward(X, y, self.forward(X)))

    def predict(self, X):
        return np.argmax(self.forward(X), axis=1).reshape(-1, 1)
""",
    "compact sample by sample": """
class NeuralNetwork:
    def __init__(self, input_size=784, hidden_size=128, output_size=10, lr=0.01):
        self.W1 = 0.05 * np.random.randn(input_size, hidden_size)
        self.W2 = 0.1 * np.random.randn(hidden_size, output_size)
        self.b1, self.b2 = np.zeros((1, hidden_size)), np.zeros((1, output_size))
        self.lr = lr

    def hidden(self, X):
        return np.maximum(X @ self.W1 + self.b1, 0)

    def forward(self, X):
        z = self.hidden(X) @ self.W2 + self.b2
        return np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])

    def backward(self, X, y, probs):
        sums, loss, H = [0, 0, 0, 0], 0.0, self.hidden(X)
        for x, label, p, h in zip(X, y, probs, H):
            d = p.copy()
            d[label] -= 1
            e = (self.W2 @ d) * (h > 0)
            for i, g in enumerate((np.outer(x, e), e, np.outer(h, d), d)):
                sums[i] = sums[i] + g / len(X)
            loss -= math.log(p[label]) / len(X)
        for name, g in zip(("W1", "b1", "W2", "b2"), sums):
            setattr(self, name, getattr(self, name) - self.lr * g)
        return np.array([loss])

    def train_step(self, X, y):
        return self.backward(X, y, self.forward(X))

    def predict(self, X):
        return np.array([np.argmax(p) for p in self.forward(X)], dtype=np.uint8)
""",
}
COMPACT_AND_RUN = {
    "compact": COMPACT["compact sample by sample"],
    "lab-run": """
def lab_run(x_train, y_train, seed):
    rng = np.random.default_rng(seed)
    W1 = (rng.normal(size=(784, 128)) * 0.05).astype(np.float32)
    W2 = (rng.normal(size=(128, 10)) * 0.12).astype(np.float32)
    b1, b2 = np.zeros(128, np.float32), np.zeros(10, np.float32)
    for lr in (0.3, 0.25, 0.2, 0.15, 0.1, 0.05):
        order = rng.permutation(len(x_train))
        for rows in np.array_split(order, 900):
            x = x_train[rows]
            h = np.maximum(x @ W1 + b1, 0)
            z = h @ W2 + b2
            p = np.exp(z - z.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            p[np.arange(len(rows)), y_train[rows]] -= 1
            p *= np.float32(lr / len(rows))
            d = (p @ W2.T) * (h > 0)
            W2 -= h.T @ p; b2 -= p.sum(0); W1 -= x.T @ d; b1 -= d.sum(0)

    class Reader:
        def predict(self, X):
            return (np.maximum(X @ W1 + b1, 0) @ W2 + b2).argmax(1)

    return Reader()
""",
}
BUG = {
    "init of Xavier, uniform, (k,) biases": """
def fixed_init(input_size=784, hidden_size=128, output_size=10):
    def layer(n_in, n_out):
        a = np.sqrt(6 / (n_in + n_out))
        return np.random.uniform(-a, a, (n_in, n_out)), np.zeros(n_out)
    return layer(input_size, hidden_size) + layer(hidden_size, output_size)
""",
    "init of LeCun, float32, as a list": """
def fixed_init(input_size=784, hidden_size=128, output_size=10):
    rng = np.random.default_rng(0)
    W0 = rng.standard_normal((input_size, hidden_size), dtype=np.float32) / input_size**0.5
    W1 = rng.standard_normal((hidden_size, output_size), dtype=np.float32) / hidden_size**0.5
    return [W0, np.zeros((1, hidden_size), "f4"), W1, np.zeros((1, output_size), "f4")]
""",
    "init of He by division, measured and printed": """
def fixed_init(input_size=784, hidden_size=128, output_size=10):
    W0 = np.random.randn(input_size, hidden_size) / np.sqrt(input_size / 2)
    W1 = np.random.randn(hidden_size, output_size) / np.sqrt(hidden_size / 2)
    print(W0.std(), W1.std())
    return W0, W0[:1] * 0, W1, W1[:1] * 0
""",
    "init of He for one layer and Xavier for the other, cut at two sigma": """
def fixed_init(input_size=784, hidden_size=128, output_size=10):
    def cut(shape):
        z = np.random.normal(size=shape)
        while (np.abs(z) > 2).any():
            z = np.where(np.abs(z) > 2, np.random.normal(size=shape), z)
        return z
    W0 = cut((input_size, hidden_size)) * np.sqrt(2 / input_size)
    W1 = np.random.normal(0, np.sqrt(2 / (hidden_size + output_size)), (hidden_size, output_size))
    return W0, np.zeros((1, hidden_size)), W1, np.zeros((1, output_size))
""",
}
LAB_RUN = {
    "lab run with the modules and Adam": """
class Reader:
    def __init__(self, layers):
        self.layers = layers

    def predict(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return np.argmax(X, axis=1)

def lab_run(x_train, y_train, seed):
    np.random.seed(seed)
    layers = [Linear(784, 128), ReLU(), Linear(128, 10)]
    for layer in (layers[0], layers[2]):
        layer.W, layer.b = layer.W.astype(np.float32), layer.b.astype(np.float32)
    loss_fn, adam = SoftmaxCrossEntropy(), Adam(layers, lr=0.002)
    eye = np.eye(10, dtype=np.float32)
    for epoch in range(5):
        adam.lr = 0.003 * 0.5**epoch
        order = np.random.permutation(len(x_train))
        for rows in np.array_split(order, 400):
            out = x_train[rows]
            for layer in layers:
                out = layer.forward(out)
            loss_fn.forward(out, eye[y_train[rows]])
            g = loss_fn.backward(eye[y_train[rows]]).astype(np.float32)
            for layer in layers[::-1]:
                g = layer.backward(g)
            adam.step()
        print("epoch", epoch, "done")
    return Reader(layers)
""",
}


def _single(answer, texts):
    return [(name, {answer: text}) for name, text in texts.items()]


RIGHT_ANSWERS = [
    *_single("read-idx", READ_IDX),
    *_single("load-mnist", LOAD_MNIST),
    *_single("linear", LINEAR),
    *_single("relu", RELU),
    *_single("softmax-cross-entropy", LOSS),
    *_single("adam", ADAM),
    *_single("get-accuracy", ACCURACY),
    *_single("train", TRAIN),
    ("adam with zero_grad, used by train", ZERO_GRAD),
    *_single("compact", {k: v for k, v in COMPACT.items() if k != "compact sample by sample"}),
    ("compact sample by sample, lab run in plain NumPy", COMPACT_AND_RUN),
    *_single("find-the-bug", BUG),
    *_single("lab-run", LAB_RUN),
]
