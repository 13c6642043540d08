"""gradient-check: a checker that is right about right and about wrong gradients."""

import numpy as np

from autograder.grading.expect import number, numbers, require
from autograder.registry import check

from .checker import inside
from .two_layer_net import NAMES, D, H, K, N

CALL = "gradient_check(net, X, y{})"


def bowl(rng, behind=0.0):
    """What the stand-in is made of; hidden units stay away from the ReLU corner."""
    shapes = {"W1": (D, H), "b1": (1, H), "W2": (H, K), "b2": (1, K)}
    while True:
        start = {n: rng.normal(0, 1, s) for n, s in shapes.items()}
        X = rng.normal(0, 1, (N, D))
        if np.abs(X @ start["W1"] + start["b1"]).min() > 0.02:
            break
    Y = np.eye(K)[np.arange(N) % K]
    share = rng.uniform(0.5, 1.5, (N, K))
    return {
        "start": start, "X": X, "y": Y, "share": share / np.sum(share * Y), "behind": behind,
        "tilt": {n: rng.choice([-1.0, 1.0], s) * rng.uniform(3, 4, s) for n, s in shapes.items()},
        "curve": {n: rng.uniform(0.5, 1.5, s) for n, s in shapes.items()},
        "factor": {"doubled": 2.0, "flipped": -1.0}, "added": {},
        "size": sum(value.size for value in start.values()),
    }  # fmt: skip


def asked(student, given, fault, epsilon=()):
    """The four errors of a bowl with this fault, the largest nudge, how many entries moved."""
    what = CALL.format("".join(f", {e:g}" if e > 1e-3 else ", 1e-3" for e in epsilon))
    got = student.run(inside.errors, what=what, bowl=given, fault=fault, epsilon=epsilon)
    return four_errors(got["errors"], what), number(got["nudge"], what), np.array(got["moved"])


def flipped_facts(student, given):
    """Errors of a flipped network at a huge epsilon: they tell wrong ideas apart."""
    return asked(student, given, "flipped", (0.5,))[0]


def digits(errors):
    """Exponents, so that small errors count as much as large ones."""
    return np.log10(np.clip(np.abs(errors), 1e-7, None))


def true_gradients(given):
    return {n: given["tilt"][n] + given["curve"][n] * given["start"][n] for n in NAMES}


def four_errors(got, what):
    """The dict of four errors as an array in the order W1, b1, W2, b2."""
    named = isinstance(got, dict) and all(name in got for name in NAMES)
    require(named, what, "should give a dict with the keys W1, b1, W2, b2.")
    return np.array([number(got[name], f"{what}['{name}']") for name in NAMES])


@check("nb03_init/gradient-check-right")
def gradient_check_right(student, rng):
    """A right network gets errors below 0.000001, with central differences at ±epsilon."""
    given = bowl(rng, behind=0.01)
    for more, epsilon, extra in (((), 1e-5, ""), ((1e-3,), 1e-3, ", 1e-3")):
        what = CALL.format(extra)
        errors, nudge, moved = asked(student, given, "none", more)
        problem = "reports an error for a network whose gradients are right."
        if not np.all(np.abs(errors) < 1e-6):
            facts = np.concatenate([errors, flipped_facts(student, given)])
            require(False, what, problem, got=digits(facts), tolerance=1e-3)
        problem = "does not nudge every entry of every parameter up and down."
        require(moved[0] == given["size"], what, problem, got=moved)
        problem = "does not nudge the entries by the epsilon it was given."
        near = 0.4 * epsilon < nudge < 2.5 * epsilon
        require(near, what, problem, got=np.round([np.log10(nudge + 1e-9)], 1))


@check("nb03_init/gradient-check-wrong")
def gradient_check_wrong(student, rng):
    """Doubled, flipped, one wrong entry, a wrong bias: each error has the formula's value."""
    given = bowl(rng)
    truth = true_gradients(given)
    entry = np.zeros((H, K))
    entry[-1, -1] = rng.uniform(4, 6)
    given["added"] = {
        "one wrong entry in W2": {"dW2": entry},
        "a wrong bias b1": {"db1": rng.uniform(0.5, 1, (1, H))},
        "a wrong bias b2": {"db2": rng.uniform(0.5, 1, (1, K))},
    }
    faults = ["doubled", "flipped", *given["added"]]
    rows = student.run(inside.errors_of_each, bowl=given, faults=faults)
    rows = np.array([four_errors(row, "gradient_check(net, X, y)") for row in rows])
    for fault, row in zip(faults, rows, strict=True):
        want = [planted_error(truth[n], given, fault, n) for n in NAMES]
        what = f"gradient_check of a network with this fault: {fault},"
        problem = "does not give the errors of the formula."
        if not np.allclose(row, want, rtol=1e-3, atol=1e-4):
            facts = np.concatenate([rows.ravel(), flipped_facts(student, given)])
            require(False, what, problem, got=digits(facts), tolerance=1e-3)


def planted_error(truth, given, fault, name):
    """The norm-relative error that the fault leaves in this parameter."""
    told = truth * given["factor"].get(fault, 1.0)
    told = told + given["added"].get(fault, {}).get("d" + name, 0.0)
    return np.linalg.norm(told - truth) / (np.linalg.norm(told) + np.linalg.norm(truth))


@check("nb03_init/gradient-check-restores")
def gradient_check_restores(student, rng):
    """After gradient_check all four parameters are bit for bit as before."""
    given, what = bowl(rng), "gradient_check(net, X, y)"
    got = student.run(inside.afterwards, bowl=given)
    calls = number(got["calls"], "calls")
    problem = "does not use the network: it calls forward and backward."
    require(calls >= 1, what, problem, got=[calls, got["errors"]])
    off = np.concatenate([_moved(got["parameters"][n], given["start"][n], n) for n in NAMES])
    problem = f"leaves {np.sum(off != 0)} of {off.size} numbers changed."
    require(not off.any(), what, problem, got=off)


def _moved(after, start, name):
    now = numbers(after, f"net.{name} after gradient_check")
    require(now.size == start.size, f"net.{name}", "has another size afterwards.")
    return now.ravel().astype(float) - start.ravel()
