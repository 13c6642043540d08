"""experiment: a table of accuracies, told by actors that note what they are given."""

from functools import partial

import numpy as np

from autograder.grading.expect import numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside
from .vocabulary import any_of

# What is known about an accuracy in the table, and what to say where it is not as it should be.
FACTS = [
    "Its numbers are not the accuracies that feed_forward_dataset returned.",
    "Test on x_test with y_test, as they are or divided by 255.",
    "Train on x_train with y_train, as they are or divided by 255.",
    "Train with learning rate 0.003 (the default) in both runs.",
    "Each of the two runs begins with a fresh network, made by init_params.",
    "Accuracy 1, 2, 3 comes after 1, 2, 3 epochs on raw pixels, for the key raw only.",
    "Accuracy 1, 2, 3 comes after 1, 2, 3 epochs on pixels / 255, for the key scaled only.",
    "Test on the same kind of pixels as in training: raw, or divided by 255.",
]
CODE = np.array([1000 * 1000, 1000, 1])  # two whole pixels and a label in one number
RAW = [[1, 0, 0, 1, 1, epochs, 0, 1] for epochs in (1, 2, 3)]
SCALED = [[1, 0, 0, 1, 1, 0, epochs, 255] for epochs in (1, 2, 3)]


@check("nb04_sgd/experiment-table")
def experiment_table(student, rng):
    """A dict with "raw" and "scaled": three test accuracies each, fresh networks, /255."""
    pictures = rng.integers(2, 255, size=(400, 784)).astype(float)
    corners = rng.choice(253 * 253, 400, replace=False)
    pictures[:, :2] = np.column_stack(np.divmod(corners, 253)) + 2  # they tell them apart
    labels = rng.integers(0, 10, size=400)
    data = {
        "x": pictures[:300],
        "y": labels[:300],
        "x_test": pictures[300:],
        "y_test": labels[300:],
    }
    drawn = {"accuracies": rng.permutation(900)[:300] / 1000 + 0.05}
    drawn["losses"] = rng.uniform(1.5, 3, size=300)
    drawn["guesses"] = rng.integers(0, 10, size=9000)
    any_of(
        partial(play, student, data, drawn, rebind=False),
        partial(play, student, data, drawn, rebind=True),
    )


def play(student, data, drawn, rebind):
    """experiment() with actors in place of the student's functions: they note what they get."""
    log = student.run(inside.played, rebind=rebind, **data, **drawn)
    raw, scaled = (three_accuracies(log["table"], name) for name in ("raw", "scaled"))
    found = list(all_tests(log, data, drawn))
    want = RAW + SCALED
    values = zip([*raw, *scaled], want, strict=True)
    facts = np.array([nearest_facts(value, row, found, log, data) for value, row in values])
    wrong = np.flatnonzero(np.any(np.abs(facts - want) > 1e-6, axis=0))
    problem = FACTS[wrong[0]] if wrong.size else ""
    require(not wrong.size, "experiment()", problem, got=facts)


def all_tests(log, data, drawn):
    """(accuracy, number of the network, rows tested), also of tests made digit by digit."""
    for (number_of_net, rows), accuracy in zip(log["tests"], drawn["accuracies"], strict=False):
        yield accuracy, int(number_of_net), rows
    looks = numbers(log["looks"], "experiment()")
    for number_of_net in np.unique(looks[:, 0]):
        pixels, guesses = np.split(looks[looks[:, 0] == number_of_net, 1:], [2], axis=1)
        gaps = np.abs(pixels[:, None] - data["x_test"][:, :2] / scale_of(pixels)).max(axis=2)
        labels = data["y_test"][gaps.argmin(axis=1)][:, None]
        yield np.mean(guesses == labels), int(number_of_net), np.hstack([pixels, labels])


def scale_of(pixels):
    return 1 if np.max(pixels) > 1 else 255


def nearest_facts(value, want, found, log, data):
    """The facts about the test that gave this value; of several, those nearest to `want`."""
    tests = [test for test in found if abs(test[0] - value) < 1e-3 / 3]
    facts = [facts_of(*test[1:], log, data) for test in tests] or [[0.0] * len(FACTS)]
    return min(facts, key=lambda row: np.sum(np.abs(np.subtract(row, want)) > 1e-6))


def facts_of(number_of_net, tested, log, data):
    """What is known about one test, in the order of FACTS."""
    root, lessons = history(log, number_of_net)
    _, test_scale = recognised(tested, data["x_test"], data["y_test"])
    row, scale = recognised(lessons, data["x"], data["y"])
    epochs = [np.sum(scale == kind) / max(len(set(row)), 1) for kind in (1, 255)]
    rate = np.all(np.abs(lessons[:, 3] - 0.003) < 1e-9)
    return [1, np.sum(test_scale < 0), np.sum(scale < 0), rate, root > 0, *epochs, test_scale[0]]


def history(log, number_of_net):
    """The first ancestor of a network, and all rows that were taught on the way."""
    parents, lessons = numbers(log["parents"], "experiment()"), []
    while number_of_net >= 0:
        root = number_of_net
        lessons.insert(0, numbers(log["lessons"][root], "experiment()"))
        number_of_net = min(int(parents[root]), root - 1)
    return root, np.concatenate(lessons)


def recognised(rows, x, y):
    """For rows (two pixels, label): their places in x and their scale, 1 or 255; −1 if unknown."""
    scale = np.where(rows[:, 0] > 1.5, 1, 255)
    pixels = rows[:, :2] * scale[:, None]
    codes = np.column_stack([x[:, :2], y]) @ CODE
    wanted = np.rint(np.column_stack([pixels, rows[:, 2]])) @ CODE
    order = np.argsort(codes)
    place = order[np.searchsorted(codes, wanted, sorter=order) % len(x)]
    same = (codes[place] == wanted) & (np.abs(pixels - np.rint(pixels)).max(axis=1) < 0.02)
    return place, np.where(same, scale, -1)


def three_accuracies(table, name):
    """One list of the table: three fractions, else `Failure`."""
    what = f'experiment()["{name}"]'
    require(isinstance(table, dict), "experiment()", "It should return a dict.", got=0.0)
    require(name in table, "experiment()", f'Its dict has no key "{name}".', got=0.0)
    values = numbers(table[name], what)
    if values.size != 3:
        raise Failure("shape", what, got=values, want_shape=(3,), got_shape=values.shape)
    fractions = np.all((values >= 0) & (values <= 1))
    require(fractions, what, "An accuracy is a fraction between 0 and 1.", got=values)
    return values.reshape(3).astype(float)
