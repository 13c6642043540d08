"""What the checks of nb07 ask: these functions run in the student's process."""

import copy

import numpy as np

KEYS = ("first_loss", "stds", "dead", "update_ratio", "gradient_error")


def network(Net, given):
    """A network of the student's class with these numbers, and its data: net, x, y.

    All patients are of one class: what their gradients are multiplied by and whether
    their biases move stands in no attribute.
    """
    factors, moves, scale = given["factors"], given["moves"], given.get("scale", 1.0)

    class Patient(Net):
        def loss(self, x, y):
            return scale * super().loss(x, y)

        def gradients(self, x, y):
            slopes = super().gradients(x, y)
            return tuple(
                [slope * factor for slope, factor in zip(slopes[part], factors[kind], strict=True)]
                for part, kind in enumerate("wb")
            )

        def step(self, x, y):
            before = self.biases
            super().step(x, y)
            self.biases = self.biases if moves else before

    net = Patient([len(given["weights"][0]), 2], np.random.default_rng(0))
    net.weights = [w.copy() for w in given["weights"]]
    net.biases = [b.copy() for b in given["biases"]]
    net.lr = given["lr"]
    return net, given["x"].copy(), given["y"].copy()


def numbers_of(net, x, y):
    """Every number that may not change, in one row."""
    return np.concatenate([np.ravel(a) for a in (*net.weights, *net.biases, net.lr, x, y)])


def measured(measure, Net, patients):
    """For each patient the vital signs, and the patient's numbers afterwards."""
    found = []
    for given in patients:
        net, x, y = network(Net, given)
        signs = measure(net, x, y)
        if isinstance(signs, dict):
            signs = {key: signs[key] for key in KEYS if key in signs}
        found.append({"signs": signs, "after": numbers_of(net, x, y)})
    return found


def follows(Net, script, label, classes):
    """A network whose loss on rows of class `label` follows the script, step by step."""

    class Scripted(Net):
        def show(self, loss):
            high = -np.log(np.expm1(loss) / (classes - 1))
            self.biases = [np.where(np.arange(classes) == label, high, 0.0)]

        def step(self, x, y):
            self.taken += 1
            self.show(script[min(self.taken, len(script) - 1)])

    net = Scripted([3, classes], np.random.default_rng(0))
    net.weights, net.taken = [np.zeros((3, classes))], 0
    net.show(script[0])
    return net


def verdicts(overfits, Net, scripts, limits, label, classes, x):
    """What overfits says of each scripted network; limits: (), or steps and bound."""
    y = np.eye(classes)[[label] * len(x)]
    return [
        overfits(follows(Net, script, label, classes), x.copy(), y.copy(), *limit)
        for script, limit in zip(scripts, limits, strict=True)
    ]


def diagnosed(student, diagnose, Net, patients, signs):
    """What diagnose says of each patient, and the patients' numbers afterwards."""
    lend_measure(student, [network(Net, given) for given in patients], signs)
    said, after = [], []
    for given in patients:
        net, x, y = network(Net, given)
        said.append(diagnose(net, x, y))
        after.append(numbers_of(net, x, y))
    return {"said": said, "after": after}


def lend_measure(student, patients, signs):
    """Where the student's measure errs on one of these patients, recorded numbers step in."""
    own, own_error = student.get("measure"), student.get("gradient_error")
    rows = [numbers_of(*patient) for patient in patients]
    one_number = gives_one_number(own_error, patients[0])

    def measure(net, x, y, *more, **named):
        number = whose(net, x, y, rows)
        if number is None:
            return own(net, x, y, *more, **named)
        try:
            found = own(*copy.deepcopy((net, x, y)), *more, **named)
        except Exception:
            return dict(signs[number])
        return mended(found, signs[number]) if isinstance(found, dict) else found

    def gradient_error(*given, **named):
        a_net = len(given) > 2 and hasattr(given[0], "weights")
        number = whose(*given[:3], rows) if a_net else None
        if number is None:
            return own_error(*given, **named)
        if one_number:
            return signs[number]["gradient_error"]
        return own_error(*copy.deepcopy(given[:3]), *given[3:], **named)

    student["measure"], student["gradient_error"] = measure, gradient_error


def gives_one_number(own_error, patient):
    """Is this what the student's gradient_error gives? Asked once: it computes for long."""
    try:
        return bool(np.isscalar(own_error(*copy.deepcopy(patient))))
    except Exception:
        return True  # measure's own item tells; here the recorded number stands in


def whose(net, x, y, rows):
    """The number of the patient that these are the numbers of, or None."""
    row = numbers_of(net, x, y)
    for number, other in enumerate(rows):
        if row.shape == other.shape and np.array_equal(row, other):
            return number
    return None


def mended(found, recorded):
    """The student's own vital signs; a wrong one is replaced, in the form that it had."""
    right = dict(found)
    for key, value in recorded.items():
        if not near(found.get(key), value, 2e-3 if key == "gradient_error" else 1e-9):
            right[key] = np.array(value) if isinstance(found.get(key), np.ndarray) else value
    return right


def near(mine, recorded, small):
    try:
        mine = np.asarray(mine, float)
        same = mine.shape == np.shape(recorded)
        return same and bool(np.allclose(mine, recorded, rtol=1e-2, atol=small))
    except (TypeError, ValueError):
        return False


def parted(split, x, y, seeds, share):
    """What split gives for each seed of its generator. share: () or (share,)."""
    return [split(x.copy(), y.copy(), np.random.default_rng(seed), *share) for seed in seeds]


def chained(Chain, x, target, W, shift):
    """Outputs and losses of a chain of three layers and of a chain of one."""
    layers = [lambda a: a @ W, Bend(shift), lambda a: a * a + a]
    chain, single = Chain(layers), Chain([Bend(shift)])
    chain(x[::-1] + 0.5)  # an older call: it must leave no trace
    return {
        "output": chain(x.copy()),
        "loss": chain.loss(x.copy(), target.copy()),
        "loss of other rows": chain.loss(x[1:] - 0.3, target[1:].copy()),
        "single output": single(target.copy()),
        "single loss": single.loss(target.copy(), -target),
    }


class Bend:
    """A layer that is an object: tanh of what is moved by a shift."""

    def __init__(self, shift):
        self.shift = shift

    def __call__(self, a):
        return np.tanh(a + self.shift)


def checked(check_all, Net, patients, epsilon):
    """For each patient the errors, its numbers afterwards, and the widest nudge of a number."""
    found = []
    for given in patients:
        net, x, y = network(Net, given)
        nudges = watch(net, numbers_of(net, x, y))
        errors = check_all(net, x, y, *epsilon)
        found.append({"errors": errors, "after": numbers_of(net, x, y), "nudge": max(nudges)})
    return found


def watch(net, start):
    """A list that fills with how far any number is from `start` whenever the loss is asked."""
    nudges = [0.0]

    class Watched(type(net)):
        def loss(self, x, y):
            now = numbers_of(self, x, y)
            nudges.append(float(np.abs(now - start).max()) if now.size == start.size else 0.0)
            return super().loss(x, y)

    net.__class__ = Watched
    return nudges


def affine_of(affine, a, W, b):
    given = {"a": a.copy(), "W": W.copy(), "b": b.copy()}
    return {"value": affine(given["a"], given["W"], given["b"]), **given}


def losses_of(safe_loss, cases):
    """safe_loss of each pair (logits, labels)."""
    return [safe_loss(logits.copy(), labels.copy()) for logits, labels in cases]


def cut(batches, n, size, seed, times):
    """What `times` calls of batches give, all with one generator."""
    rng = np.random.default_rng(seed)
    return [list(batches(n, size, rng)) for _ in range(times)]


def started(initial, sizes, seed):
    """(weights, biases) of initial, and the first weights of another call."""
    rng = np.random.default_rng(seed)
    weights, biases = initial(list(sizes), rng)
    return {
        "weights": list(weights),
        "biases": list(biases),
        "again": initial(list(sizes), rng)[0][0],
    }
