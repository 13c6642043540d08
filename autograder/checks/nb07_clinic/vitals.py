"""Right numbers about a fully connected ReLU network with softmax and cross-entropy.

For the judge: closed forms, and central differences of all entries at once.
"""

import numpy as np

EPSILON = 1e-5


def pre_activations(weights, biases, x):
    """The list of z, one for each layer; rows are the last axis but one."""
    found, a = [], x
    for w, b in zip(weights, biases, strict=True):
        found.append(a @ w + b)
        a = np.maximum(found[-1], 0)
    return found


def losses(logits, y):
    """Mean cross-entropy of logits (…, n, k) and one-hot y (n, k)."""
    z = logits - logits.max(axis=-1, keepdims=True)
    logs = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return -np.sum(y * logs, axis=(-2, -1)) / len(y)


def loss(weights, biases, x, y):
    return float(losses(pre_activations(weights, biases, x)[-1], y))


def gradients(weights, biases, x, y):
    """(list of dW, list of db), by backpropagation."""
    zs = pre_activations(weights, biases, x)
    e = np.exp(zs[-1] - zs[-1].max(axis=1, keepdims=True))
    back = (e / e.sum(axis=1, keepdims=True) - y) / len(x)
    dws, dbs = [], []
    for i in reversed(range(len(weights))):
        below = np.maximum(zs[i - 1], 0) if i else x
        dws.insert(0, below.T @ back)
        dbs.insert(0, back.sum(axis=0))
        back = back @ weights[i].T * (zs[i - 1] > 0) if i else back
    return dws, dbs


def central_differences(weights, biases, x, y, epsilon=EPSILON):
    """(list of dW, list of db) from the loss alone, every entry nudged up and down."""
    zs = pre_activations(weights, biases, x)
    dws, dbs = [], []
    for i, z in enumerate(zs):
        below = np.maximum(zs[i - 1], 0) if i else x
        slope = _of_layer(below, z, weights[i + 1 :], biases[i + 1 :], y, epsilon)
        dws.append(slope[:-1])
        dbs.append(slope[-1])
    return dws, dbs


def _of_layer(below, z, weights, biases, y, epsilon):
    """Slopes (d + 1, k) of one layer, the bias in the last row."""
    inputs = np.vstack([below.T, np.ones(len(z))])
    nudge = epsilon * inputs[:, None, :, None] * np.eye(z.shape[1])[None, :, None, :]
    up, down = (losses(_onward(z + side * nudge, weights, biases), y) for side in (1, -1))
    return (up - down) / (2 * epsilon)


def _onward(z, weights, biases):
    for w, b in zip(weights, biases, strict=True):
        z = np.maximum(z, 0) @ w + b
    return z


def error(a, b):
    """The norm-relative error of two arrays."""
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-12))


def stds(zs):
    return [float(z.std()) for z in zs]


def dead(zs):
    """For each hidden layer the fraction of units that are off in every row."""
    return [float(np.mean(np.all(z <= 0, axis=0))) for z in zs[:-1]]


def measured(net, told, slopes):
    """What `measure` must give: `told` are the network's own gradients, `slopes` the true ones."""
    zs = pre_activations(net["weights"], net["biases"], net["x"])
    pairs = zip([*told[0], *told[1]], [*slopes[0], *slopes[1]], strict=True)
    sizes = zip(told[0], net["weights"], strict=True)
    return {
        "first_loss": float(losses(zs[-1], net["y"])),
        "stds": stds(zs),
        "dead": dead(zs),
        "update_ratio": [
            float(net["lr"] * np.linalg.norm(dw) / np.linalg.norm(w)) for dw, w in sizes
        ],
        "gradient_error": max(error(a, b) for a, b in pairs),
    }
