"""What the checks of train ask: layers, steps and losses that write down what they are given."""

import contextlib
import io

import numpy as np

from autograder.checks.inside import put

from ..inside import base_layer, become, bias_slope, floats


class First:
    """The first layer: notes the rows of each batch, and when it is their turn to learn."""

    def forward(self, x):
        x = np.asarray(x, float)
        self.batch.clear()
        self.batch.update(rows=x[:, 0], outside=bool(np.any(x[:, 2] != 0)))
        return np.column_stack([x[:, :2], np.zeros((len(x), 3))])

    def backward(self, gradients):
        rows, targets = self.batch["rows"], self.batch.get("y", [])
        self.grad_weight = np.zeros((4, 5))
        self.grad_bias = bias_slope(self.Base, self, np.full(5, 0.5))
        self.log["commits"].append([[float(v) for v in part] for part in (rows, targets)])
        mean, level = self.batch.get("mean", float("nan")), self.batch["level"]
        self.log["means"].append([mean, bool(self.batch["outside"]), level])
        return np.zeros((len(rows), 4))


class Last:
    """The last layer: its answer says which row came in, and how far its bias has risen."""

    def forward(self, x):
        x = np.asarray(x, float)
        self.batch["level"] = float(np.ravel(self.bias)[0])
        out = 2.0 * (x[:, 1:2] == np.arange(3)) + x[:, :1] + self.batch["level"]
        self.batch["mean"] = float(np.mean(out)) - 0.5 / 3
        return out

    def backward(self, gradients):
        self.grad_weight = np.zeros((5, 3))
        self.grad_bias = bias_slope(self.Base, self, np.full(3, -0.25))
        return np.zeros((len(gradients), 5))


def noted_loss(log, batch):
    """loss and gradient of a loss that writes down what it is given.

    Predictions and targets count differently, so it shows if they are swapped.
    """

    def value(self, x, y):
        return float(np.mean(x) - 0.5 * np.mean(y))

    def slope(self, x, y):
        batch["y"] = np.asarray(y, float)[:, -1]
        log["predictions"].append(np.array(x, float)[:, -1])
        return np.full(np.shape(x), 0.125)

    return {"loss": value, "gradient": slope}


def noted_step(log, rise):
    """A step that is counted, and raises the last bias so that steps can be seen."""

    def step(self, lr, l2=0.0, *more, **others):
        log["steps"].append([float(lr), float(l2), len(log["commits"])])
        self.layers[1].bias = self.layers[1].bias + rise

    return step


def recorded(student, NeuralNetwork, kind, rise):
    """A network of recorders, and its log."""
    Base, batch = base_layer(student), {}
    log = {"commits": [], "means": [], "predictions": [], "steps": []}
    told = {"Base": Base, "log": log, "batch": batch}
    net = type("NeuralNetwork", (NeuralNetwork,), {"step": noted_step(log, rise)})(4, [5], 3, kind)
    first, last = (type(role.__name__, (role, Base), told) for role in (First, Last))
    end = "soft_max" if kind == "cross_entropy" else None
    net.layers = [first(4, 5, "relu"), last(5, 3, end)]
    for layer, (d, k) in zip(net.layers, ((4, 5), (5, 3)), strict=False):
        put(layer, np.arange(1.0, d * k + 1).reshape(d, k), np.full(k, 0.3))
        layer.grad_weight, layer.grad_bias = np.zeros((d, k)), bias_slope(Base, layer, np.zeros(k))
    become(net.loss, **noted_loss(log, batch))
    return net, log


def batches(student, NeuralNetwork, x, y, size, epochs, lr, l2, rise):
    """Everything that train gave to layers, loss and step, and what it left behind."""
    net, log = recorded(student, NeuralNetwork, "mse", rise)
    net.train(x, y, epochs, lr, batch_size=size, l2=l2, verbose_every=1)
    weights, bias = zip(
        *[(layer.weights, np.ravel(layer.bias)) for layer in net.layers], strict=False
    )
    return {**log, "x": x, "y": y, "weights": list(weights), "bias": list(bias)}


def histories(student, NeuralNetwork, x, y, x_val, y_val, size, epochs, lr, l2, rise):
    """Three runs: classes and values with validation rows, classes without."""
    looking = {"x_val": x_val, "y_val": y_val}
    runs = {"class": ("cross_entropy", looking), "value": ("mse", looking)}
    runs["alone"] = ("cross_entropy", {})
    return {
        name: history(
            *recorded(student, NeuralNetwork, kind, rise), x, y, epochs, lr, size, l2, more
        )
        for name, (kind, more) in runs.items()
    }


def history(net, log, x, y, epochs, lr, size, l2, more):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        result = net.train(x, y, epochs, lr, batch_size=size, l2=l2, verbose_every=2, **more)
    return {
        **{key: floats(result, key) for key in ("train_loss", "val_loss", "val_acc")},
        "means": list(log["means"]),
        "printed": printed.getvalue()[:4000],
        "end": float(np.ravel(net.layers[1].bias)[0]),
        "weights": np.concatenate([np.ravel(layer.weights) for layer in net.layers]),
    }
