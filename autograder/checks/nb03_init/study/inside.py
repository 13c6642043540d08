"""What the checks of init-study ask: these functions run in the student's process.

The recorder keeps the student's own random start (rescaled to the asked std). Its loss
is a weighted mean of 1 / (1 + W²), near 1 on a flat plateau for small weights, and a step
lets the weights grow: nothing here is a piece of a solution.
"""

import contextlib
import functools
import inspect

import numpy as np


def table_of(student, TwoLayerNet, init_study, kinds, seeds, epochs, stds):
    """The table, the points trained on, the sizes and learning rates used."""
    seen = record(student, TwoLayerNet, stds)
    found = init_study(kinds, seeds, epochs)
    rows = np.unique(np.vstack([np.zeros((0, 2)), *seen["data"]]), axis=0)
    rates = sorted(set(seen["rates"]))
    return {"table": found, "rows": rows, "sizes": sorted(set(seen["sizes"])), "rates": rates}


def starts_of(student, TwoLayerNet, init_study, seeds, stds):
    """The std of W1 at the first backward of each network."""
    seen = record(student, TwoLayerNet, stds)
    init_study(["he"], seeds, 1)
    return np.array(seen["starts"])


def seeded_tables(student, TwoLayerNet, init_study, kinds, first, second, stds):
    """Five tables for lists of seeds, the number of networks made, and whether all start alike."""
    fixed = starts_alike(TwoLayerNet)
    seen = record(student, TwoLayerNet, stds)
    orders = [first], [first], [second], [second, first]
    calls = [init_study(kinds, seeds, 5) for seeds in orders]
    before = len(seen["sizes"])
    calls.append(init_study(kinds, [first, first], 5))
    nets = len(seen["sizes"]) - before
    return [[[table["he"], table["small"]] for table in calls], nets, fixed]


def starts_alike(TwoLayerNet):
    try:
        a, b = TwoLayerNet(2, 10, 2), TwoLayerNet(2, 10, 2)
        return np.array_equal(a.W1, b.W1)
    except Exception:
        return False


def losses_of_a_recorder(student, TwoLayerNet, init_study, kinds, seeds, stds, factor):
    """The table while the recorder's loss is `factor` times as large, and the steps seen."""
    seen = record(student, TwoLayerNet, stds, factor)
    return {"table": small_table(init_study, kinds, seeds), "steps": len(seen["data"])}


def losses_of_own_methods(TwoLayerNet, init_study, kinds, seeds, name, factor):
    """The same for the student's own class, whose method `name` gives larger losses."""
    steps, stepping = [], ("forward", "backward", "train_step")
    own = [
        (owner, key, method)
        for owner in getattr(TwoLayerNet, "__mro__", ())
        for key, method in vars(owner).items()
        if key in (*stepping, name) and inspect.isfunction(method)
    ]
    try:
        for owner, key, method in own:
            calls, larger = steps if key in stepping else [], factor if key == name else 1
            setattr(owner, key, counted(method, calls, larger))
        return {"table": small_table(init_study, kinds, seeds), "steps": len(steps)}
    finally:
        for owner, key, method in own:
            setattr(owner, key, method)


def counted(method, calls, factor):
    @functools.wraps(method)
    def call(*given, **named):
        calls.append(1)
        result = method(*given, **named)
        return result if factor == 1 else factor * result

    return call


def small_table(init_study, kinds, seeds):
    table = init_study(kinds, seeds, 3)
    return np.array([table[kind] for kind in kinds], float)


def follows_the_data(student, init_study, kinds, seeds):
    """Does the table change with the points?"""

    own_moons = student.get("make_moons")

    def far_moons(*given, **named):
        X, labels = own_moons(*given, **named)
        return 1.5 * X, labels

    before = small_table(init_study, kinds, seeds)
    for name, a in list(student.items()):
        if isinstance(a, np.ndarray) and a.dtype.kind == "f" and {90, 210, 300} & set(a.shape):
            student[name] = 1.5 * a
    student["make_moons"] = far_moons
    return not np.allclose(before, small_table(init_study, kinds, seeds), rtol=1e-9, atol=0)


def record(student, TwoLayerNet, stds, factor=1.0):
    """Put a recorder in the place of TwoLayerNet and known values in init_std."""

    class Recorder(Recording, TwoLayerNet):
        lent_factor = factor
        lent_step = getattr(TwoLayerNet, "train_step", None)
        lent_seen = {"data": [], "rates": [], "sizes": [], "starts": []}

    own_std = student.get("init_std")

    def recorded_std(kind, fan_in, fan_out):
        for (name, i, o), value in stds:
            if (kind, fan_in, fan_out) == (name, i, o):
                return value
        return own_std(kind, fan_in, fan_out)

    student["TwoLayerNet"], student["init_std"] = Recorder, recorded_std
    return Recorder.lent_seen


def step_arguments(own_step, *given, **named):
    """X, y and lr of a call, by the names and defaults of the student's own train_step."""
    try:
        call = inspect.signature(own_step).bind(*given, **named)
        call.apply_defaults()
        _, X, y, lr = list(call.arguments.values())[:4]
        return X, y, float(lr)
    except Exception:
        _, X, y, lr = [*given, *named.values()][:4]
        return X, y, float(lr)


class Recording:
    """What a recorder does in place of the student's network."""

    def __init__(self, input_size, hidden_size, output_size, init_std=0.01, *more, **named):
        with contextlib.suppress(Exception):
            super().__init__(input_size, hidden_size, output_size, init_std, *more, **named)
        self.lent_seen["sizes"].append((int(input_size), int(hidden_size), int(output_size)))
        stds = np.broadcast_to(np.asarray(init_std, float), 2)
        shapes = (input_size, hidden_size), (hidden_size, output_size)
        for name, shape, std in zip(("W1", "W2"), shapes, stds, strict=True):
            fresh = np.asarray(getattr(self, name, 0.0), float)
            if fresh.shape != shape or not fresh.std() > 0:
                fresh = np.random.normal(size=shape)
            setattr(self, name, std * (fresh - fresh.mean()) / fresh.std())
        for name, size in (("b1", hidden_size), ("b2", output_size)):
            setattr(self, name, np.zeros(np.shape(getattr(self, name, np.zeros((1, size))))))
        self.lent_untouched = True

    def lent_note_start(self):
        if self.lent_untouched:
            self.lent_seen["starts"].append(float(np.std(self.W1)))
        self.lent_untouched = False

    def lent_level(self):
        both = np.concatenate([np.ravel(self.W1), np.ravel(self.W2)])
        shares = np.linspace(0.5, 1.5, both.size) * self.lent_factor
        return float(np.mean(shares / (1 + both**2)))

    def forward(self, X):
        self.lent_given = np.array(X, float)
        return np.full((len(X), 2), self.lent_level())

    def compute_loss(self, y_pred, y_true):
        return float(np.mean(y_pred))

    def backward(self, y_true):
        self.lent_note_start()
        self.lent_seen["data"].append(self.lent_given)
        return {
            "dW1": flatter(self.W1), "db1": np.zeros_like(self.b1),
            "dW2": flatter(self.W2), "db2": np.zeros_like(self.b2),
        }  # fmt: skip

    def train_step(self, *given, **named):
        X, y, lr = step_arguments(type(self).lent_step, self, *given, **named)
        loss = self.compute_loss(self.forward(X), y)
        self.backward(y)
        self.lent_seen["rates"].append(lr)
        self.W1, self.W2 = 1.05 * self.W1, 1.05 * self.W2
        return loss


def flatter(W):
    return -0.2 * W / (1 + W**2) ** 2
