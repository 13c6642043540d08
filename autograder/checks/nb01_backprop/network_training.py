"""network: train takes the right batches and steps, and keeps its history."""

import re

import numpy as np

from autograder.checks.vocabulary import expect_one_of, expect_parts, unchanged
from autograder.grading.expect import agree, expect, numbers, require
from autograder.registry import check

from .cases import layer_parts
from .network import step_names
from .training import inside


@check("nb01_backprop/network-batches")
def network_batches(student, rng):
    """Each epoch: new order of x with y, every row once, last batch smaller; lr and l2 to step."""
    case = _batch_case(rng)
    got = student.run(inside.batches, **case)
    what, epochs = "train on 23 rows, batches of 5, 3 epochs", case["epochs"]
    rows, targets = ([numbers(pair[i], what) for pair in got["commits"]] for i in (0, 1))
    sizes = [len(batch) for batch in rows]
    problem = "The batches do not have the sizes 5, 5, 5, 5 and 3 in each epoch."
    require(sizes == [5, 5, 5, 5, 3] * epochs, what, problem, got=sizes)
    swapped = any(np.all(numbers(column, what) >= 100) for column in got["predictions"])
    require(not swapped, what, "loss.gradient did not get (prediction, target).", got=[1])
    order = np.concatenate(rows).reshape(epochs, 23)
    _expect_order(order, np.concatenate(targets), what)
    unchanged(got, {"x": case["x"], "y": case["y"]}, what)
    _expect_steps(got, case, len(rows))


def _batch_case(rng):
    """23 rows in batches of 5: x holds the row's number; y holds it too, in its last column."""
    n = 23
    x = np.column_stack([np.arange(n), rng.integers(0, 3, n), np.zeros(n), np.ones(n)])
    y = np.column_stack([rng.integers(0, 9, (n, 2)) + 0.5, 100 + np.arange(n)])
    rates = {"lr": float(rng.uniform(0.1, 0.3)), "l2": float(rng.uniform(0.3, 0.6))}
    return {"x": x, "y": y, "size": 5, "epochs": 3, "rise": float(rng.uniform(0.1, 0.2)), **rates}


def _expect_order(order, targets, what):
    """order: the row numbers of each epoch (epochs, n). targets: 100 + row number, as seen."""
    epochs, n = order.shape
    once = np.array_equal(np.sort(order, axis=1), np.tile(np.arange(n), (epochs, 1)))
    require(once, what, "In one epoch some rows came twice and others never.", got=[1])
    still = np.array_equal(targets, np.tile(100 + np.arange(n), epochs))
    paired = np.array_equal(targets, 100 + order.ravel())
    require(paired, what, "Rows of x were not together with their own rows of y.", got=[still])
    given = [bool(np.array_equal(row, np.arange(n))) for row in order]
    repeated = [bool(np.array_equal(row, order[0])) for row in order[1:]]
    problem = "The order of the rows was not random and new in each epoch."
    require(not any(given + repeated), what, problem, got=given + repeated)


def _expect_steps(got, case, count):
    """After each backward one step, with the given lr and l2; written out in train is fine too."""
    names = step_names("after train: one step(lr, l2) for each batch")
    parts = layer_parts(list(zip(got["weights"], got["bias"], strict=True)))
    if not got["steps"] and not agree(parts["1 weight"], np.arange(1.0, 21).reshape(4, 5)):
        return expect_parts(parts, _written_out(case, count), names)
    steps, what = numbers(got["steps"], "step").reshape(-1, 3), "train on 23 rows, batches of 5"
    problem = f"There must be {count} steps, one for each batch. Observed: {len(steps)}."
    require(len(steps) == count, what, problem, got=[len(steps)])
    behind = np.array_equal(steps[:, 2], np.arange(1, count + 1))
    require(behind, what, "A step came before the backward of its batch.", got=steps[:, 2])
    expect(steps[:, :2], [[case["lr"], case["l2"]]] * count, "lr and l2 in the calls of step")
    want = _written_out({"lr": 0.0, "l2": 0.0}, count)
    want["2 bias"] = np.full(3, 0.3 + case["rise"] * count)
    expect_parts(parts, want, names)


def _written_out(case, count):
    """The parameters after `count` steps along the slopes of the recorder layers."""
    shrink = (1 - case["lr"] * case["l2"]) ** count
    return {
        "1 weight": shrink * np.arange(1.0, 21).reshape(4, 5),
        "2 weight": shrink * np.arange(1.0, 16).reshape(5, 3),
        "1 bias": np.full(5, 0.3 - case["lr"] * 0.5 * count),
        "2 bias": np.full(3, 0.3 + case["lr"] * 0.25 * count),
    }


KEYS = ("train_loss", "val_loss", "val_acc")


@check("nb01_backprop/network-history")
def network_history(student, rng):
    """train returns one loss per epoch in each list, prints its lines, and only looks at x_val."""
    case = _history_case(rng)
    got = student.run(inside.histories, **case)
    what = "the dict that train returns"
    keys = [key for key in KEYS if got["class"][key] is None]
    require(not keys, what, f"It has no list of numbers {' and no '.join(keys)}.", got=[len(keys)])
    lengths = [len(got[run][key]) for run in ("class", "value", "alone") for key in KEYS]
    problem = "The lists do not have one number per epoch (or are not empty where they must be)."
    require(lengths == [5, 5, 5, 5, 5, 0, 5, 0, 0], what, problem, got=lengths)
    _expect_neutral(got)
    _expect_history(got["class"], case)
    _expect_lines(got["class"]["printed"])


def _history_case(rng):
    """13 rows in batches of 5, 5 epochs; 7 validation rows, 3 to 5 of them classified right."""
    n, m = 13, 7
    classes, val_classes = rng.integers(0, 3, n), rng.integers(0, 3, m)
    x = np.column_stack([rng.uniform(0, 2, n), classes, np.zeros(n), np.ones(n)])
    x_val = np.column_stack([rng.uniform(0, 2, m), val_classes, np.ones(m), np.ones(m)])
    wrong = np.arange(m) < rng.integers(2, 5)
    y_val = np.eye(3)[(val_classes + wrong) % 3]
    case = {"x": x, "y": np.eye(3)[classes], "x_val": x_val, "y_val": y_val, "size": 5}
    return {**case, "epochs": 5, "lr": 0.4, "l2": 0.3, "rise": float(rng.uniform(0.1, 0.2))}


def _expect_neutral(got):
    """Training with validation data is the same as without."""
    what = "train with x_val and y_val"
    seen = any(outside for _, outside, _ in got["class"]["means"])
    require(not seen, what, "backward was called after a forward with validation rows.", got=[1])
    counts = [len(got[run]["means"]) for run in ("class", "alone")]
    problem = "The number of steps changes with validation data."
    require(counts[0] == counts[1], what, problem, got=counts)
    ends = [[*got[run]["weights"], got[run]["end"]] for run in ("class", "alone")]
    same = np.array_equal(*ends)
    require(same, what, "The network ends with other weights or biases than without.", got=[1])


def _expect_history(run, case):
    """The values: mean batch loss, then loss and accuracy on the validation rows."""
    epochs, means = case["epochs"], [mean for mean, _, _ in run["means"]]
    even = len(means) % epochs == 0 and means
    require(even, "train", "The epochs do not have equally many batches.")
    per_epoch = np.reshape(means, (epochs, -1))
    count, n = per_epoch.shape[1], len(case["x"])
    sizes = np.diff(np.minimum(np.arange(count + 1) * case["size"], n))
    weights = sizes if sizes.sum() == n and sizes.all() else np.ones(count)
    wants = [{"train_loss": per_epoch @ w / w.sum()} for w in (np.ones(count), weights)]
    expect_one_of(run, wants, {"train_loss": 'history["train_loss"]'})
    levels = [level for _, _, level in run["means"]][count::count] + [run["end"]]
    base = np.mean(case["x_val"][:, 0]) + 2 / 3 - 0.5 / 3
    accuracy = np.mean(case["x_val"][:, 1] == np.argmax(case["y_val"], axis=1))
    want = {"val_loss": base + np.array(levels), "val_acc": np.full(epochs, accuracy)}
    expect_parts(run, want, {key: f'history["{key}"]' for key in want})


LINE = r"^\s*epoch\W{0,3}(\d+)\s*/\s*(\d+)"
WORDS = ("train_loss", "validation_loss", "validation_acc")


def _expect_lines(printed):
    """Lines `Epoch 2/5 … Train_Loss … Validation_Loss … Validation_acc` at every second epoch."""
    what = "the lines that train prints with verbose_every=2"
    starts = list(re.finditer(LINE, printed, re.I | re.M))
    found = [[int(start[1]), int(start[2])] for start in starts]
    inner = sorted({epoch for epoch, _ in found} - {1, 5})
    right = inner in ([2, 4], [3]) and all(total == 5 for _, total in found)
    right = right and (inner == [2, 4] or {1, 5} <= {epoch for epoch, _ in found})
    problem = "They do not begin like `Epoch 2/5` at epochs 2, 4 and so on, or 1, 3 and so on."
    require(right, what, problem, got=found)
    ends = [start.start() for start in starts[1:]] + [len(printed)]
    for start, end in zip(starts, ends, strict=True):
        text = printed[start.start() : end].lower().replace(" ", "_")
        missing = [word for word in WORDS if word not in text]
        require(not missing, what, f"They do not name {' and '.join(missing)}.", got=[len(missing)])
