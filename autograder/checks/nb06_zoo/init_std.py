"""init-std: the right start for each activation."""

import numpy as np

from autograder.checks.recognised import remembering
from autograder.grading.expect import expect, require
from autograder.registry import check

from . import inside

XAVIER, HE = ("sigmoid", "tanh"), ("relu", "leaky_relu", "gelu", "silu")
NAMES = (*XAVIER, *HE, "selu")
WHAT = "init_std_for(activation, fan_in, fan_out)"


def right(name, fan_in, fan_out):
    if name in XAVIER:
        return np.sqrt(2 / (fan_in + fan_out))
    return np.sqrt((2 if name in HE else 1) / fan_in)


@check("nb06_zoo/init-std-values")
def init_std_values(student, rng):
    """Xavier for sigmoid and tanh, He for the ReLU family, LeCun for selu, else ValueError."""
    known = [
        (name, *(int(rng.integers(*span)) for span in spans))
        for spans in (((5, 40), (50, 90)), ((50, 90), (5, 40)))
        for name in NAMES
    ]
    cases = [*known, ("softmax", 30, 20), ("cosine", 8, 9)]
    cases = [cases[i] for i in rng.permutation(len(cases))]
    got = student.run(inside.standard_deviations, cases=cases, what=WHAT)
    with remembering([9.0 if isinstance(value, str) else value for value in got]):
        for case, value in zip(cases, got, strict=True):
            _compare(case, value)


def _compare(case, value):
    if case[0] in NAMES:
        called = f'init_std_for("{case[0]}", fan_in, fan_out)'
        problem = f"should give a number. Observed: {value}."
        require(not isinstance(value, str), called, problem, got=value)
        expect(value, right(*case), called)
    else:
        observed = value if isinstance(value, str) else "no error"
        problem = f"An unknown name should raise ValueError. Observed: {observed}."
        require(observed == "ValueError", WHAT, problem, got=observed)
