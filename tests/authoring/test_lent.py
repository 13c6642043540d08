"""No question carries its own answer, but those that must and say why."""

import numpy as np
import pytest

from autograder import notebooks, registry
from autograder.authoring import lent
from autograder.grading.expect import expect


@pytest.mark.parametrize("name", notebooks.names())
def test_no_input_equals_an_expected_value(name):
    assert list(lent.lent_answers(name)) == []


def test_a_check_that_lends_its_answer_is_seen():
    def run(student, rng):
        """Every entry is doubled."""
        table = rng.normal(size=(3, 2))
        got = student.run("accuracy.__class__ and known['twice'][0]", known={"twice": [2 * table]})
        expect(got, 2 * table, "double(table)")

    check = registry.Check("nb00_start/double", "", run)
    assert lent.names_of_answers(check, "nb00_start") == {"known"}


def test_arrays_are_found_in_nested_data():
    found = list(lent.arrays({"a": [np.ones(2), ("x", [np.zeros((2, 2))])], "b": 3.0}))
    assert [array.size for array in found] == [2, 4, 1]
