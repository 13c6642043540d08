"""What the checks of gradient-check ask: these functions run in the student's process."""

import numpy as np


def errors(student, gradient_check, bowl, fault, epsilon):
    """The dict of errors of a bowl, its largest nudge, how many entries moved both ways.

    epsilon: () or (step,).
    """
    net = Bowl(bowl, flat_biases(student), fault)
    found = gradient_check(net, bowl["X"], bowl["y"], *epsilon)
    both_ways = net.moved[1] & net.moved[-1]
    return {
        "errors": found,
        "nudge": max([0.0, *net.nudges]),
        "moved": [len(both_ways), len(net.nudges)],
    }


def errors_of_each(student, gradient_check, bowl, faults):
    """The dicts of errors of bowls with these faults."""
    nets = [Bowl(bowl, flat_biases(student), fault) for fault in faults]
    return [gradient_check(net, bowl["X"].copy(), bowl["y"].copy()) for net in nets]


def afterwards(student, gradient_check, bowl):
    """The parameters after gradient_check, how often forward was called, the errors."""
    net = Bowl(bowl, flat_biases(student))
    found = gradient_check(net, bowl["X"].copy(), bowl["y"].copy())
    return {
        "parameters": {name: getattr(net, name) for name in bowl["start"]},
        "calls": len(net.nudges),
        "errors": list(found.values()) if isinstance(found, dict) else [],
    }


def flat_biases(student):
    """Does the student's network have biases of shape (h,)?"""
    try:
        return np.ndim(student["TwoLayerNet"](2, 5, 3).b1) == 1
    except Exception:
        return False


class Bowl:
    """The sum over all entries of g·θ + c/2·θ², times the share of Y.

    It has the names of a network, its gradient is known, and `fault` says how it lies.
    Copies of it write into one list of `nudges`.
    """

    nudges, moved = [], {1: set(), -1: set()}

    def __init__(self, made_of, flat, fault="none"):
        self.made_of, self.fault = made_of, fault
        for name, value in made_of["start"].items():
            setattr(self, name, np.ravel(value).copy() if flat and name[0] == "b" else value.copy())
        self.seen = {n: getattr(self, n) + made_of["behind"] for n in made_of["start"]}

    def forward(self, X):
        start, tilt, curve = (self.made_of[part] for part in ("start", "tilt", "curve"))
        self.seen = {n: np.array(getattr(self, n)) for n in start}
        off = np.concatenate([v.ravel() - start[n].ravel() for n, v in self.seen.items()])
        self.nudges.append(np.abs(off).max())
        for way in self.moved:
            self.moved[way] |= set(np.flatnonzero(way * off > 0).tolist())
        height = sum(
            np.sum(tilt[n].ravel() * v.ravel() + curve[n].ravel() * v.ravel() ** 2 / 2)
            for n, v in self.seen.items()
        )
        return height * self.made_of["share"][: len(X)]

    def compute_loss(self, y_pred, y_true):
        return float(np.sum(np.asarray(y_pred) * np.asarray(y_true)))

    def backward(self, y_true):
        scale = float(np.sum(self.made_of["share"] * np.asarray(y_true)))
        factor = self.made_of["factor"].get(self.fault, 1.0)
        added = self.made_of["added"].get(self.fault, {})
        grads = {}
        for n, v in self.seen.items():
            tilt, curve = (self.made_of[part][n].reshape(v.shape) for part in ("tilt", "curve"))
            extra = np.reshape(added.get("d" + n, np.zeros(v.shape)), v.shape)
            grads["d" + n] = scale * (tilt + curve * v) * factor + extra
        return grads
