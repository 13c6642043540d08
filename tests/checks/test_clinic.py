"""nb07: do the drawn patients keep the bounds in the text? Is the printed chart current?"""

import ast
import html

import numpy as np
import pytest

from autograder import notebooks
from autograder.authoring import prove
from autograder.checks.nb07_clinic import patients, vitals

CASES = [(cause, variant) for cause in patients.CAUSES for variant in range(4)]


@pytest.fixture(params=CASES, ids=[f"{cause}-{variant}" for cause, variant in CASES])
def patient(request):
    return patients.patient(*request.param, np.random.default_rng(3))


def errors_of(net):
    """The gradient error of each array, against central differences."""
    slopes = vitals.central_differences(net["weights"], net["biases"], net["x"], net["y"])
    true = vitals.gradients(net["weights"], net["biases"], net["x"], net["y"])
    return sorted(
        vitals.error(g * f, slope)
        for part, kind in enumerate("wb")
        for g, f, slope in zip(true[part], net["factors"][kind], slopes[part], strict=True)
    )


def test_inputs_are_scaled_unless_they_are_the_cause(patient):
    spread, raw = patient["x"].std(axis=0), patient["cause"] == "inputs-not-scaled"
    low, high = (20, 300) if raw else (0.8, 1.2)
    assert low <= spread.min()
    assert spread.max() <= high
    assert raw or np.abs(patient["x"].mean(axis=0)).max() <= 0.2


def test_exactly_one_array_is_wrong_where_that_is_the_cause(patient):
    *others, last = errors_of(patient)
    small = 1e-3 if patient["cause"] == "weights-too-small" else 1e-6
    assert others[-1] <= small
    assert last >= 0.05 if patient["cause"] == "wrong-gradient" else last <= small


def test_spreads_and_dead_units_tell_the_cause(patient):
    zs = vitals.pre_activations(patient["weights"], patient["biases"], patient["x"])
    first, *rest = sorted(vitals.dead(zs), reverse=True)
    assert first >= 0.9 if patient["cause"] == "dead-units" else first <= 0.5
    assert max(rest) <= 0.5
    if patient["cause"] in ("healthy", "wrong-gradient", "biases-frozen"):
        assert all(0.3 <= spread <= 4 for spread in vitals.stds(zs))


def test_biases_have_a_slope_and_move_unless_they_are_frozen(patient):
    slopes = vitals.gradients(patient["weights"], patient["biases"], patient["x"], patient["y"])[1]
    assert np.abs(slopes[-1]).max() >= 0.01
    assert patient["moves"] == (patient["cause"] != "biases-frozen")


def test_one_answer_for_all_networks_earns_nothing():
    one_answer = 'def diagnose(net, x, y):\n    return "healthy"\n'
    namespace = notebooks.run("nb07_clinic", {"diagnose": one_answer})
    items = {key for key in prove.quick_ids("nb07_clinic") if key.startswith("diagnose-")}
    assert set(prove.failing("nb07_clinic", namespace, only=items)) == items


def test_the_printed_chart_says_what_the_notebook_says():
    printed = html.unescape((notebooks.ROOT / "docs" / "clinic-chart.svg").read_text())
    (cell,) = (c for c in notebooks.source("nb07_clinic").cells if c.id == "decision-chart")
    (boxes,) = (
        ast.literal_eval(node.value) for node in ast.parse(cell.source).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "QUESTIONS"
    )  # fmt: skip
    lines = [line for box in boxes for text in box for line in text.split("\n")]
    assert [line for line in lines if line not in printed] == []
