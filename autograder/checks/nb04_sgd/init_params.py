"""init-params: random weights of the right spread, biases of zero."""

import numpy as np

from autograder.grading.expect import expect, require
from autograder.grading.failures import Failure
from autograder.registry import check

from .vocabulary import arrays, pair

# Growing and shrinking, so that the larger size is not always n_in.
SMALL, LARGE = [(784, 13, 21, 10), (784, 17, 6, 10)], [(784, 60, 400, 10), (784, 300, 50, 10)]
CALL = "init_params(rng, sizes)"


def initial(student, rng, sizes):
    """The two lists that init_params returns for these sizes."""
    question = "init_params(np.random.default_rng(seed), sizes)"
    got = student.run(question, seed=int(rng.integers(2**31)), sizes=sizes)
    return pair(got, CALL, "the list of weights and the list of biases")


@check("nb04_sgd/init-params-shapes")
def init_params_shapes(student, rng):
    """weights[i] has shape (n_in, n_out); biases[i] is zero, shape (1, n_out)."""
    for sizes in SMALL:
        got = initial(student, rng, sizes)
        weights = arrays(got[0], 3, f"the weights of {CALL}")
        biases = arrays(got[1], 3, f"the biases of {CALL}")
        for i, (n_in, n_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True)):
            if weights[i].shape != (n_in, n_out):
                facts = {"want_shape": (n_in, n_out), "got_shape": weights[i].shape}
                raise Failure("shape", f"weights[{i}]", got=np.array(weights[i].shape), **facts)
            expect(biases[i], np.zeros((1, n_out)), f"biases[{i}]", bias=True)


@check("nb04_sgd/init-params-variance")
def init_params_variance(student, rng):
    """The weights are normal with mean 0 and variance 1/max(n_in, n_out)."""
    what, layers = f"the weights of {CALL}", []
    for sizes in LARGE:
        layers += arrays(initial(student, rng, sizes)[0], 3, what)
    big = all(w.ndim == 2 and w.size > 100 and np.isfinite(w).all() for w in layers)
    require(big, what, "They should be large tables of numbers.")
    ratio, shift, outside = map(np.array, zip(*map(spread, layers), strict=True))
    allowed = np.array([6 * np.sqrt(2 / w.size) for w in layers])
    seen = {"got": np.concatenate([np.log(ratio + 1e-9), shift]), "tolerance": 0.05}
    problem = "In at least one layer their variance is not 1/max(n_in, n_out)."
    require(np.all(np.abs(ratio - 1) <= allowed), what, problem, **seen)
    require(np.all(np.abs(shift) <= allowed), what, "Their mean is not 0.", **seen)
    require(min(outside) > 0.005, what, "They are not normally distributed.", **seen)


def spread(layer):
    """Variance · larger size, mean / deviation, share beyond two deviations."""
    values = layer.astype(float)
    deviation = np.std(values) + 1e-300
    outside = np.mean(np.abs(layer) > 2 * deviation)
    return np.var(values) * max(layer.shape), np.mean(values) / deviation, outside
