"""diagnose: the name of the one cause."""

import numpy as np

from autograder.grading.expect import numbers, require
from autograder.registry import check

from . import inside, patients

CALL = "diagnose(net, x, y)"
OTHERS = {  # the same kinds as in the visible check, so that its ✓ keeps its promise
    "healthy": ("wrong-gradient", "biases-frozen", "weights-too-large"),
    "wrong-gradient": ("healthy", "dead-units", "weights-too-small"),
    "weights-too-large": ("healthy", "inputs-not-scaled", "biases-frozen"),
    "weights-too-small": ("healthy", "dead-units", "wrong-gradient"),
    "inputs-not-scaled": ("healthy", "weights-too-large", "biases-frozen"),
    "dead-units": ("healthy", "weights-too-small", "biases-frozen"),
    "biases-frozen": ("healthy", "dead-units", "inputs-not-scaled"),
}


@check("nb07_clinic/diagnose-healthy")
def diagnose_healthy(student, rng):
    """A healthy network is called healthy, an ill one is not; network and data stay as they are."""
    nets, seen = _judged(student, rng, "healthy")
    for net, after in zip(nets, seen["after"], strict=True):
        now, before = numbers(after, "net after diagnose"), patients.numbers_of(net)
        same = now.shape == before.shape
        other = (now != before) if same else np.ones(1, bool)
        data = net["x"].size + net["y"].size
        part = "the data" if same and not other[:-data].any() else "the network"
        require(not other.any(), CALL, f"changes {part}.", got=[*seen["said"], part])


@check("nb07_clinic/diagnose-gradient")
def diagnose_gradient(student, rng):
    """Networks with a wrong gradient are called wrong-gradient, others are not."""
    _judged(student, rng, "wrong-gradient")


@check("nb07_clinic/diagnose-weights")
def diagnose_weights(student, rng):
    """Weights 10 to 30 times He are called too large, 1/100 to 1/20 of He too small."""
    _judged(student, rng, "weights-too-large")
    _judged(student, rng, "weights-too-small")


@check("nb07_clinic/diagnose-inputs")
def diagnose_inputs(student, rng):
    """Networks whose inputs have a std of 20 to 300 are called inputs-not-scaled, others are not."""
    _judged(student, rng, "inputs-not-scaled")


@check("nb07_clinic/diagnose-dead")
def diagnose_dead(student, rng):
    """Networks with 90 % of one hidden layer off are called dead-units, others are not."""
    _judged(student, rng, "dead-units")


@check("nb07_clinic/diagnose-biases")
def diagnose_biases(student, rng):
    """Networks whose step moves no bias are called biases-frozen, others are not."""
    _judged(student, rng, "biases-frozen")


def _judged(student, rng, cause):
    """Four networks of this cause must be named, two of three others must not be called so.

    One of the three may be: a single confusion of two causes costs one item, not two.
    """
    kinds = [
        *((cause, i) for i in range(4)),
        *((other, rng.integers(4)) for other in OTHERS[cause]),
    ]
    nets = [patients.patient(kind, int(variant), rng) for kind, variant in kinds]
    seen = _ask(student, rng, nets)
    said = [_name(answer) for answer in seen["said"]]
    wrong = sorted({name for name in said[:4] if name != cause})
    count = sum(name != cause for name in said[:4])
    problem = f"calls {count} of 4 networks ({cause}) by another name: {', '.join(wrong)}."
    require(not wrong, CALL, problem, got=said)
    alarms = said[4:].count(cause)
    problem = f"calls {alarms} of 3 other networks {cause}."
    require(alarms <= 1, CALL, problem, got=said)
    return nets, {**seen, "said": said}


def _ask(student, rng, nets):
    """The answers in the order of `nets`; asked in a random order."""
    order = rng.permutation(len(nets))
    seen = student.run(
        inside.diagnosed, what=CALL, patients=[patients.sent(nets[i]) for i in order],
        signs=[nets[i]["signs"] for i in order],
    )  # fmt: skip
    whole = isinstance(seen, dict) and all(len(seen[key]) == len(nets) for key in ("said", "after"))
    require(whole, CALL, "gives no answer for each network.")
    places = np.argsort(order)
    return {key: [seen[key][i] for i in places] for key in ("said", "after")}


def _name(answer):
    """The cause that was named; anything else is told without its text."""
    if answer is None:
        return "None"
    return answer if isinstance(answer, str) and answer in patients.CAUSES else "no cause"
