"""What the questions of several notebooks share. It runs in the student's process."""

import sys
import threading

import numpy as np


def put(layer, weights, bias):
    """The layer with these numbers in it, the bias in the layer's own shape."""
    try:
        layer.weights = weights.copy()
    except AttributeError:
        layer.weights[...] = weights
    same = np.size(layer.bias) == bias.size
    layer.bias = bias.reshape(np.shape(layer.bias)).copy() if same else bias.copy()
    return layer


FORBIDDEN = {
    "torch", "tensorflow", "jax", "keras", "sklearn", "scipy", "autograd", "cupy", "theano",
    "mxnet", "lightgbm", "xgboost",
}  # fmt: skip


def measured_run(train, read, x_train, y_train, x_test, seed):
    """Train on the digits, read the test digits: the labels, and the forbidden packages used.

    train(x_train, y_train, seed) → a network; read(network, x_test) → labels.
    """
    x_train, x_test = (x.astype(np.float32) / np.float32(255) for x in (x_train, x_test))
    used, stop, loaded = set(), threading.Event(), set(sys.modules)
    seen = threading.get_ident(), used, stop
    watcher = threading.Thread(target=_look_for_packages, args=seen, daemon=True)
    watcher.start()
    try:
        labels = np.array(read(train(x_train, y_train.astype(int), seed), x_test))
    finally:
        stop.set()
        watcher.join()
    imported = {name.split(".")[0] for name in set(sys.modules) - loaded}
    return {"labels": labels, "forbidden": sorted(used | FORBIDDEN & imported)}


def _look_for_packages(thread, used, stop):
    """Note every 20 ms which forbidden packages are at work in the thread."""
    while not stop.wait(0.02):
        frame = sys._current_frames().get(thread)
        while frame is not None:
            package = str(frame.f_globals.get("__name__", "")).split(".")[0]
            used.update({package} & FORBIDDEN)
            frame = frame.f_back
