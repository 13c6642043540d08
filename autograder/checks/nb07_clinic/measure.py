"""measure: five vital signs of a network."""

import numpy as np

from autograder.grading.expect import expect, number, numbers, require
from autograder.registry import check

from . import inside, patients, vitals
from .observed import change, digits

CALL = "measure(net, x, y)"
LOOSE = 1e-3  # an entry that was not put back moves the other signs by about 1e-5


@check("nb07_clinic/measure-first-loss")
def measure_first_loss(student, rng):
    """first_loss is the network's loss on these rows."""
    nets = [patients.plain(rng, (5, 6, 4, 3), 8), patients.plain(rng, (4, 7, 5), 6)]
    _compare(student, nets, "first_loss", [vitals.loss(*_numbers(net)) for net in nets])


@check("nb07_clinic/measure-stds")
def measure_stds(student, rng):
    """stds holds the standard deviation of all pre-activations of each layer, the last included."""
    nets = [patients.plain(rng, (5, 6, 4, 3), 8), patients.plain(rng, (4, 7, 5), 6)]
    _compare(student, nets, "stds", [vitals.stds(_zs(net)) for net in nets])


@check("nb07_clinic/measure-dead")
def measure_dead(student, rng):
    """dead holds, for each hidden layer, the fraction of units that are ≤ 0 in every row."""
    nets = [patients.plain(rng, (5, 8, 6, 3), 9), patients.plain(rng, (4, 7, 5), 6)]
    for net, dead in zip(nets, (3, 2), strict=True):
        units = rng.permutation(net["weights"][0].shape[1])
        net["biases"][0][units[:dead]] = -50.0
        net["weights"][0][:, units[dead]] = net["biases"][0][units[dead]] = 0.0
    nets[0]["biases"][1][rng.integers(6)] = -90.0
    _compare(student, nets, "dead", [vitals.dead(_zs(net)) for net in nets])


@check("nb07_clinic/measure-update-ratio")
def measure_update_ratio(student, rng):
    """update_ratio holds lr·‖dW‖/‖W‖ for each layer."""
    nets = [patients.plain(rng, (5, 6, 4, 3), 8), patients.plain(rng, (4, 7, 5), 6)]
    want = [_ratios(net) for net in nets]
    _compare(student, nets, "update_ratio", want)


def _ratios(net):
    slopes = vitals.gradients(*_numbers(net))[0]
    pairs = zip(net["weights"], slopes, strict=True)
    return [net["lr"] * np.linalg.norm(dw) / np.linalg.norm(w) for w, dw in pairs]


@check("nb07_clinic/measure-gradient-error")
def measure_gradient_error(student, rng):
    """gradient_error is the largest error of any array, over all entries; nothing is changed."""
    nets = patients.planted(rng)
    seen = _ask(student, nets)
    what = _called("gradient_error")
    errors = np.array([number(_sign(one, "gradient_error"), what) for one in seen])
    want = [patients.largest_error(net) for net in nets]
    off = np.concatenate([change(one, net, CALL) for one, net in zip(seen, nets, strict=True)])
    facts = np.concatenate([digits(errors), digits(off)])
    right = np.array([error == 0 for error in want])
    require(
        np.all((errors[right] >= 0) & (errors[right] < 1e-7)), what,
        "is not below 0.0000001 for a network whose gradients are right.", facts, LOOSE,
    )  # fmt: skip
    require(
        np.allclose(errors[~right], np.array(want)[~right], rtol=LOOSE), what,
        "is not the largest error of an array for networks with wrong gradients.", facts, LOOSE,
    )  # fmt: skip
    count = int(np.sum(off != 0))
    problem = f"leaves {count} numbers of the networks or of the data changed."
    require(count == 0, CALL, problem, facts, LOOSE)


def _numbers(net):
    return net["weights"], net["biases"], net["x"], net["y"]


def _zs(net):
    return vitals.pre_activations(net["weights"], net["biases"], net["x"])


def _called(key):
    return f'{CALL}["{key}"]'


def _sign(one, key):
    """One entry of the dict that measure gave."""
    signs = one["signs"]
    require(isinstance(signs, dict), CALL, "should give a dict.", got=str(type(signs).__name__))
    require(key in signs, CALL, f'gives a dict without the key "{key}".', got=sorted(signs))
    return signs[key]


def _compare(student, nets, key, want):
    got = [_sign(one, key) for one in _ask(student, nets)]
    row = np.concatenate([np.ravel(value) for value in want])
    expect(_row(got, key), row, _called(key), tolerance=LOOSE)


def _ask(student, nets):
    given = [patients.sent(net) for net in nets]
    return student.run(inside.measured, what=CALL, patients=given)


def _row(got, key):
    """The values for all networks in one row: their shapes are judged by the length."""
    return np.concatenate([np.ravel(numbers(value, _called(key))) for value in got])
