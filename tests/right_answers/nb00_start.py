"""Unusual programs for nb00_start that must keep every point."""


def one_hot(body, before=""):
    return {"one-hot": f"{before}\ndef one_hot(labels, num_classes):\n{body}"}


def accuracy(body, before=""):
    return {"accuracy": f"{before}\ndef accuracy(scores, y_onehot):\n{body}"}


def gradient(body, before=""):
    return {"numerical-gradient": f"{before}\ndef numerical_gradient(f, x, h=1e-5):\n{body}"}


FLOATS_ONLY = """
    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError("floats, please")
"""

RIGHT_ANSWERS = [
    (
        "one-hot-by-loop-with-range-error",
        one_hot("""
    rows = []
    for label in labels:
        if int(label) not in range(num_classes):
            raise ValueError(label)
        rows.append([float(int(label) == c) for c in range(num_classes)])
    return np.array(rows)
"""),
    ),
    (
        "one-hot-rows-of-eye-float32",
        one_hot("""
    labels = np.array(labels, dtype=np.int64)
    for label in set(labels.tolist()) - set(range(num_classes)):
        raise ValueError(f"there is no class {label}")
    return np.eye(num_classes, dtype=np.float32)[labels]
"""),
    ),
    (
        "one-hot-by-comparing-with-own-error-class",
        one_hot(
            """
    table = np.asarray(labels)[:, None] == np.arange(num_classes)
    if not table.any(axis=1).all():
        raise WrongLabel()
    return table * 1.0
""",
            "class WrongLabel(ValueError): pass",
        ),
    ),
    (
        "one-hot-turns-index-error-into-value-error",
        one_hot("""
    table = np.zeros((len(labels), num_classes), order="F")
    try:
        for row, label in zip(table, labels):
            row[int(label) if label >= 0 else num_classes] = 1
    except IndexError as error:
        raise ValueError("label too large or negative") from error
    return table
"""),
    ),
    (
        "one-hot-by-scikit-learn-with-prints-and-a-warning",
        one_hot(
            """
    print("labels:", labels)
    warnings.warn("slow")
    encoder = OneHotEncoder(categories=[np.arange(num_classes)], sparse_output=False)
    return encoder.fit_transform(np.reshape(labels, (-1, 1)).astype(int))
""",
            "import warnings\nfrom sklearn.preprocessing import OneHotEncoder",
        ),
    ),
    (
        "one-hot-changes-its-labels-array",
        one_hot("""
    labels = np.array(labels, copy=None).astype(int, copy=False)
    bad = (labels < 0) + (labels > num_classes - 1)
    if np.count_nonzero(bad):
        raise ValueError
    flat = np.zeros(labels.size * num_classes, np.float16)
    flat[labels + num_classes * np.arange(labels.size)] = 1
    flat.shape = labels.size, num_classes
    return flat
"""),
    ),
    (
        "accuracy-by-loop-python-float",
        accuracy("""
    right = 0
    for row, truth in zip(scores.tolist(), y_onehot.tolist()):
        right += row.index(max(row)) == truth.index(1.0)
    return right / len(scores)
"""),
    ),
    (
        "accuracy-as-fraction",
        accuracy(
            """
    hits = (scores.argmax(1) == y_onehot.argmax(1)).tolist()
    return Fraction(hits.count(True), len(hits))
""",
            "from fractions import Fraction",
        ),
    ),
    (
        "accuracy-as-float32-array-of-one",
        accuracy("""
    best = np.where(y_onehot == 1, scores, -np.inf).max(1)
    return np.asarray([(best >= scores.max(1)).mean()], dtype=np.float32)
"""),
    ),
    (
        "accuracy-by-scikit-learn",
        accuracy("""
    from sklearn.metrics import accuracy_score
    return accuracy_score(y_onehot.argmax(axis=-1), np.argsort(scores, axis=-1)[:, -1])
"""),
    ),
    (
        "gradient-on-a-copy-with-nditer",
        gradient(
            FLOATS_ONLY
            + """
    gradient, moved = np.empty_like(x), x.copy()
    steps = np.nditer(x, flags=["multi_index"])
    for value in steps:
        i = steps.multi_index
        moved[i] = value + h
        gradient[i] = f(moved)
        moved[i] = value - h
        gradient[i] -= f(moved)
        moved[i] = value
    gradient /= 2 * h
    return gradient
"""
        ),
    ),
    (
        "gradient-along-unit-vectors",
        gradient(
            FLOATS_ONLY
            + """
    units = np.eye(x.size).reshape(x.size, *x.shape)
    return np.reshape([0.5 / h * (f(x + h * e) - f(x - h * e)) for e in units], x.shape)
"""
        ),
    ),
    (
        "gradient-through-a-flat-view-float32",
        gradient("""
    if isinstance(x.flat[0], np.integer):
        raise TypeError("integers")
    flat, out = x.reshape(-1), []
    f(x)
    for i in range(len(flat)):
        keep, values = flat[i], []
        for sign in -1, 1:
            flat[i] = keep + sign * h
            values.append(f(x))
        flat[i] = keep
        out.append((values[1] - values[0]) / (2 * h))
    return np.array(out, np.float32).reshape(x.shape)
"""),
    ),
    (
        "gradient-with-numpys-own-type-error-and-finally",
        gradient("""
    np.add(x, 0.0, out=x)
    backup, gradient = x.copy(), np.zeros(np.shape(x))
    for i, _ in np.ndenumerate(backup):
        try:
            x[i] += h
            gradient[i] += f(x) / h / 2
            x[i] = backup[i] - h
            gradient[i] -= f(x) / h / 2
        finally:
            x[...] = backup
    return gradient
"""),
    ),
    (
        "gradient-with-helper-and-list-result",
        gradient(
            """
    if x.dtype not in (np.float32, np.float64):
        raise TypeError(x.dtype)
    print("x", x)
    return np.array([slope(f, x, i, h) for i in range(x.size)]).reshape(x.shape).tolist()
""",
            """
def slope(f, x, i, h):
    y, z = x.copy(), x.copy()
    y.flat[i] += h
    z.flat[i] -= h
    return (f(y) - f(z)) / np.ptp([y.flat[i], z.flat[i]])


""",
        ),
    ),
]
