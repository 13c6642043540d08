"""What the checks of deep-net ask: these functions run in the student's process."""

import contextlib

import numpy as np

from ..inside import by_value


def put(net, weights, biases):
    """The network with these numbers in it, each bias in the network's own shape."""
    biases = [np.reshape(b, np.shape(own)) for b, own in zip(biases, net.biases, strict=True)]
    for name, values in (("weights", weights), ("biases", biases)):
        try:
            setattr(net, name, [np.array(value) for value in values])
        except AttributeError:
            for own, value in zip(getattr(net, name), values, strict=True):
                own[...] = value
    return net


def lend(student, signals, stds):
    """Recorded results for relu, relu_grad and softmax at known inputs, and for init_std."""
    lend_std(student, stds)
    for name, pairs in signals.items():
        by_value(student, name, *pairs)


def lend_std(student, stds):
    """Recorded results for init_std: pairs ((kind, fan_in, fan_out), value)."""
    own = student.get("init_std")
    known = {tuple(case): value for case, value in stds}
    student["init_std"] = lambda *case: known[case] if case in known else own(*case)


def gradients(student, DeepNet, case, name, l2, signals):
    """Probabilities, the loss of given probabilities, and what backward gives."""
    lend(student, signals, case["stds"])
    net = put(DeepNet(case["sizes"], name, l2=l2), case["weights"], case["biases"])
    net.forward(case["other"])
    P = net.forward(case["X"].copy())
    dWs, dbs = net.backward(case["Y"].copy())
    loss = net.compute_loss(case["guess"], case["Y"])
    return {"P": P, "loss": loss, "dWs": list(dWs), "dbs": list(dbs)}


def starts(student, DeepNet, sizes, kinds, stds):
    """For each kind: the weights of a fresh network and the numbers in its biases."""
    lend_std(student, stds)
    nets = [DeepNet(list(sizes), kind) for kind in kinds]
    return [[list(net.weights), [np.ravel(b) for b in net.biases]] for net in nets]


def stepped(student, DeepNet, case, slopes, epochs, lr, batch_size):
    """The batches seen as lists of [row, label], and the parameters, after train.

    The gradients are recorded: each sample has its own, a batch their mean.
    """
    lend_std(student, case["stds"])

    class Steady(Recorded, DeepNet):
        """The student's network with recorded gradients."""

    Steady.lent_X, Steady.lent_slopes, Steady.lent_batches = case["X"], slopes, []
    net = put(Steady(case["sizes"], "tanh"), case["weights"], case["biases"])
    net.train(case["X"].copy(), case["Y"].copy(), epochs=epochs, lr=lr, batch_size=batch_size)
    return {"batches": Steady.lent_batches, **parameters(net)}


def parameters(net):
    return {"weights": list(net.weights), "biases": [np.ravel(b) for b in net.biases]}


class Recorded:
    """forward remembers the rows, backward writes them down and gives recorded slopes.

    Its attributes have names that no student's class has.
    """

    def forward(self, X):
        with contextlib.suppress(Exception):
            super().forward(X)
        off = [np.abs(self.lent_X - np.asarray(x, float)).sum(axis=1) for x in X]
        self.lent_rows = [int(np.argmin(distances)) for distances in off]
        count = np.size(self.biases[-1])
        return np.full((len(X), count), 1 / count)

    def backward(self, y_true):
        labels = np.argmax(y_true, axis=1).tolist()
        self.lent_batches.append([list(pair) for pair in zip(self.lent_rows, labels, strict=False)])
        dWs = [slope[self.lent_rows].mean(axis=0) for slope in self.lent_slopes["weights"]]
        dbs = [slope[self.lent_rows].mean(axis=0) for slope in self.lent_slopes["biases"]]
        shapes = [np.shape(b) for b in self.biases]
        return dWs, [np.reshape(db, shape) for db, shape in zip(dbs, shapes, strict=True)]


def trained(student, DeepNet, case, epochs, lr, batch_size):
    """The parameters after train with the student's own gradients."""
    lend_std(student, case["stds"])
    net = put(DeepNet(case["sizes"], "tanh"), case["weights"], case["biases"])
    net.train(case["X"].copy(), case["Y"].copy(), epochs=epochs, lr=lr, batch_size=batch_size)
    return parameters(net)


def predictions(student, DeepNet, case, signals, P):
    """The classes that predict gives: by a recorded forward where P is not None."""
    lend(student, signals, case["stds"])

    class Told(DeepNet):
        def forward(self, X):
            return super().forward(X) if P is None else P.copy()

    return put(Told(case["sizes"], "tanh"), case["weights"], case["biases"]).predict(case["X"])


def moons(student, DeepNet, X_train, Y_train, X_test, epochs, lr, stds):
    lend_std(student, stds)
    net = DeepNet([2, 16, 16, 2], "tanh", l2=0.0005)
    net.train(X_train, Y_train, epochs=epochs, lr=lr, batch_size=32)
    return net.predict(X_test)
