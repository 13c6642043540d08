"""mlp, its `train`: every row once an epoch, one step a batch, one mean loss an epoch."""

import math

import numpy as np

from autograder.checks.vocabulary import returned
from autograder.grading.expect import agree, number, numbers, require
from autograder.registry import check

from .mlp import as_floats, parameters_of, recordings
from .networks import inside

EPOCHS, BATCH, LR, ROWS, TEST_ROWS = 3, 4, 0.02, 11, 5


@check("nb02_mlp/mlp-train")
def mlp_train(student, rng):
    """Each epoch uses every training row once, in batches; two lists of one loss per epoch."""
    known = _tables(rng)
    x, y = known["rows"], known["targets"]
    result, log, moved = student.run(
        inside.mlp_train, known=known, parameters=parameters_of(known),
        data=[x[:ROWS], y[:ROWS], x[ROWS:], y[ROWS:]], epochs=EPOCHS, batch_size=BATCH, lr=LR,
    )  # fmt: skip
    losses = _epoch_losses(result)
    batches = _training_rows([entry[0] for entry in log], x[:ROWS])
    _require_all_rows(batches, ROWS)
    for rows, (_, prediction, target, first_up, last_up, _), moment in zip(
        batches, log, range(len(log)), strict=True
    ):
        _require_pairs(rows, prediction, target, known, moment)
        _require_ups(rows, first_up, last_up, known)
    _require_steps([entry[5] for entry in log] + [moved], known)
    _require_losses(losses, batches, known["costs"])


def _tables(rng, d=3, h=5, k=2):
    """For each row of the data, what the stand-ins give back."""
    known, count = recordings(rng, ROWS + TEST_ROWS, d, h, k), EPOCHS * math.ceil(ROWS / BATCH) + 6
    known["rows"], known["targets"], known["ups"] = (known.pop(name) for name in ("x", "y", "up"))
    known.pop("out3")
    known["predictions"] = rng.normal(size=(count, ROWS + TEST_ROWS, k))
    known["costs"] = rng.uniform(0.5, 2, size=(count, ROWS + TEST_ROWS))
    for name in ("dw1", "dw2"):
        known[name] = np.sign(known[name]) + known[name]
    return known


def _epoch_losses(result):
    """The two sequences of EPOCHS losses."""
    what = "MLP.train(...)"
    returned(result, what)
    pair = isinstance(result, (tuple, list)) or getattr(result, "ndim", 0) > 0
    problem = "should return two sequences: (train_losses, test_losses)."
    require(pair and len(result) == 2, what, problem, len(result) if pair else -1.0)
    both = [numbers(part, what).astype(float).ravel() for part in result]
    sizes = [part.size for part in both]
    problem = f"should return one loss per epoch in each list: {EPOCHS} epochs, got {sizes} losses."
    require(sizes == [EPOCHS, EPOCHS], what, problem, sizes)
    require(np.isfinite(both).all(), what, "returns a loss that is NaN or infinite.", 1.0)
    return both


def _training_rows(inputs, x):
    """For each trained batch, the numbers of its rows in x."""
    what, gaps = "the batches of MLP.train(...)", []
    require(len(inputs) > 0, what, "are never given to backward.", 0.0)
    for batch in inputs:
        batch = numbers(batch, what)
        fits = batch.ndim == 2 and batch.shape[1] == x.shape[1] and len(batch) > 0
        require(fits, what, "do not have the shape (batch size, d).", list(batch.shape))
        gaps.append(np.abs(batch[:, None, :] - x[None, :, :]).max(axis=2))
    foreign = [float(gap.min(axis=1).max() > 1e-4) for gap in gaps]
    problem = "contain rows that are not training rows. Never train on test rows."
    require(not any(foreign), what, problem, foreign)
    return [gap.argmin(axis=1) for gap in gaps]


def _require_all_rows(batches, n):
    what, per_epoch = "the batches of MLP.train(...)", math.ceil(n / BATCH)
    sizes = [len(rows) for rows in batches]
    problem = f"should be {per_epoch} in each epoch ({n} rows, batch size {BATCH}): sizes {sizes}."
    epochs = [sizes[i : i + per_epoch] for i in range(0, len(sizes), per_epoch)]
    whole = all(sum(part) == n and max(part) <= BATCH for part in epochs)
    uses = np.bincount(np.concatenate(batches), minlength=n)
    seen = [*sizes, *np.sort(uses)]
    require(len(sizes) == EPOCHS * per_epoch and whole, what, problem, seen)
    for i in range(0, len(batches), per_epoch):
        rows = np.sort(np.concatenate(batches[i : i + per_epoch]))
        problem = "do not hold every training row exactly once in an epoch."
        require(np.array_equal(rows, np.arange(n)), what, problem, 1.0)


def _require_pairs(rows, prediction, target, known, moment):
    """The last loss before backward was that of this batch: its predictions, its targets."""
    what = "the batches of MLP.train(...)"
    problem = "are used for backward without forward and loss of the same batch before it."
    require(
        agree(as_floats(prediction), known["predictions"][moment][rows], 1e-4), what, problem, 1.0
    )
    problem = "do not give each prediction its own target: rows of x and y are mixed up."
    require(agree(as_floats(target), known["targets"][rows], 1e-4), what, problem, 1.0)


def _require_ups(rows, first_up, last_up, known):
    """Where train calls the layers itself: the gradients it hands down."""
    problem = "Each layer should get what the layer above it returned, the last layer what the loss returned."
    for up, table in ((first_up, known["down2"]), (last_up, known["ups"])):
        fits = up is None or agree(as_floats(up), table[rows], 1e-4)
        require(fits, "the gradients in MLP.train(...)", problem, 1.0)


def _require_steps(moments, known):
    """Between two batches both layers move by one learning rate: by step or by hand."""
    done = []
    for first_rate, first_w, last_rate, last_w in moments:
        pairs = ((first_rate, first_w, "1"), (last_rate, last_w, "2"))
        done.append([_lr_used(rate, w, known, which) / LR for rate, w, which in pairs])
    steps = np.diff(np.array(done), axis=0)
    problem = "should move once for each batch: first backward, then update."
    require(
        agree(steps, np.ones_like(steps), 1e-3), "the weights in MLP.train(...)", problem, steps
    )


def _lr_used(rate, w, known, which):
    """The sum of the learning rates of all steps of one layer."""
    w, old = numbers(w, "w after MLP.train(...)"), known["w" + which]
    problem = f"has shape {w.shape}; expected {old.shape}."
    require(w.shape == old.shape, "w after MLP.train(...)", problem, list(w.shape))
    return number(rate, "the learning rate") + float(np.mean((old - w) / known["dw" + which]))


def _require_losses(losses, batches, costs):
    train, test = losses
    right_train, right_test = _acceptable(batches, costs)
    problem = "The training loss of an epoch should be the mean of its batch losses."
    right = any(agree(train, want, 1e-4) for want in right_train)
    require(right, "train_losses of MLP.train(...)", problem, train / right_train[0], 1e-4)
    problem = "The test loss of an epoch should be the loss of the test rows after the epoch."
    right = any(agree(test, want, 1e-4) for want in right_test)
    require(right, "test_losses of MLP.train(...)", problem, test / right_test[0], 1e-4)


def _acceptable(batches, costs):
    """Training and test losses per epoch in every reading that counts as right."""
    per_epoch, train, test = math.ceil(ROWS / BATCH), [], []
    for start in range(0, len(batches), per_epoch):
        now = range(start, start + per_epoch)
        means, sizes = [costs[i, batches[i]].mean() for i in now], [len(batches[i]) for i in now]
        after, later = costs[start + per_epoch, :ROWS], costs[start + per_epoch, ROWS:]
        train.append([np.mean(means), np.average(means, weights=sizes), *_means(after)])
        test.append(_means(later))
    return np.transpose(train), np.transpose(test)


def _means(values):
    """The mean, and the mean of the means of batches."""
    return values.mean(), np.mean(
        [values[i : i + BATCH].mean() for i in range(0, len(values), BATCH)]
    )
