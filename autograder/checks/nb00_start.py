"""nb00_start: the dry run. Read a failing check, repair the code, see it pass, submit.

Goals: run cells, read a message, know what is graded; one-hot rows, argmax along
an axis, the central difference. Prerequisites: Python, a little NumPy. Out of
scope: networks, training, written questions.

One mistake costs one item:
* one-hot-values holds no label outside the range; one-hot-errors asks only for the
  error, with plain integer arrays, and calls a table with labels in the middle of
  the range right whatever it holds.
* numerical-gradient-values uses f(x) = sum(a·x³ + b·x), whose entries do not meet
  each other, so an x that is not restored still gives the right numbers; with h = 0.1
  one-sided differences and an ignored h are seen (the central difference of x³ is
  3x² + h²).
* numerical-gradient-restores looks at x alone (1-D): during the calls, after them,
  and at an integer x. It does not read the returned values.

Measured: 45 wrong ideas, each fails one grade id and is named by the judge for each of
200 seeds; the 15 right answers pass for each of 200 seeds. One submission is judged in
10 ms. The norm-relative error of a right float64 answer is below 1e-10 at h = 1e-5.
"""

import numpy as np

from autograder.expect import expect, number, numbers, require
from autograder.registry import check, wrong_idea

CLASSES = 6


@check
def one_hot_values(student, rng):
    """Row i holds 1.0 in column labels[i] and 0.0 elsewhere: a float table (n, num_classes)."""
    some, all_of_them = [0, 1, 3, 4, 4, 1, 3], [5, 2, 0, 4]
    _compare_table(student, np.array(rng.permutation(some)), "an integer array")
    _compare_table(student, np.array(rng.permutation(all_of_them), float), "a float array")
    _compare_table(student, rng.permutation(some).tolist(), "a list")


def _compare_table(student, labels, form):
    what = f"one_hot(labels, num_classes), labels given as {form}"
    got = student.run("one_hot(labels, classes)", labels=labels, classes=CLASSES)
    expect(got, _slow_one_hot(labels, CLASSES), what)
    floats = numbers(got, what).dtype.kind == "f"
    require(floats, what, "has the right values, but does not hold floats.", got=got)


def _slow_one_hot(labels, classes):
    return [[1.0 if int(label) == column else 0.0 for column in range(classes)] for label in labels]


wrong_idea(
    "one-hot-ignores-num-classes", answer="one-hot", fails="one-hot-values",
    edits=("(len(labels), num_classes)", "(len(labels), labels.max() + 1)"),
    hint="The table is as wide as the largest label you saw. It must have num_classes "
    "columns, even if some classes do not appear.",
)  # fmt: skip
wrong_idea(
    "one-hot-only-classes-present", answer="one-hot", fails="one-hot-values",
    edits=("return table", "return table[:, np.unique(labels)]"),
    hint="The table has columns only for classes that appear in labels. Every class from "
    "0 to num_classes - 1 needs its column.",
)  # fmt: skip
wrong_idea(
    "one-hot-transposed", answer="one-hot", fails="one-hot-values",
    edits=("return table", "return table.T"),
    hint="Rows and columns are swapped. Each label is one row; each class is one column.",
)  # fmt: skip
wrong_idea(
    "one-hot-whole-columns", answer="one-hot", fails="one-hot-values",
    edits=("table[np.arange(len(labels)), labels]", "table[:, labels]"),
    hint="You set whole columns to 1. In each row, only the column of that row's own label "
    "may be 1.",
)  # fmt: skip
wrong_idea(
    "one-hot-counts-from-one", answer="one-hot", fails="one-hot-values",
    edits=("table[np.arange(len(labels)), labels]", "table[np.arange(len(labels)), labels - 1]"),
    hint="Each 1 stands one column too far left. Classes are counted from 0, as in Python.",
)  # fmt: skip
wrong_idea(
    "one-hot-extra-column", answer="one-hot", fails="one-hot-values",
    edits=("(len(labels), num_classes)", "(len(labels), num_classes + 1)"),
    hint="The table has one column too many. Labels 0 to num_classes - 1 need exactly "
    "num_classes columns.",
)  # fmt: skip
wrong_idea(
    "one-hot-writes-the-label", answer="one-hot", fails="one-hot-values",
    edits=("labels] = 1.0", "labels] = labels"),
    hint="You wrote the label itself into the table. The marked entry is always 1.0.",
)  # fmt: skip
wrong_idea(
    "one-hot-extra-axis", answer="one-hot", fails="one-hot-values",
    edits=("return table", "return table[:, np.newaxis, :]"),
    hint="The table has an axis of length 1 that nobody asked for. It needs two axes: "
    "rows and classes.",
)  # fmt: skip
wrong_idea(
    "one-hot-holds-integers", answer="one-hot", fails="one-hot-values",
    edits=("return table", "return table.astype(int)"),
    hint="The table holds integers. Networks compute with floats, so the table must hold "
    "0.0 and 1.0.",
)  # fmt: skip
wrong_idea(
    "one-hot-needs-integers", answer="one-hot", fails="one-hot-values",
    edits=(".astype(int)", ""),
    hint="Labels such as 2.0 are allowed, but only integers can be used as an index. "
    "Convert the labels first.",
)  # fmt: skip
wrong_idea(
    "one-hot-needs-an-array", answer="one-hot", fails="one-hot-values",
    edits=("np.asarray(labels).astype(int)", "labels.astype(int)"),
    hint="Labels may come as a plain list, and a list has no array methods. Make an array "
    "from it first.",
)  # fmt: skip

OUTCOMES = """
def outcome(labels):
    try:
        table = one_hot(np.array(labels), classes)
    except ValueError:
        return "ValueError"
    except (NotImplementedError, NameError):
        raise
    except Exception as error:
        return type(error).__name__
    return "no error, and the result None" if table is None else "no error"

one_hot(np.array([1, 2, 2]), classes)
[outcome(labels) for labels in cases]
"""


@check
def one_hot_errors(student, rng):
    """A label outside 0 … num_classes - 1 raises ValueError."""
    k = int(rng.integers(4, 8))
    wrong = [
        ("A label equal to num_classes", [1, k, 2]), ("A label above num_classes", [k + 3, 0]),
        ("The label -1", [2, 0, -1]), ("A label below -num_classes", [-k - 2, 1]),
    ]  # fmt: skip
    fine = [("", [1, 2, 1]), ("", [2, 1])]
    cases = [(wrong + fine)[i] for i in rng.permutation(6)]
    seen = student.run(OUTCOMES, classes=k, cases=[labels for _, labels in cases])
    for (label, _), found in zip(cases, seen, strict=True):
        require(
            (found == "ValueError") == bool(label), "one_hot(labels, num_classes)",
            f"{label or 'A label in the range'} should {'' if label else 'not '}raise "
            f"ValueError. Observed: {found}.", got=seen,
        )  # fmt: skip


RANGE = "if labels.min() < 0 or labels.max() >= num_classes:"
RAISE = 'raise ValueError("every label must lie in 0 .. num_classes - 1")'
wrong_idea(
    "one-hot-never-looks", answer="one-hot", fails="one-hot-errors", edits=(RANGE, "if False:"),
    hint="Nothing looks at the range of the labels. A negative label then counts from the "
    "right end and silently marks a wrong class.",
)  # fmt: skip
wrong_idea(
    "one-hot-only-too-large", answer="one-hot", fails="one-hot-errors",
    edits=("labels.min() < 0 or ", ""),
    hint="Labels that are too large are refused, negative ones are not. In Python, index -1 "
    "is the last column.",
)  # fmt: skip
wrong_idea(
    "one-hot-only-negative", answer="one-hot", fails="one-hot-errors",
    edits=(" or labels.max() >= num_classes", ""),
    hint="Negative labels are refused, labels that are too large are not.",
)  # fmt: skip
wrong_idea(
    "one-hot-off-by-one", answer="one-hot", fails="one-hot-errors",
    edits=(">= num_classes", "> num_classes"),
    hint="The label num_classes slips through. The largest allowed label is num_classes - 1.",
)  # fmt: skip
wrong_idea(
    "one-hot-repairs-labels", answer="one-hot", fails="one-hot-errors",
    edits=(RAISE, "labels = np.clip(labels, 0, num_classes - 1)"),
    hint="A wrong label gives no error. Do not repair it silently: raise ValueError, so that "
    "the mistake in the data is seen.",
)  # fmt: skip
wrong_idea(
    "one-hot-prints-the-error", answer="one-hot", fails="one-hot-errors",
    edits=(RAISE, 'return print("wrong label")'),
    hint="A wrong label gives no error. A printed or returned text does not stop the program "
    "that called you: raise ValueError.",
)  # fmt: skip
wrong_idea(
    "one-hot-asserts", answer="one-hot", fails="one-hot-errors",
    edits=(RAISE, 'raise AssertionError("wrong label")'),
    hint="You used assert, which raises AssertionError. The rule asks for ValueError.",
)  # fmt: skip

ACCURACIES = """
def plain(value):
    if isinstance(value, (np.ndarray, np.generic)) or not hasattr(value, "__float__"):
        return value
    return float(value)

[plain(accuracy(scores, y_onehot)) for scores, y_onehot in sets]
"""


@check
def accuracy_values(student, rng):
    """The fraction, from 0 to 1, of rows whose largest score stands at the true class."""
    some, few = int(rng.integers(4, 7)), int(rng.integers(2, 5))
    sets = [_scored(rng, 7, 4, some), _scored(rng, 9, 5, few), _scored(rng, 5, 8, right=5)]
    what = "accuracy(scores, y_onehot) for three tables"
    got = [number(value, what) for value in student.run(ACCURACIES, sets=sets)]
    expect(got, [some / 7, few / 9, 1.0], what)


def _scored(rng, n, k, right):
    """Scores of either sign, and one-hot classes that the first `right` rows hit.

    Of two right rows, one has only negative scores and one a single positive score,
    so that a threshold of 0.5 finds some and misses some. The row with the largest
    score comes first: a search without an axis or down the columns meets it.
    """
    scores = rng.normal(size=(n, k)) * 2
    scores[:2] = -0.1 - np.abs(scores[:2])
    scores[1, rng.integers(k)] = 1.5
    best = [max(range(k), key=row.__getitem__) for row in scores]
    true = [c if i < right else (c + 1 + i % (k - 1)) % k for i, c in enumerate(best)]
    order = sorted(range(n), key=lambda i: -max(scores[i]))
    return scores[order], np.array(_slow_one_hot(np.array(true)[order], k))


wrong_idea(
    "accuracy-down-the-columns", answer="accuracy", fails="accuracy-values",
    edits=(("argmax(scores, axis=1)", "argmax(scores, axis=0)"),
           ("argmax(y_onehot, axis=1)", "argmax(y_onehot, axis=0)")),
    hint="You searched down each column. Each sample is a row: search along the row.",
)  # fmt: skip
wrong_idea(
    "accuracy-without-axis", answer="accuracy", fails="accuracy-values",
    edits=(("argmax(scores, axis=1)", "argmax(scores)"),
           ("argmax(y_onehot, axis=1)", "argmax(y_onehot)")),
    hint="You searched the whole table at once and got one position. You need one position "
    "for each row.",
)  # fmt: skip
wrong_idea(
    "accuracy-percent", answer="accuracy", fails="accuracy-values",
    edits=("return np.mean(", "return 100 * np.mean("),
    hint="This is a percentage. The rule asks for a fraction between 0 and 1.",
)  # fmt: skip
wrong_idea(
    "accuracy-counts", answer="accuracy", fails="accuracy-values",
    edits=("return np.mean(", "return np.sum("),
    hint="This is the number of right rows. Divide it by the number of rows.",
)  # fmt: skip
wrong_idea(
    "accuracy-is-error-rate", answer="accuracy", fails="accuracy-values",
    edits=("guessed == true", "guessed != true"),
    hint="You counted the rows that are wrong. Accuracy counts the rows that are right.",
)  # fmt: skip
wrong_idea(
    "accuracy-compares-values", answer="accuracy", fails="accuracy-values",
    edits=(("argmax(scores, axis=1)", "max(scores, axis=1)"),
           ("argmax(y_onehot, axis=1)", "max(y_onehot, axis=1)")),
    hint="You compared the largest values. Compare their positions: which column holds the "
    "largest value?",
)  # fmt: skip
wrong_idea(
    "accuracy-every-entry", answer="accuracy", fails="accuracy-values",
    edits=("return np.mean(guessed == true)",
           "return np.mean((np.arange(scores.shape[1]) == guessed[:, None]) == y_onehot)"),
    hint="You compared all n·k entries. The many zeros that agree make the number too large: "
    "count each row once.",
)  # fmt: skip
wrong_idea(
    "accuracy-threshold", answer="accuracy", fails="accuracy-values",
    edits=("return np.mean(guessed == true)", "return np.mean(np.all((scores > 0.5) == y_onehot, axis=1))"),
    hint="You compared the scores with 0.5. Scores need not be probabilities: only the "
    "position of the largest score in a row counts.",
)  # fmt: skip
wrong_idea(
    "accuracy-mean-score", answer="accuracy", fails="accuracy-values",
    edits=("return np.mean(guessed == true)", "return np.mean(np.sum(scores * y_onehot, axis=1))"),
    hint="You averaged the scores of the true classes. Count instead the rows where the "
    "true class has the largest score.",
)  # fmt: skip

CUBIC = """
def f(v):
    return float(np.sum(a * v**3 + b * v))

numerical_gradient(f, x, *h)
"""


@check
def numerical_gradient_values(student, rng):
    """Each entry is (f(x + h) - f(x - h)) / (2h), where only that entry of x moves by h."""
    for shape, h in (((5,), (0.1,)), ((3, 4), ()), ((2, 3, 4), (0.2,))):
        a, x = rng.uniform(0.5, 2, size=shape), rng.uniform(0.5, 2, size=shape)
        b = rng.normal(size=shape) + 3
        got = student.run(CUBIC, x=x, a=a, b=b, h=h)
        step = f", h={h[0]}" if h else ""
        want = a * (3 * x**2 + (h[0] if h else 1e-5) ** 2) + b
        expect(got, want, f"numerical_gradient(f, x{step}), x of shape {shape}")


ABOVE, BELOW = "x[index] = old + h\n", "x[index] = old - h\n"
QUOTIENT, RESTORE = "(above - below) / (2 * h)", "        x[index] = old\n"
wrong_idea(
    "gradient-forward-difference", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=((RESTORE, ""), (BELOW, "x[index] = old\n"), (QUOTIENT, "(above - below) / h")),
    hint="This is the one-sided difference from x to x + h. The central difference steps to "
    "both sides, from x - h to x + h.",
)  # fmt: skip
wrong_idea(
    "gradient-backward-difference", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=((ABOVE, "x[index] = old + 0\n"), (QUOTIENT, "(above - below) / h")),
    hint="This is the one-sided difference from x - h to x. The central difference steps to "
    "both sides, from x - h to x + h.",
)  # fmt: skip
wrong_idea(
    "gradient-steps-back-half", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=((RESTORE, ""), (BELOW, "x[index] = old\n")),
    hint="After the step up you came back to x, but not down to x - h. The two points must "
    "lie 2h apart.",
)  # fmt: skip
wrong_idea(
    "gradient-divides-by-h", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=("(2 * h)", "h"),
    hint="You divided by h. The two points x - h and x + h lie 2h apart.",
)  # fmt: skip
wrong_idea(
    "gradient-divides-by-2-times-h", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=("/ (2 * h)", "/ 2 * h"),
    hint="Python works from left to right: a / 2 * h means (a / 2) * h. Put the whole "
    "denominator in brackets.",
)  # fmt: skip
wrong_idea(
    "gradient-does-not-divide", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=(QUOTIENT, "above - below"),
    hint="This is only the difference of the two values of f. Divide it by the distance of "
    "the two points.",
)  # fmt: skip
wrong_idea(
    "gradient-sign-flipped", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=("(above - below)", "(below - above)"),
    hint="Every sign is turned round. Subtract the value at x - h from the value at x + h.",
)  # fmt: skip
wrong_idea(
    "gradient-ignores-h", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=("gradient = np", "h = 1e-5\n    gradient = np"),
    hint="Your step is always 1e-5. Use the h that the caller gives.",
)  # fmt: skip
wrong_idea(
    "gradient-moves-all-entries", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=((ABOVE + "        above = f(x)", "above = f(x + h)"),
           (BELOW + "        below = f(x)", "below = f(x - h)")),
    hint="You moved all entries of x at once. Move one entry, and leave the others where "
    "they are.",
)  # fmt: skip
wrong_idea(
    "gradient-moves-whole-rows", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=(("np.ndindex(x.shape)", "range(len(x))"), ("old = x[index]", "old = x[index].copy()")),
    hint="Your loop runs over the first axis only, so a whole row moves at once. Visit every "
    "single entry, whatever the shape of x.",
)  # fmt: skip
wrong_idea(
    "gradient-moves-a-view-of-rows", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=("np.ndindex(x.shape)", "range(len(x))"),
    hint="Your loop runs over the first axis only. Of a table, x[i] is a whole row, and not a "
    "copy of it: it moves when x moves. Visit every single entry.",
)  # fmt: skip
wrong_idea(
    "gradient-comes-back-flat", answer="numerical-gradient", fails="numerical-gradient-values",
    edits=("return gradient", "return gradient.ravel()"),
    hint="The numbers come back in one long row. The gradient must have the shape of x.",
)  # fmt: skip

WATCH = """
points = []

def f(v):
    points.append(np.array(v, float).ravel())
    return float(np.sum(np.sin(v)))

numerical_gradient(f, x, h)
{"points": points, "x": np.ravel(x)}
"""
WHOLE = """
def f(v):
    return float(np.sum(np.square(v)))

def outcome(x):
    try:
        got = numerical_gradient(f, x)
    except TypeError:
        return "TypeError"
    except (NotImplementedError, NameError):
        raise
    except Exception as error:
        return type(error).__name__
    return got if x.dtype.kind == "i" else "no error"

[outcome(x) for x in cases]
"""


@check
def numerical_gradient_restores(student, rng):
    """x comes back unchanged, bit for bit; an integer array x raises TypeError."""
    what = "numerical_gradient(f, x)"
    x = 10.0 ** rng.uniform(-6, 1, size=40) * rng.choice([-1, 1], size=40)
    seen = student.run(WATCH, x=x, h=1e-5)
    _restored(numbers(seen["x"], what), x, what)
    _one_at_a_time(numbers(seen["points"], what), x, what)
    _integers_refused(student, rng)


def _integers_refused(student, rng):
    whole = np.array([3, -2, 5, 7, 1])
    cases = [rng.permutation(whole).astype(kind) for kind in rng.permutation(["i8", "f8", "i8"])]
    seen = student.run(WHOLE, cases=cases)
    for x, found in zip(cases, seen, strict=True):
        if x.dtype.kind == "i":
            observed = found if isinstance(found, str) else "no error"
            require(
                observed == "TypeError", "numerical_gradient(f, x), x an integer array",
                f"should raise TypeError. Observed: {observed}.", got=found,
            )  # fmt: skip
        else:
            require(found == "no error", "numerical_gradient(f, x)", "should accept floats.", found)


def _restored(after, x, what):
    same = after.tobytes() == x.tobytes()
    change = after - x if after.shape == x.shape else after
    rounded = not same and bool(np.all(np.abs(change) < 1e-9))
    require(not rounded, what, "changed some entries of x a little, by rounding.", "rounding")
    require(same, what, "left x changed after the call.", got=change)


def _one_at_a_time(points, x, what):
    moved = [int(np.sum(np.abs(point - x) > 0.5e-5)) for point in points if point.shape == x.shape]
    steps = [count for count in moved if count]
    require(len(set(steps)) > 0, what, "never called f with a moved entry.")
    drifts = "While one entry was moved, others had not yet been put back."
    require(max(steps) == min(steps), what, drifts, got=steps)


wrong_idea(
    "gradient-never-restores", answer="numerical-gradient", fails="numerical-gradient-restores",
    edits=(RESTORE, ""),
    hint="Each entry stays at x - h. Keep the old value, and put it back before you move on.",
)  # fmt: skip
wrong_idea(
    "gradient-restores-by-adding", answer="numerical-gradient", fails="numerical-gradient-restores",
    edits=((ABOVE, "x[index] += h\n"), (BELOW, "x[index] -= 2 * h\n"),
           (RESTORE, "        x[index] += h\n")),
    hint="You went back by adding h again. Floats round, so x + h - 2h + h is not always x: "
    "keep the old value and put it back.",
)  # fmt: skip
wrong_idea(
    "gradient-restores-at-the-end", answer="numerical-gradient", fails="numerical-gradient-restores",
    edits=(("gradient = np", "backup = x.copy()\n    gradient = np"), (RESTORE, ""),
           ("return gradient", "x[...] = backup\n    return gradient")),
    hint="You put x back only at the end. Then each later entry is measured at a point that "
    "has already drifted: put each entry back at once.",
)  # fmt: skip
wrong_idea(
    "gradient-takes-integers", answer="numerical-gradient", fails="numerical-gradient-restores",
    edits=('if x.dtype.kind != "f":', "if False:"),
    hint="An integer array is accepted. It cannot hold x + h: the small step is cut off.",
)  # fmt: skip
wrong_idea(
    "gradient-converts-integers", answer="numerical-gradient", fails="numerical-gradient-restores",
    edits=('raise TypeError("x must hold floats")', "x = x.astype(float)"),
    hint="The integers are turned into floats in a copy. The caller's x never moves then; "
    "the rule asks for a TypeError.",
)  # fmt: skip
wrong_idea(
    "gradient-wrong-error", answer="numerical-gradient", fails="numerical-gradient-restores",
    edits=('TypeError("x must hold floats")', 'ValueError("x must hold floats")'),
    hint="You raised ValueError. The kind of the array is wrong, not a value in it: the rule "
    "asks for TypeError.",
)  # fmt: skip
