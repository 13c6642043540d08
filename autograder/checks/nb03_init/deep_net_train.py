"""deep-net-train: a random start, mini-batches, class numbers."""

import itertools

import numpy as np

from autograder.checks.oracles import central_differences
from autograder.checks.vocabulary import expect_parts
from autograder.grading.expect import agree, expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from .deep import inside
from .deep_net import (
    BENDS,
    SIZES,
    deep_example,
    lent,
    right_for,
    right_loss,
    right_signals,
    right_stds,
)
from .moons import all_moons, split

ROWS, BATCH = 10, 4
START = (40, 30, 35, 25)
CALL = "net.train(X, y, epochs, lr, batch_size)"
PREDICT = "net.predict(X)"


@check("nb03_init/deep-net-train")
def deep_net_train(student, rng):
    """Random start; train: one step a batch, every sample once an epoch; predict: class numbers.

    Where the student's own gradients are right, 0.80 of the held-out moons must be right too.
    """
    random_start(student)
    steps_right(student, rng)
    class_numbers(student, rng)
    if own_gradients_right(student, rng):
        learns_the_moons(student)


def random_start(student):
    """Different random numbers of about the He or Xavier size, biases at zero."""
    got = student.run(inside.starts, sizes=START, kinds=list(BENDS), stds=right_stds(START))
    for kind, (weights, biases) in zip(BENDS, got, strict=True):
        what = f'DeepNet(sizes, "{kind}")'
        require(len(weights) == len(biases) == len(START) - 1, what, "has too many or few layers.")
        for place, (i, o) in enumerate(itertools.pairwise(START)):
            _right_size(weights[place], (i, o), f"weights[{place}] of {what}")
            expect(biases[place], np.zeros(o), f"biases[{place}] of {what}")


def _right_size(got, shape, what):
    W = numbers(got, what).astype(float)
    same = W.shape == shape
    require(same, what, f"should have shape {shape} here.", got=np.array(W.shape))
    size = np.std(W) / np.sqrt(2 / shape[0])
    problem = "does not hold random numbers of about the He or Xavier size."
    facts = np.array([np.round(size, 1), np.any(W)])
    require(bool(0.55 < size < 1.6), what, problem, got=facts)


def steps_right(student, rng):
    """train is right with recorded gradients, or with the student's own."""
    try:
        steps_with_recorded_gradients(student, rng)
    except Failure as failure:
        if not steps_with_own_gradients(student, rng):
            raise failure from None


def training_case(rng):
    return {
        **deep_example(rng),
        "X": rng.normal(0, 1, (ROWS, SIZES[0])),
        "Y": np.eye(SIZES[-1])[rng.permutation(np.arange(ROWS) % SIZES[-1])],
    }


def steps_with_recorded_gradients(student, rng):
    """Each epoch has every sample once, with its own label, in batches of at most 4."""
    case, lr = training_case(rng), float(rng.uniform(0.2, 0.5))
    slopes = {
        part: [rng.normal(1, 1, (ROWS, *np.shape(np.squeeze(a)))) for a in case[part]]
        for part in ("weights", "biases")
    }
    got = student.run(
        inside.stepped, what=CALL, case=case, slopes=slopes, epochs=2, lr=lr, batch_size=BATCH
    )
    batches = [np.array(batch, int).reshape(-1, 2) for batch in got["batches"]]
    facts = np.array(sorted(len(batch) for batch in batches))
    samples = np.concatenate([np.zeros((0, 2), int), *batches])
    labels = case["Y"].argmax(axis=1)
    paired = np.array_equal(labels[samples[:, 0]], samples[:, 1])
    require(len(batches) > 0, CALL, "should call forward and backward for each batch.")
    require(paired, CALL, "gives rows of X the labels of other rows.", got="labels of others")
    problem = f"uses batches of {_sizes(facts)} for 10 samples, 2 epochs and batch_size 4."
    require(len(batches) == 6 and facts.max() <= BATCH, CALL, problem, got=facts)
    epochs = [np.sort(rows) for rows in samples[:, 0].reshape(2, -1)]
    once = all(np.array_equal(rows, np.arange(ROWS)) for rows in epochs)
    require(once, CALL, "does not use every sample once in each epoch.", got=facts)
    want = {}
    for part, called in (("weights", "weights"), ("biases", "bias")):
        for place, (start, slope) in enumerate(zip(case[part], slopes[part], strict=True)):
            steps = sum(slope[batch[:, 0]].mean(axis=0) for batch in batches)
            want[f"{place} {called}"] = np.reshape(start, steps.shape) - lr * steps
    mine = {name: got[_part(name)][int(name[0])] for name in want}
    called = {name: f"net.{_part(name)}[{name[0]}] after net.train(…)" for name in want}
    expect_parts(mine, want, called)


def _part(name):
    return "weights" if name.endswith("weights") else "biases"


def _sizes(facts):
    return ", ".join(map(str, facts[:8])) + (", …" if len(facts) > 8 else "")


def steps_with_own_gradients(student, rng):
    """The same for a program whose train does not call forward and backward."""
    try:
        return amounts_right(student, rng) and samples_once(student, rng)
    except Failure:
        return False


def amounts_right(student, rng):
    """Ten equal samples, 2 epochs, batches of 4: six steps of plain gradient descent."""
    case, lr = training_case(rng), 0.3
    case["X"], case["Y"] = (np.repeat(case[part][:1], ROWS, axis=0) for part in ("X", "Y"))
    got = student.run(inside.trained, case=case, epochs=2, lr=lr, batch_size=BATCH)
    for _ in range(6):
        arrays = case["weights"] + case["biases"]
        for array, slope in zip(arrays, _slopes(case), strict=True):
            array -= lr * slope
    pairs = zip(got["weights"] + got["biases"], case["weights"] + case["biases"], strict=True)
    return all(agree(np.ravel(mine), np.ravel(right), 1e-4) for mine, right in pairs)


def _slopes(case):
    loss = lambda: right_loss(case, np.tanh)  # noqa: E731
    return central_differences(loss, case["weights"] + case["biases"])


def samples_once(student, rng):
    """Each sample has a row of the first weights for itself: it moves once, by its own slope."""
    sizes, lr = (ROWS, 6, SIZES[-1]), 1e-3
    case = {
        "sizes": list(sizes),
        "stds": right_stds(sizes),
        "weights": [rng.normal(0, 0.7, pair) for pair in itertools.pairwise(sizes)],
        "biases": [rng.normal(0, 0.3, (1, o)) for o in sizes[1:]],
        "X": np.eye(ROWS),
        "Y": np.eye(SIZES[-1])[rng.permutation(np.arange(ROWS) % SIZES[-1])],
    }
    slope = ROWS * _slopes(case)[0]
    got = student.run(inside.trained, case=case, epochs=1, lr=lr, batch_size=BATCH)
    moved = (case["weights"][0] - numbers(got["weights"][0], "weights")) / lr
    shares = np.sum(moved * slope, axis=1) / np.sum(slope**2, axis=1)
    off = np.linalg.norm(moved - shares[:, None] * slope, axis=1) / np.linalg.norm(slope, axis=1)
    known = np.abs(shares[:, None] - 1 / np.array([2, 3, 4])).min(axis=1)
    return bool(np.all(off < 0.02) and np.all(known < 0.02) and abs(shares.sum() - 3) < 0.05)


def class_numbers(student, rng):
    """predict gives the column of the largest probability; forward may be recorded."""
    case = deep_example(rng)
    P = right_signals(case, np.tanh)[1][1]
    try:
        _right_classes(student, case, lent(case, "tanh", True), P, P)
    except Failure as failure:
        try:
            _right_classes(student, case, lent(case, "tanh", True), None, P)
        except Failure:
            raise failure from None


def _right_classes(student, case, signals, told, P):
    got = student.run(inside.predictions, what=PREDICT, case=case, signals=signals, P=told)
    said = numbers(got, PREDICT)
    one_each = said.size == len(P)
    require(one_each, PREDICT, "should give one class number for each row.", got=said)
    right = np.array_equal(said.ravel(), P.argmax(axis=1))
    require(right, PREDICT, "is not the column of the largest probability.", got=said)


def own_gradients_right(student, rng):
    """Are the student's gradients right without any stand-in? They have an item of their own."""
    try:
        right_for(student, deep_example(rng), "tanh", 0.2, {})
        return True
    except Failure:
        return False


def learns_the_moons(student):
    X_train, X_test, train, test = split(*all_moons())
    what = "net.predict(X_test)"
    got = student.run(
        inside.moons, seconds=120, what=what, epochs=200, lr=0.1, stds=right_stds([2, 16, 16, 2]),
        X_train=X_train, Y_train=np.eye(2)[train], X_test=X_test,
    )  # fmt: skip
    said = numbers(got, what)
    require(said.size == 90, what, "should give one class number for each row.", got=said)
    right = np.mean(said.ravel() == test)
    problem = f"gets only {right:.2f} of the held-out points right; at least 0.80 is needed."
    require(right >= 0.80, "The deep network after 200 epochs", problem)
