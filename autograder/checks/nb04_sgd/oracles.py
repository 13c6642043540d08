"""Right numbers of the network 784-h1-h2-10: sigmoids, softmax, one sample at a time."""

import numpy as np

from autograder.data import mnist


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def network(rng, h1, h2):
    """Weights and non-zero biases of 784-h1-h2-10 with well-spread units."""
    sizes = [(784, h1, 0.06), (h1, h2, 1.0), (h2, 10, 0.7)]
    weights = [rng.normal(0, std, size=(m, n)) for m, n, std in sizes]
    return weights, [rng.uniform(0.3, 1, n) * rng.choice([-1, 1], n) for _, n, _ in sizes]


def activations(weights, biases, sample):
    """a0, a1, a2 and the probabilities, each a row."""
    a0 = np.reshape(sample, 784).astype(float)
    a1 = sigmoid(a0 @ weights[0] + biases[0])
    a2 = sigmoid(a1 @ weights[1] + biases[1])
    powers = np.exp(a2 @ weights[2] + biases[2])
    return a0, a1, a2, powers / powers.sum()


def likely(p):
    """Classes from the most probable down, only those with p ≥ 0.03."""
    return [int(k) for k in np.argsort(-p) if p[k] >= 0.03]


def draw(rng, h1, h2, n):
    """A network and n samples, each with a clear guess and three likely classes."""
    while True:
        weights, biases = network(rng, h1, h2)
        inked = rng.random((n, 784)) < rng.uniform(0.2, 0.9, size=(n, 1))
        x = inked * rng.uniform(0, 1, size=(n, 784))
        p = np.array([activations(weights, biases, sample)[-1] for sample in x])
        best = np.sort(p, axis=1)
        if np.all(best[:, -1] - best[:, -2] > 0.02) and np.all(best[:, -3] >= 0.03):
            return weights, biases, x, p


def true_steps(weights, biases, sample, label):
    """dW and db of the three layers: the chain rule, one layer at a time."""
    a0, a1, a2, p = activations(weights, biases, sample)
    dz3 = p - np.eye(10)[label]
    dz2 = weights[2] @ dz3 * a2 * (1 - a2)
    dz1 = weights[1] @ dz2 * a1 * (1 - a1)
    deltas = [dz1, dz2, dz3]
    return [np.outer(a, dz) for a, dz in zip([a0, a1, a2], deltas, strict=True)], deltas


def epoch_steps(weights, biases, x, y, rate):
    """(before − after) / rate of all parameters after one step per sample."""
    now = [[part.copy() for part in weights], [part.copy() for part in biases]]
    for sample, label in zip(x, y, strict=True):
        for parts, steps in zip(now, true_steps(*now, sample, label), strict=True):
            for i, step in enumerate(steps):
                parts[i] = parts[i] - rate * step
    return [(a - b) / rate for a, b in zip([*weights, *biases], [*now[0], *now[1]], strict=True)]


def test_accuracy(weights, biases):
    """Share of all test digits that a network reads right; 0 if anything is not finite."""
    images, labels = mnist("t10k")
    a, (w1, w2, w3), (b1, b2, b3) = images / np.float32(255), weights, biases
    with np.errstate(all="ignore"):
        z3 = sigmoid(sigmoid(a @ w1.astype(np.float32) + b1) @ w2 + b2) @ w3 + b3
    return float(np.mean(np.argmax(z3, axis=1) == labels)) if np.isfinite(z3).all() else 0.0
