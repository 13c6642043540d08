"""repair-init: He weights and zero biases."""

import numpy as np

from autograder.grading.expect import expect, numbers, require
from autograder.registry import check

from . import inside

CALL = "initial(sizes, rng)"


@check("nb07_clinic/repair-init-spread")
def repair_init_spread(student, rng):
    """Weights (d, k) have mean 0 and std √(2/d), drawn anew for each layer; biases are zeros."""
    sizes = [int(size) for size in (rng.integers(380, 420), rng.integers(280, 310), 120, 60)]
    seed = int(rng.integers(2**31))
    seen = student.run(inside.started, what=CALL, sizes=sizes, seed=seed)
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    counts = (len(seen["weights"]), len(seen["biases"]))
    problem = "does not give one weight and one bias array for each layer."
    require(counts == (len(pairs), len(pairs)), CALL, problem, got=counts)
    weights = [numbers(w, f"weights[{i}]") for i, w in enumerate(seen["weights"])]
    for i, (w, pair) in enumerate(zip(weights, pairs, strict=True)):
        problem = f"gives weights[{i}] with the shape {w.shape} for sizes with d, k = {pair}."
        require(w.shape == pair, CALL, problem, got=w.shape)
    for i, (b, (_, k)) in enumerate(zip(seen["biases"], pairs, strict=True)):
        expect(b, np.zeros(k), f"biases[{i}] of {CALL}", bias=True)
    _spread(weights, pairs)
    again = numbers(seen["again"], "weights[0]")
    problem = "draws the same numbers for each layer or at each call."
    likeness = np.corrcoef([w.ravel()[:60] for w in [*weights, again]]) - np.eye(len(pairs) + 1)
    require(np.abs(likeness).max() < 0.9, CALL, problem, got=likeness.max())


def _spread(weights, pairs):
    he = np.sqrt([2 / d for d, _ in pairs])
    quotients = np.array([w.std() for w in weights]) / he
    means = np.array([w.mean() for w in weights]) / he
    facts = [*quotients, *means]
    worst = int(np.argmax(np.abs(np.log(np.maximum(quotients, 1e-9)))))
    problem = f"gives weights[{worst}] a std of {quotients[worst]:.3g} times √(2/d)."
    require(np.all(np.abs(quotients - 1) < 0.05), CALL, problem, facts, 0.03)
    require(np.all(np.abs(means) < 0.05), CALL, "gives weights whose mean is not 0.", facts, 0.03)
