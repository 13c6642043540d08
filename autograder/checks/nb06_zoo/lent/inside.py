"""Earlier answers, replayed from recorded numbers: stand-ins in the student's process.

They compute nothing that is asked for. What they do not know, the student's own code answers.
"""

import numpy as np


def lend(student, lent):
    """Put the replayed Sigmoid, Tanh and logsumexp in the place of the student's own.

    lent: {"maps": [(class name, points, values, slopes)], "rows": …, "sums": …}.
    """
    for name, points, values, slopes in lent.get("maps", ()):
        own = student.get(name, student["Module"])
        student[name] = replayed_map(own, points, values, slopes)
    if "rows" in lent:
        own = student.get("logsumexp")
        student["logsumexp"] = replayed_logsumexp(own, lent["rows"], lent["sums"])


def replayed_map(own, points, values, slopes):
    """A class like `own` that knows the values and slopes at these points."""

    class Replayed(own):
        def forward(self, x):
            off = np.abs(np.asarray(x, float)[..., None] - points)
            self.nearest = off.argmin(axis=-1)
            self.known = bool(np.all(off.min(axis=-1) <= 1e-6 * (1 + np.abs(x))))
            return values[self.nearest] if self.known else super().forward(x)

        def backward(self, grad_output):
            if self.known:
                return grad_output * slopes[self.nearest]
            return super().backward(grad_output)

    Replayed.__name__ = Replayed.__qualname__ = own.__name__  # as errors call it
    Replayed.forward.__qualname__ = f"{own.__name__}.forward"
    return Replayed


def replayed_logsumexp(own, rows, sums):
    """A `logsumexp` that knows these rows, also shifted by a number."""

    def logsumexp(x, axis=-1, keepdims=False):
        table = np.moveaxis(np.asarray(x, float), axis, -1)
        found = [known_sum(row, rows, sums) for row in table.reshape(-1, table.shape[-1])]
        if any(value is None for value in found):
            return own(x, axis=axis, keepdims=keepdims)
        result = np.array(found).reshape(table.shape[:-1])
        return np.expand_dims(result, axis) if keepdims else result

    return logsumexp


def known_sum(row, rows, sums):
    for known, value in zip(rows, sums, strict=True):
        if len(known) == len(row):
            shift = row - known
            if np.all(np.abs(shift - shift[0]) <= 1e-5):
                return value + shift[0]
    return None
