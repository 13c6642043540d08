"""accuracy: the fraction of rows whose largest score is at the true class."""

import numpy as np

from autograder.checks.oracles import one_hot_rows
from autograder.grading.expect import expect, number
from autograder.registry import check

from . import inside


@check("nb00_start/accuracy-values")
def accuracy_values(student, rng):
    """The fraction, from 0 to 1, of rows whose largest score stands at the true class."""
    some, few = int(rng.integers(4, 7)), int(rng.integers(2, 5))
    sets = [_scored(rng, 7, 4, some), _scored(rng, 9, 5, few), _scored(rng, 5, 8, right=5)]
    what = "accuracy(scores, y_onehot) for three tables"
    got = [number(value, what) for value in student.run(inside.accuracies, sets=sets)]
    expect(got, [some / 7, few / 9, 1.0], what)


def _scored(rng, n, k, right):
    """Scores of either sign, and one-hot classes that the first `right` rows hit.

    Of two right rows, one has only negative scores and one a single positive score,
    so that a threshold of 0.5 finds some and misses some. One row's largest score is
    exactly 1, so that comparing values finds something. The row with the largest
    score comes first: a search without an axis or down the columns meets it.
    """
    scores = rng.normal(size=(n, k)) * 2
    scores[:2] = -0.1 - np.abs(scores[:2])
    scores[1, rng.integers(k)] = 1.5
    scores[2] += 1 - scores[2].max()
    scores[2, scores[2].argmax()] = 1
    best = [max(range(k), key=row.__getitem__) for row in scores]
    true = [c if i < right else (c + 1 + i % (k - 1)) % k for i, c in enumerate(best)]
    order = sorted(range(n), key=lambda i: -max(scores[i]))
    return scores[order], np.array(one_hot_rows(np.array(true)[order], k))
