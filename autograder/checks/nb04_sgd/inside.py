"""What the checks of nb04 ask: these functions run in the student's process."""

import contextlib
import io

import numpy as np


def install(student, ws, bs):
    """Put copies into the notebook's lists, each bias in the shape of the student's own."""
    try:
        flat = np.ndim(student["biases"][0]) == 1
    except Exception:
        flat = False
    student["weights"] = [np.array(w) for w in ws]
    student["biases"] = [np.array(b).reshape(-1 if flat else (1, -1)) for b in bs]


def taken(before, after, rate):
    """(before − after) / rate; what is there after if it has another size."""
    after = np.asarray(after)
    if after.size != np.size(before):
        return after
    step = (np.reshape(before, after.shape) - after) / rate
    return step.astype(after.dtype)


def looks(student, feed_forward_sample, ws, bs, samples, labels):
    """For each sample: the result on a network set anew, the biases and the sample afterwards."""

    def look(sample, label):
        install(student, ws, bs)
        result = feed_forward_sample(sample, label)
        kept = [np.ravel(b) for b in student["biases"]]
        return {"result": result, "biases": kept, "sample": np.ravel(sample)}

    return [look(sample, label) for sample, label in zip(samples, labels, strict=True)]


def left_alone(student, feed_forward_sample, ws, bs, new_ws, sample, label, same, new):
    """The parameters and the sample after a look, and what four looks told."""
    install(student, ws, bs)
    lists = list(student["weights"]), list(student["biases"])
    feed_forward_sample(sample, label)
    now = student["weights"], student["biases"]

    def told(ws, sample):
        install(student, ws, bs)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            result = feed_forward_sample(sample, label)
        return (said.getvalue() if result is None else repr(result))[:2000]

    cases = [(ws, same), (ws, same), (ws, new), (new_ws, same)]
    return {
        "weights": [[np.ravel(part) for part in parts[0]] for parts in (lists, now)],
        "biases": [[np.ravel(part) for part in parts[1]] for parts in (lists, now)],
        "sample": np.ravel(sample),
        "shape": list(np.shape(sample)),
        "told": [told(weights, row.copy()) for weights, row in cases],
    }


def over_stand_in(student, feed_forward_dataset, ws, bs, x, y, losses, guesses):
    """feed_forward_dataset over a stand-in that knows the losses and guesses of the rows of x."""
    mine = _own_guess(student, ws, bs, x[0].copy(), int(y[0]))

    def stand_in(sample, y):
        row = int(np.argmin(np.abs(x - np.reshape(sample, (1, -1))).sum(axis=1)))
        guess = np.eye(10)[guesses[row]]
        if np.size(mine) == 10:
            guess = guess.reshape(np.shape(mine))
        return float(losses[row][int(y)]), guess.tolist() if isinstance(mine, list) else guess

    install(student, ws, bs)
    student["feed_forward_sample"] = stand_in
    return feed_forward_dataset(x.copy(), y)


def _own_guess(student, ws, bs, sample, label):
    """The form in which the student's own function gives a guess; None if it does not run."""
    try:
        install(student, ws, bs)
        return student["feed_forward_sample"](sample, label)[1]
    except Exception:
        return None


def untrained(student, init_params, feed_forward_sample, feed_forward_dataset, seeds, shift, x, y):
    """The results of fresh networks on digits; before them one on labels near its own guesses."""

    def guess_of(sample):
        guess = np.ravel(feed_forward_sample(sample, 0)[1])
        return int(guess[0]) if guess.size == 1 else int(np.argmax(guess))

    found = []
    for seed in seeds:
        student["weights"], student["biases"] = init_params(np.random.default_rng(seed))
        found.append(feed_forward_dataset(x / 255, y))
    few = x[: len(shift)] / 255
    own = np.array([guess_of(sample.copy()) for sample in few])
    return [feed_forward_dataset(few, (own + shift) % 10), *found]


def steps(student, train_one_sample, ws, bs, samples, labels, rate, slope_at, slopes):
    """For each sample: what one step took away, and the biases after it. dsigmoid is a table."""
    student["dsigmoid"] = lambda x: np.interp(x, slope_at, slopes)

    def step(sample, label):
        install(student, ws, bs)
        train_one_sample(sample, label, rate)
        return {
            "weights": [taken(a, b, rate) for a, b in zip(ws, student["weights"], strict=False)],
            "biases": [
                taken(a, np.ravel(b), rate) for a, b in zip(bs, student["biases"], strict=False)
            ],
            "moved": [np.ravel(b) for b in student["biases"]],
        }

    return [step(sample, label) for sample, label in zip(samples, labels, strict=True)]


def epoch(student, train_one_epoch, ws, bs, x, y, rate):
    """The calls of train_one_sample in one epoch, and what happened to the parameters."""
    calls = []

    def row_of(sample):
        if np.size(sample) != 784:
            return -1
        gaps = np.abs(x - np.reshape(sample, (1, -1))).max(axis=1)
        return int(np.argmin(gaps)) if np.min(gaps) < 1e-3 else -1

    def recorder(sample, y, learning_rate=0.003):
        label = float(np.ravel(y)[0]) if np.size(y) == 1 else -float(np.size(y))
        calls.append([row_of(sample), label, float(learning_rate)])

    original = student.get("train_one_sample")
    install(student, ws, bs)
    student["train_one_sample"] = recorder
    train_one_epoch(x.copy(), y, rate)
    if not calls:
        student["train_one_sample"] = original
    parts = zip([*ws, *bs], [*student["weights"], *student["biases"]], strict=False)
    moves = [taken(np.ravel(a), np.ravel(b), rate) for a, b in parts]
    return {"calls": np.array(calls), "steps": moves}


def trained(student, train_one_epoch, ws, bs, x, y):
    """The parameters after one epoch on scaled pixels at 0.05, from these."""
    install(student, ws, bs)
    train_one_epoch(x / 255, y, 0.05)
    return [[np.asarray(w) for w in student["weights"]], [np.ravel(b) for b in student["biases"]]]


def played(student, experiment, x, y, x_test, y_test, losses, accuracies, guesses, rebind):
    """experiment() with actors in place of the student's functions, and what they noted."""
    student.update(x_train=x, y_train=y, x_test=x_test, y_test=y_test, SAMPLES=len(x))
    actors = Actors(student, losses, accuracies, guesses, rebind)
    student["weights"], student["biases"] = actors.network(0)
    student.update(init_params=actors.init_params, train_one_epoch=actors.train)
    student.update(train_one_sample=actors.train)
    student.update(feed_forward_dataset=actors.test, feed_forward_sample=actors.look)
    return {
        "table": experiment(),
        "parents": np.array(actors.parents),
        "lessons": actors.lessons,
        "tests": actors.tests,
        "looks": np.array(actors.looks).reshape(-1, 4),
    }


class Actors:
    """Stand-ins that answer with drawn numbers. A network is a number, in its first weight.

    parents: the network each one was made from. lessons: the rows it was made with.
    tests, looks: the network asked and the rows shown to it.
    """

    def __init__(self, student, losses, accuracies, guesses, rebind):
        self.student, self.losses, self.accuracies = student, losses, accuracies
        self.guesses, self.rebind = guesses, rebind
        self.parents, self.lessons = [-1], [np.empty((0, 4))]
        self.tests, self.looks = [], []

    def network(self, number):
        ws = [np.full((784, 32), float(number)), np.zeros((32, 32)), np.zeros((32, 10))]
        return ws, [np.zeros((1, 32)), np.zeros((1, 32)), np.zeros((1, 10))]

    def number(self):
        return int(np.ravel(self.student["weights"][0])[0])

    def shown(self, x, y, *rate):
        pixels = np.reshape(x, (np.size(y), -1))[:, :2]
        return np.column_stack([pixels, np.ravel(y), *(np.full(len(pixels), r) for r in rate)])

    def born(self, parent, lesson):
        self.parents.append(parent)
        self.lessons.append(lesson)
        return self.network(len(self.parents) - 1)

    def init_params(self, *_, **__):
        return self.born(-1, np.empty((0, 4)))

    def train(self, x=None, y=None, learning_rate=0.003, sample=None):
        x = sample if x is None else x
        ws, bs = self.born(self.number(), self.shown(x, y, learning_rate))
        if self.rebind:
            self.student["weights"], self.student["biases"] = ws, bs
        else:
            self.student["weights"][0][...] = ws[0]

    def test(self, x, y):
        self.tests.append([self.number(), self.shown(x, y)])
        return self.losses[len(self.tests) - 1], self.accuracies[len(self.tests) - 1]

    def look(self, sample, y):
        guess = self.guesses[len(self.looks)]
        self.looks.append([self.number(), *self.shown(sample, y)[0, :2], guess])
        return 2.0, np.eye(10)[guess]
