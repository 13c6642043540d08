"""overfit: can a network learn these rows by heart?"""

import numpy as np

from autograder.grading.expect import number, require
from autograder.registry import check

from . import inside

CALL = "overfits(net, x, y, steps, bound)"


@check("nb07_clinic/overfit-verdict")
def overfit_verdict(student, rng):
    """True if the loss is below bound before the first or after any of `steps` steps, else False."""
    steps, bound = int(rng.integers(4, 9)), float(rng.uniform(0.1, 0.5))
    cases = _cases(steps, bound)
    order = rng.permutation(len(cases))
    scripts = [np.array(cases[i][1]) for i in order]
    limits = [cases[i][2] for i in order]
    said = student.run(
        inside.verdicts, what=CALL, scripts=scripts, limits=limits, x=rng.normal(size=(5, 3)),
        label=int(rng.integers(4)), classes=4,
    )  # fmt: skip
    require(isinstance(said, list) and len(said) == len(cases), CALL, "gives no True or False.")
    verdicts = {int(i): number(answer, CALL) for i, answer in zip(order, said, strict=True)}
    facts = np.array([verdicts[i] for i in range(len(cases))])
    for i, (story, _, _, want) in enumerate(cases):
        problem = f"should be {bool(want)} for a loss that {story}."
        require(verdicts[i] == want, CALL, problem, got=facts)


def _cases(steps, bound):
    """(story, losses, steps and bound or nothing, verdict)."""
    low, high, nan, given = 0.7 * bound, 2 * bound, float("nan"), (steps, bound)
    up = [high] * steps
    return [
        ("stays above the bound", [high, 1.1 * bound, high], given, 0),
        ("is below it before the first step only", [low, *up], given, 1),
        ("is below it after the last step", [*up, low], given, 1),
        ("is below it only one step later", [*up, high, low], given, 0),
        ("is below it for a moment", [high, high, low, high, high], given, 1),
        ("rises first and is below it then", [high, 1.5 * high, low, high], given, 1),
        ("begins at 10 and stays above the bound", [10.0, 3 * bound, 1.2 * bound], given, 0),
        ("falls, rises and is below it then", [2 * high, high, 1.5 * high, low], given, 1),
        ("becomes nan", [high, 2 * high, nan], given, 0),
        ("is below it first and nan later", [high, low, nan], given, 1),
        ("is below 0.05 after 500 steps", [1.0] * 500 + [0.045], (), 1),
        ("never comes below 0.05", [1.0] * 450 + [0.055], (), 0),
        ("is below 0.05 only after 501 steps", [1.0] * 501 + [0.04], (), 0),
    ]
