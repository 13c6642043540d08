"""repair-loss: a cross-entropy that never meets log 0."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.grading.expect import expect, number, numbers, require
from autograder.registry import check

from . import inside

CALL = "safe_loss(logits, labels)"


@check("nb07_clinic/repair-loss-values")
def repair_loss_values(student, rng):
    """The mean cross-entropy of logits and integer labels."""
    cases = [(_spread(rng, n, k), rng.permutation(np.arange(n) % k)) for n, k in ((7, 4), (5, 3))]
    want = [np.mean(-np.log(softmax(z)[np.arange(len(t)), t])) for z, t in cases]
    got = student.run(inside.losses_of, what=CALL, cases=cases)
    expect([number(value, CALL) for value in got], want, CALL)


def _spread(rng, n, k):
    """Logits whose probabilities are all at least 0.03."""
    while True:
        logits = rng.normal(0, 1, size=(n, k)) + rng.normal(0, 2, size=(n, 1))
        if softmax(logits).min() >= 0.03:
            return logits


@check("nb07_clinic/repair-loss-stable")
def repair_loss_stable(student, rng):
    """With gaps of 1000 the loss is finite: large where wrong, near 0 where right."""
    z, t = _spread(rng, 5, 3), rng.permutation(np.arange(5) % 3)
    cases, wrong = [], []
    for high, low in ((1000.0, 0.0), (0.0, -1000.0), (2000.0, 1000.0), (-1000.0, -2000.0)):
        top = int(rng.integers(4))
        logits = np.where(np.arange(4) == top, high, low)[None, :]
        for label in (top, (top + int(rng.integers(1, 4))) % 4):
            cases.append((logits, np.array([label])))
            wrong.append(label != top)
    rows = [cases[i] for i in (4, 7)]  # a right row near 2000 and a wrong one near -2000
    cases.append(tuple(np.concatenate([row[part] for row in rows]) for part in (0, 1)))
    got = student.run(inside.losses_of, what=CALL, cases=[*cases, (z, t)])
    *losses, both, plain = facts = [_one(value) for value in got]
    if np.isclose(plain, -np.mean(np.log(softmax(z)[np.arange(5), t])), rtol=1e-2, atol=0):
        size = float
    else:
        size = abs  # a wrong ordinary loss is another item; then only the size is asked here
    require(np.all(np.isfinite(facts)), CALL, "is not finite for gaps of 1000.", got=facts)
    for loss, is_wrong in zip(losses, wrong, strict=True):
        if is_wrong:
            problem = "should be large where the true class is 1000 below the others."
            require(size(loss) > 25, CALL, problem, got=facts)
        else:
            problem = "should be near 0 where the true class is 1000 above the others."
            require(abs(loss) < 1e-3, CALL, problem, got=facts)
    require(size(both) > 12, CALL, "should be the mean over the rows.", got=facts)


def _one(value):
    """One number, nan and infinity included."""
    array = numbers(value, CALL)
    require(array.size == 1, CALL, "should give one number.", got=array)
    return float(array.ravel()[0])
