"""repair-checker: the error of every array, over all entries."""

import numpy as np

from autograder.grading.expect import number, require
from autograder.registry import check

from . import inside, patients
from .observed import change, digits

CALL = "check_all(net, x, y)"


@check("nb07_clinic/repair-checker-entries")
def repair_checker_entries(student, rng):
    """Each array's norm-relative error over all entries, at ±epsilon; the network as before."""
    nets = patients.planted(rng)
    seen = _ask(student, nets, ())
    wide = _ask(student, nets[:1], (1e-3,))
    names = [_names(net) for net in nets]
    errors = [_errors(one, keys) for one, keys in zip(seen, names, strict=True)]
    want = [patients.all_errors(net) for net in nets]
    off = np.concatenate([change(one, net, CALL) for one, net in zip(seen, nets, strict=True)])
    nudge = number(wide[0]["nudge"], CALL)
    facts = digits([*np.concatenate(errors), *off, nudge, *_errors(wide[0], names[0])])
    for found, right in zip(errors, want, strict=True):
        small = right < 1e-6
        problem = "gives an error above 0.0000001 for an array whose gradient is right."
        require(np.all((found[small] >= 0) & (found[small] < 1e-7)), CALL, problem, facts, 1e-3)
        problem = "does not give the norm-relative error of an array whose gradient is wrong."
        require(np.allclose(found[~small], right[~small], rtol=1e-3), CALL, problem, facts, 1e-3)
    count = int(np.sum(off != 0))
    require(count == 0, CALL, f"leaves {count} numbers changed.", facts, 1e-3)
    problem = "does not nudge the entries by the epsilon it was given."
    require(0.4e-3 < nudge < 2.5e-3, CALL, problem, facts, 1e-3)
    problem = "gives a large error for a right network when another epsilon is given."
    require(np.all(_errors(wide[0], names[0]) < 0.05), CALL, problem, facts, 1e-3)


def _ask(student, nets, epsilon):
    given = [patients.sent(net) for net in nets]
    return student.run(inside.checked, what=CALL, patients=given, epsilon=epsilon)


def _names(net):
    return [f"{letter}{i}" for i in range(len(net["weights"])) for letter in "Wb"]


def _errors(one, names):
    errors = one["errors"]
    named = isinstance(errors, dict) and all(name in errors for name in names)
    keys = sorted(map(str, errors)) if isinstance(errors, dict) else str(type(errors).__name__)
    problem = f"should give a dict with the keys {', '.join(names)}."
    require(named, CALL, problem, got=keys)
    return np.array([number(errors[name], f'{CALL}["{name}"]') for name in names])
