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


def by_entry(student, name, known, results):
    """The same, entry by entry, for arrays of any shape (and plain numbers)."""
    own = student.get(name)

    def call(x, *more, **named):
        off = np.abs(np.asarray(x, float)[..., None] - np.ravel(known))
        if np.all(off.min(axis=-1) < 1e-6):
            return np.ravel(results)[off.argmin(axis=-1)]
        return own(x, *more, **named)

    if own is not None:
        student[name] = call


def slope_of(student, name, x, known):
    """relu_grad or sigmoid_grad at x; known: points and values that sigmoid is lent."""
    if known is not None:
        by_entry(student, "sigmoid", *known)
    return student[name](x)


def start_of(TwoLayerNet, sizes, more):
    net = TwoLayerNet(*sizes, **more)
    return {"W1": net.W1, "W2": net.W2, "b1": np.ravel(net.b1), "b2": np.ravel(net.b2)}


def forward_of(student, TwoLayerNet, sizes, p, X, lent):
    """The probabilities; lent: name → pairs (input, recorded result)."""
    for name, pair in lent.items():
        by_value(student, name, pair)
    return fill(TwoLayerNet(*sizes), **p).forward(X)


def loss_of(TwoLayerNet, sizes, P, Y):
    return TwoLayerNet(*sizes).compute_loss(P, Y)


def backward_of(student, TwoLayerNet, sizes, p, X, Y, other, signals, mask, other_signals):
    """The four gradients of the most recent of two forwards."""
    Z1, A1, Z2, P = signals
    by_value(student, "relu", (Z1, A1))
    by_value(student, "softmax", (Z2, P))
    by_value(student, "relu_grad", (Z1, mask), (A1, mask))
    for hidden, last in ((A1, P), (other_signals[1], other_signals[3])):
        by_shape(student, "relu", hidden)
        by_shape(student, "sigmoid", hidden)
        by_shape(student, "softmax", last)
    net = fill(TwoLayerNet(*sizes), **p)
    net.forward(other)
    net.forward(X.copy())
    grads = net.backward(Y)
    return {"d" + name: grads["d" + name] for name in NAMES}


def step_of(TwoLayerNet, sizes, p, X, Y, lr, before, after):
    """The parameters and the returned loss of one train_step on recorded numbers."""

    class Recorded(Known, TwoLayerNet):
        """The student's net, but forward, loss and gradients are recorded numbers."""

    Recorded.lent_before, Recorded.lent_after = before, after
    net = fill(Recorded(*sizes), **p)
    loss = net.train_step(X, Y, lr)
    return {**{name: getattr(net, name) for name in NAMES}, "loss": loss}


class Known:
    """forward, compute_loss and backward give recorded numbers, those `before` the
    step while the parameters are the first ones, else those `after` it."""

    def forward(self, X):
        with contextlib.suppress(Exception):
            super().forward(X)
        p = self.lent_before["p"]
        same = all(np.allclose(np.ravel(getattr(self, n)), p[n].ravel(), atol=1e-6) for n in p)
        return (self.lent_before if same else self.lent_after)["P"].copy()

    def compute_loss(self, y_pred, y_true):
        for known in (self.lent_before, self.lent_after):
            P = known["P"]
            if np.shape(y_pred) == P.shape and np.allclose(y_pred, P, atol=1e-6):
                return known["loss"]
        return super().compute_loss(y_pred, y_true)

    def backward(self, y_true):
        try:
            own = dict(super().backward(y_true))
        except Exception:
            own = {}
        p = self.lent_before["p"]
        told = (self.lent_before if np.allclose(self.W2, p["W2"], atol=1e-6) else self.lent_after)[
            "grads"
        ]
        for name in p:
            shape = np.shape(own.get("d" + name, getattr(self, name)))
            fits = name[0] == "b" and np.prod(shape) == p[name].size
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
