"""train: every sample once an epoch, through all layers and back, one entry for each epoch."""

import numpy as np

from autograder.grading.expect import require
from autograder.registry import check

from .training import inside

# What must come from the place before, on the way forward and on the way back.
FORWARD_PLACES, BACKWARD_PLACES = (2, 3, 4), (6, 7, 8)


def _watched_training(student, rng, n, epochs, batch_size):
    X = rng.random((n, 784))
    X[:, 0] = np.arange(n) / n
    labels = np.concatenate([np.arange(10), rng.integers(0, 10, n - 10)])
    inputs = dict(X=X, Y=np.eye(10)[labels], X_test=X[:7] ** 2, Y_test=np.eye(10)[labels[:7]])
    inputs["losses"] = rng.uniform(0.2, 0.9, 5).tolist()
    log = student.run(
        inside.watched_training, seconds=60, epochs=epochs, batch_size=batch_size, **inputs
    )
    return log, labels


@check("nb05_lab/train-batches")
def train_batches(student, rng):
    """Each epoch uses every sample once, with its own label, the last smaller batch included."""
    n, epochs, size = 23, 2, 8
    log, labels = _watched_training(student, rng, n, epochs, size)
    what = "train(X, Y, X_test, Y_test, epochs=2, batch_size=8) with 23 samples"
    require(log["ids"], what, "never calls backward on a Linear(784, ...) layer.")
    _every_sample_once(np.concatenate(log["ids"]), n, epochs, what)
    batches = len(log["sizes"])
    require(max(log["sizes"]) <= size, what, "uses batches larger than batch_size.", got=batches)
    require(log["nets"] == 1, what, "makes a new network along the way.", got=log["nets"])
    _through_all_layers(log["order"], what)
    require(log["moved"], what, "never changes the weights: is step() called?", got=log["steps"])
    _labels_belong(log, labels, what)
    problem = "makes more than one Adam: a new one has lost its running means."
    require(log["adams"] <= 1, what, problem, got=log["adams"])
    problem = "does not call step() exactly once for each batch."
    require(log["steps"] in (0, batches), what, problem, got=[log["steps"], batches])


def _every_sample_once(ids, n, epochs, what):
    times = np.sort(np.bincount(np.clip(ids, 0, n - 1), minlength=n))
    problem = "does not use every sample exactly once in each epoch."
    whole = len(ids) == n * epochs
    once = whole and (np.sort(ids.reshape(epochs, n), axis=1) == np.arange(n)).all()
    require(once, what, problem, got=times)


def _through_all_layers(order, what):
    strange = sorted({(place, source) for place, source in order if source not in (0, place - 1)})
    for places, problem in (
        (FORWARD_PLACES, "does not send each batch through Linear, ReLU, Linear to the loss."),
        (BACKWARD_PLACES, "does not send the gradient back through Linear, ReLU and Linear."),
    ):
        here = [pair for pair in strange if pair[0] in places]
        require(not here, what, problem, got=here)


def _labels_belong(log, labels, what):
    ids = np.concatenate(log["ids"])
    for given in (log["labels"], log["told"]):
        given = np.concatenate(given) if given else labels[ids]
        ok = given.shape == ids.shape and (given == labels[ids]).all()
        problem = "trains samples with labels of other samples."
        require(ok, what, problem, got=None if ok else float(given.shape == ids.shape))


@check("nb05_lab/train-history")
def train_history(student, rng):
    """train returns (layers, history); history has one entry for each epoch."""
    epochs = int(rng.integers(3, 5))
    log, _ = _watched_training(student, rng, n=23, epochs=epochs, batch_size=4)
    what = f"train(X, Y, X_test, Y_test, epochs={epochs}, batch_size=4)"
    require(log["pair"], what, "does not return the pair (layers, history).", log["kind"])
    problem = "returns something else first than the list of layers it trained."
    require(log["returned"][0], what, problem, got=[int(found) for found in log["returned"]])
    lengths, keys = log["lengths"]
    lists = [length for length in lengths if length > 0]
    one_each = (bool(lists) and set(lists) == {epochs}) or keys == epochs
    problem = "returns a history that has not one entry for each epoch."
    require(one_each, what, problem, got=np.array([max(lists, default=0), keys]))
