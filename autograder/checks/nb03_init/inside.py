"""What the checks of nb03 ask: these functions run in the student's process."""

import contextlib

import numpy as np

NAMES = ("W1", "b1", "W2", "b2")


def fill(net, **values):
    """The network with these parameters, a bias in the network's own shape."""
    for name, value in values.items():
        own = np.shape(getattr(net, name, value))
        fits = name[0] == "b" and np.prod(own) == value.size
        setattr(net, name, value.reshape(own).copy() if fits else value.copy())
    return net


def by_value(student, name, *pairs):
    """The student's function, but known inputs give recorded results."""
    own = student.get(name)

    def call(x, *more, **named):
        for known, result in pairs:
            if np.shape(x) == known.shape and np.allclose(x, known, rtol=1e-4, atol=1e-6):
                return result.copy()
        return own(x, *more, **named)

    if own is not None:
        student[name] = call


def by_shape(student, name, result):
    """The same for whatever input of the result's shape."""
    own = student.get(name)

    def call(x, *more, **named):
        return result.copy() if np.shape(x) == result.shape else own(x, *more, **named)

    if own is not None:
        student[name] = call


def start_of(TwoLayerNet, sizes, more):
    net = TwoLayerNet(*sizes, **more)
    return {"W1": net.W1, "W2": net.W2, "b1": np.ravel(net.b1), "b2": np.ravel(net.b2)}


def forward_of(student, TwoLayerNet, sizes, p, X, signals):
    Z1, A1, Z2, P = signals
    by_value(student, "relu", (Z1, A1))
    by_value(student, "softmax", (Z2, P))
    return fill(TwoLayerNet(*sizes), **p).forward(X)


def loss_of(TwoLayerNet, sizes, P, Y):
    return TwoLayerNet(*sizes).compute_loss(P, Y)


def backward_of(student, TwoLayerNet, sizes, p, X, Y, other, signals, mask, other_signals):
    """The four gradients after two forwards, and whether forward gives the right P."""
    Z1, A1, Z2, P = signals
    by_value(student, "relu", (Z1, A1))
    by_value(student, "softmax", (Z2, P))
    by_value(student, "relu_grad", (Z1, mask), (A1, mask))
    right = _gives(TwoLayerNet, sizes, p, X, P)
    for hidden, last in ((A1, P), (other_signals[1], other_signals[3])):
        by_shape(student, "relu", hidden)
        by_shape(student, "sigmoid", hidden)
        by_shape(student, "softmax", last)
    net = fill(TwoLayerNet(*sizes), **p)
    net.forward(other)
    net.forward(X.copy())
    grads = net.backward(Y)
    return {**{"d" + name: grads["d" + name] for name in NAMES}, "forward is right": right}


def _gives(TwoLayerNet, sizes, p, X, P):
    try:
        return bool(np.allclose(fill(TwoLayerNet(*sizes), **p).forward(X.copy()), P, atol=1e-4))
    except Exception:
        return False


def step_of(TwoLayerNet, sizes, p, X, Y, lr, before, after):
    """The parameters and the returned loss of one train_step on recorded numbers."""

    class Recorded(Known, TwoLayerNet):
        """The student's net, but forward, loss and gradients are recorded numbers."""

    Recorded.before, Recorded.after = before, after
    net = fill(Recorded(*sizes), **p)
    loss = net.train_step(X, Y, lr)
    return {**{name: getattr(net, name) for name in NAMES}, "loss": loss}


class Known:
    """forward, compute_loss and backward give recorded numbers, those `before` the
    step while the parameters are the first ones, else those `after` it."""

    def forward(self, X):
        with contextlib.suppress(Exception):
            super().forward(X)
        p = self.before["p"]
        same = all(np.allclose(np.ravel(getattr(self, n)), p[n].ravel(), atol=1e-6) for n in p)
        return (self.before if same else self.after)["P"].copy()

    def compute_loss(self, y_pred, y_true):
        for known in (self.before, self.after):
            P = known["P"]
            if np.shape(y_pred) == P.shape and np.allclose(y_pred, P, atol=1e-6):
                return known["loss"]
        return super().compute_loss(y_pred, y_true)

    def backward(self, y_true):
        try:
            own = dict(super().backward(y_true))
        except Exception:
            own = {}
        p = self.before["p"]
        told = (self.before if np.allclose(self.W2, p["W2"], atol=1e-6) else self.after)["grads"]
        for name in p:
            shape = np.shape(own.get("d" + name, getattr(self, name)))
            fits = np.prod(shape) == p[name].size
            own["d" + name] = told[name].reshape(shape if fits else p[name].shape).copy()
        return own


def trained(TwoLayerNet, start, X_train, Y_train, X_test):
    """The probabilities for X_test after 1000 epochs from this start."""
    net = fill(TwoLayerNet(2, 10, 2, init_std=1.0), **start)
    for _ in range(1000):
        net.train_step(X_train, Y_train, 0.5)
    return net.forward(X_test)


def answers_to(init_std, kinds, i, o):
    """For each kind: "a value", "no value", or the error it raises."""
    return [_answer(init_std, kind, i, o) for kind in kinds]


def _answer(init_std, kind, i, o):
    try:
        return "a value" if np.isfinite(init_std(kind, i, o)) else "no value"
    except ValueError:
        return "ValueError"
    except Exception:
        return "another error"


def deep_backward(student, DeepNet, sizes, name, l2, X, Y, weights, biases, signals, masks, last):
    if name == "relu":
        by_value(student, "relu", *signals)
        by_value(student, "relu_grad", *masks)
    by_value(student, "softmax", last)
    net = DeepNet(sizes, name, l2=l2)
    net.biases = [b.reshape(np.shape(own)) for b, own in zip(biases, net.biases, strict=False)]
    net.weights = [W.copy() for W in weights]
    net.forward(X)
    dWs, dbs = net.backward(Y)
    return [list(dWs), list(dbs)]


def rows_seen(DeepNet, X):
    """Which first features were seen in batches; empty where train does not use forward."""
    seen = []

    class Seen(DeepNet):
        def forward(self, X):
            if len(X) <= 4:
                seen.extend(np.asarray(X)[:, 0])
            return super().forward(X)

    net = Seen([2, 3, 2], "tanh")
    net.train(X, np.eye(2)[np.arange(10) % 2], epochs=1, lr=0.1, batch_size=4)
    return np.unique(np.array(seen, float))


def deep_predictions(DeepNet, X_train, Y_train, X_test):
    net = DeepNet([2, 16, 16, 2], "tanh", l2=0.0005)
    net.train(X_train, Y_train, epochs=200, lr=0.2, batch_size=32)
    return net.predict(X_test)
