"""Is the visible check fair, calm and short?"""

import numpy as np
import pytest

from autograder.authoring import quick_check as quick

RIGHT = {"pair": (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([7.0, 8.0]))}


@pytest.fixture
def say(monkeypatch, capsys):
    """Print what quick_check says of a value, or of an error it raises."""

    def say(value, right=RIGHT["pair"], mistakes=()):
        arrays = [quick.quick_floats(part) for _, part in quick.quick_parts(right)]
        known = {
            "right": np.concatenate([array.ravel() for array in arrays]).tolist(),
            "shapes": [list(array.shape) for array in arrays],
            "mistakes": mistakes,
        }
        monkeypatch.setattr(quick, "QUICK_CHECKS", {"demo": known})
        quick.quick_check("demo", lambda: raise_or_give(value))
        return capsys.readouterr().out

    return say


def raise_or_give(value):
    if isinstance(value, Exception):
        raise value
    return value


@pytest.mark.parametrize(
    "value",
    [
        ([[1, 2, 3], [4, 5, 6]], [7, 8]),
        [np.array([[1, 2, 3], [4, 5, 6]], np.float32), (7.0, np.float64(8))],
        (np.array([[1, 2, 3], [4, 5, 6]]) * (1 + 1e-7), np.array([7, 8], np.uint8)),
    ],
)
def test_lists_tuples_float32_and_integers_are_right(say, value):
    assert say(value).startswith("✓")


@pytest.mark.parametrize("value", [0.5, np.float32(0.5), np.array([[0.5]]), np.array(0.5), [0.5]])
def test_one_number_may_come_in_any_wrapping(say, value):
    assert say(value, right=0.5).startswith("✓")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (NotImplementedError("one-hot"), "not written yet (one-hot)"),
        (NameError("name 'f' is not defined"), "run the answer cell"),
        (ValueError("long " * 200), "ValueError: long"),
        (None, "2 results are expected"),
        (([[1, 2, 3], [4, 5, 6]], None), "None came for part 2"),
        ((np.ones((3, 2)), np.ones(2)), "Rows and columns are swapped"),
        ((RIGHT["pair"][0], np.ones((2, 1))), "(n,) is a plain row of numbers"),
        ((RIGHT["pair"][0], np.ones((2, 2))), "gives an (n, n) table"),
        ((np.full((2, 3), np.nan), [7, 8]), "nan: not a number"),
        ((2 * RIGHT["pair"][0], [7, 8]), "2 times the expected one"),
        ((RIGHT["pair"][0], [7, "8"]), "Instead of numbers"),
        ((RIGHT["pair"][0], [7, 9]), "expected 7 8"),
        ({"a": [[1, 2, 3], [4, 5, 6]], "b": 3}, 'The shape for "b"'),
        ([[1], [2, 3]], "The shape for part 1"),
    ],
)
def test_a_mistake_gets_one_next_step_in_few_short_lines(say, value, words):
    lines = say(value).splitlines()
    assert words in " ".join(" ".join(lines).split())
    assert " ".join(lines).count("Next:") == 1
    assert len(lines) <= 12
    assert max(map(len, lines)) <= 80


def test_a_known_mistake_is_named_and_another_is_not(say):
    wrong = (RIGHT["pair"][0], np.array([8.0, 7.0]))
    known = [[quick.quick_mark([*wrong]), "The order is turned round."]]
    assert "turned round" in say(wrong, mistakes=known)
    assert "turned round" not in say((RIGHT["pair"][0], np.array([8.0, 9.0])), mistakes=known)
    assert "turned round" not in say((RIGHT["pair"][0], np.zeros(2)), mistakes=known)


def test_one_result_of_two_mistakes_gets_both_hints_and_of_three_none(say):
    wrong = (RIGHT["pair"][0], np.zeros(2))
    known = [[quick.quick_mark([*wrong]), f"Mistake {letter}."] for letter in "ABC"]
    assert "Mistake A. Or: Mistake B." in say(wrong, mistakes=known[:2])
    assert "Mistake" not in say(wrong, mistakes=known)


def test_wide_rows_show_the_numbers_where_they_differ(say):
    right = np.arange(40.0).reshape(2, 20)
    wrong = right.copy()
    wrong[1, 13] = -1
    assert "From entry [1, 13] on" in say(wrong, right=right)
