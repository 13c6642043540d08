"""get-accuracy: the fraction of rows whose largest output stands at the true class."""

import numpy as np

from autograder.grading.expect import expect
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside


@check("nb05_lab/get-accuracy-values")
def get_accuracy_values(student, rng):
    """The fraction of rows whose largest output stands at the true class."""
    n, wrong = int(rng.integers(23, 31)), int(rng.integers(5, 9))
    X, first, second = (rng.normal(size=s) for s in ((n, 6), (6, 5), (5, 4)))
    row = rng.normal(size=(1, 5))
    scores = (X @ first + row) @ second
    labels = np.argmax(scores, axis=1)
    labels[:wrong] = np.argmin(scores[:wrong], axis=1)
    labels[wrong] = np.argsort(scores[wrong])[1]
    inputs = dict(X=X, Y=np.eye(4)[labels], first=first, second=second, row=row)
    got, right = student.run(inside.accuracies, **inputs), np.arange(n) > wrong
    try:
        for start, accuracy in enumerate(got):
            expect(accuracy, np.mean(right[start:]), "get_accuracy(layers, X, Y)")
    except Failure as failure:
        failure.got = got  # one fraction alone may come from several mistakes
        raise
