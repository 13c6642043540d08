"""What the checks of nb00 ask: these functions run in the student's process."""

import numpy as np


def table(one_hot, labels, classes):
    """What one_hot gives; a table of a library (pandas, for example) as an array."""
    found = one_hot(labels, classes)
    return np.asarray(found) if hasattr(found, "__array__") else found


def outcomes(one_hot, cases, classes):
    """For each list of labels: the error that one_hot raises, or "no error"."""
    return [_outcome_of_labels(one_hot, labels, classes) for labels in cases]


def _outcome_of_labels(one_hot, labels, classes):
    try:
        table = one_hot(np.array(labels), classes)
    except ValueError:
        return "ValueError"
    except (NotImplementedError, NameError):
        raise
    except Exception as error:
        return type(error).__name__
    return "no error, and the result None" if table is None else "no error"


def accuracies(accuracy, sets):
    """The accuracy of each pair (scores, y_onehot), as a plain number where it is none."""
    return [_plain(accuracy(scores, y_onehot)) for scores, y_onehot in sets]


def _plain(value):
    if isinstance(value, (np.ndarray, np.generic)) or not hasattr(value, "__float__"):
        return value
    return float(value)


def slope_of_cubic(numerical_gradient, x, a, b, h):
    """The numerical gradient of Σ a·v³ + b·v at x. h: () or (step,)."""

    def f(v):
        return float(np.sum(a * v**3 + b * v))

    return numerical_gradient(f, x, *h)


def watched(numerical_gradient, x, h):
    """The points at which f was asked, in rows, and x afterwards."""
    points = []

    def f(v):
        points.append(np.array(v, float).ravel())
        return float(np.sum(np.sin(v)))

    numerical_gradient(f, x, h)
    return {"points": points, "x": np.ravel(x)}


def whole_numbers(numerical_gradient, cases):
    """For each x: the error raised, "no error", or what came back for integers."""
    return [_outcome_of_array(numerical_gradient, x) for x in cases]


def _outcome_of_array(numerical_gradient, x):
    try:
        got = numerical_gradient(_sum_of_squares, x)
    except TypeError:
        return "TypeError"
    except (NotImplementedError, NameError):
        raise
    except Exception as error:
        return type(error).__name__
    return got if x.dtype.kind == "i" else "no error"


def _sum_of_squares(v):
    return float(np.sum(np.square(v)))
