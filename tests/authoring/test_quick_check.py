"""Is the visible check fair, calm and short?"""

import numpy as np
import pytest

from autograder import notebooks
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
            "names": [name for name, _ in quick.quick_parts(right)],
            "rule": "Every entry is what it should be.",
            "given": [],
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
        (None, "None came. Next: a function without return"),
        (([[1, 2, 3], [4, 5, 6]], None), "None came of “part 2”"),
        ((np.ones((3, 2)), np.ones(2)), "Rows and columns are swapped"),
        ((RIGHT["pair"][0], np.ones((2, 1))), "(n,) is a plain row of numbers"),
        ((RIGHT["pair"][0], np.ones((2, 2))), "gives an (n, n) table"),
        ((np.full((2, 3), np.nan), [7, 8]), "nan: not a number"),
        ((2 * RIGHT["pair"][0], [7, 8]), "2 times the expected one"),
        ((RIGHT["pair"][0], [7, "8"]), "Instead of numbers"),
        ((RIGHT["pair"][0], [7, 9]), "expected 7 8"),
        ({"a": [[1, 2, 3], [4, 5, 6]], "b": 3}, "The shape of “b”"),
        ([[1], [2, 3]], "The shape of “part 1”"),
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
    known = [["The order is turned round.", [-1, *quick.quick_mark([*wrong])]]]
    assert "turned round" in say(wrong, mistakes=known)
    assert "turned round" not in say((RIGHT["pair"][0], np.array([8.0, 9.0])), mistakes=known)
    assert "turned round" not in say((RIGHT["pair"][0], np.zeros(2)), mistakes=known)


def test_one_result_of_two_mistakes_gets_both_hints_and_of_three_none(say):
    wrong = (RIGHT["pair"][0], np.zeros(2))
    known = [[f"Mistake {letter}.", [-1, *quick.quick_mark([*wrong])]] for letter in "ABC"]
    assert say(wrong, mistakes=known[:2]).count("It looks as if this happened: Mistake") == 2
    assert "Mistake" not in say(wrong, mistakes=known)


def test_two_mistakes_in_two_parts_get_two_hints(say):
    known = [
        ["All counted.", [0, *quick.quick_mark([np.arange(6.0).reshape(2, 3)])]],
        ["All zeros.", [1, *quick.quick_mark([np.zeros(2)])]],
    ]
    counted = np.arange(6.0).reshape(2, 3)
    said = say((counted, np.zeros(2)), mistakes=known)
    assert "All counted." in said
    assert "All zeros." in said
    assert "All counted." in say((counted, np.ones(2)), mistakes=known)


def test_few_different_numbers_are_no_sign_of_a_mistake_while_another_part_is_unexplained(say):
    known = [["All zeros.", [1, *quick.quick_mark([np.zeros(2)])]]]
    assert "All zeros." in say((RIGHT["pair"][0], np.zeros(2)), mistakes=known)
    assert "All zeros." not in say((np.ones((2, 3)), np.zeros(2)), mistakes=known)


def test_a_mistake_in_two_parts_is_named_only_if_both_are_its_own(say):
    ones, zeros = np.ones((2, 3)), np.zeros(2)
    marks = [[i, *quick.quick_mark([part])] for i, part in enumerate((ones, zeros))]
    known = [["Not moved.", *marks]]
    assert "Not moved." in say((ones, zeros), mistakes=known)
    assert "Not moved." not in say((ones, np.ones(2)), mistakes=known)


def test_a_number_near_the_right_one_is_not_taken_for_a_mistake_near_it(say):
    right = np.array([1000.0, -1000.0])
    known = [["Half too much.", [-1, *quick.quick_mark([right + 0.5])]]]
    assert "Half" in say(right + 0.5, right=right, mistakes=known)
    assert "Half" not in say(right + 1.0, right=right, mistakes=known)


def test_nan_everywhere_is_no_sign_of_any_mistake(say):
    known = [["A guess.", [-1, *quick.quick_mark([np.full((2, 3), np.nan), np.zeros(2)])]]]
    assert "A guess." not in say((np.full((2, 3), np.nan), np.zeros(2)), mistakes=known)


def own_cell(answer, body):
    """A function of a student's answer cell, as a notebook would define it."""
    namespace = {"np": np}
    text = f"# nb09_demo: {answer} (keep this line)\ndef own(x):\n    {body}\n"
    notebooks.execute(text, f"<cell nb09_demo {answer}>", namespace)
    return namespace["own"]


def said_of(call, monkeypatch, capsys):
    known = {"right": [1.0], "shapes": [[]], "names": [""], "rule": "", "mistakes": []}
    known["given"] = ["given"]
    monkeypatch.setattr(quick, "QUICK_CHECKS", {"mse-loss": known})
    quick.quick_check("mse-loss", call)
    return " ".join(capsys.readouterr().out.split())


def test_the_line_shown_stands_in_the_answer_cell_of_this_exercise(monkeypatch, capsys):
    own = own_cell("mse", "return np.zeros(3) @ np.zeros(4)")
    assert "Your line: return np.zeros(3) @" in said_of(lambda: own(0), monkeypatch, capsys)
    other = own_cell("layer", "return np.zeros(3) @ np.zeros(4)")
    assert "Your line" not in said_of(lambda: other(0), monkeypatch, capsys)
    given = own_cell("mse", "return given()\ndef given():\n    return np.zeros(3) @ np.zeros(4)")
    assert "Your line: return given()" in said_of(lambda: given(0), monkeypatch, capsys)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return np.zeros(2, 3)", "two pairs of brackets"),
        ("return 1 if np.ones(3) > 0 else 0", "an array has many entries"),
        ("return np.ones((2, 3)) + np.ones((3, 2))", "these two shapes do not fit"),
        ("return np.ones(3)[1.0]", "an index or a count must be a whole number"),
        ("y = y + 1; return y", "write global"),
        ("return np.dot(np.ones((2, 3)), np.ones((3, 4)), np.ones(4))", "the place for the result"),
        ("return np.random.randn((2, 3))", "not several in brackets"),
        ("return np.ones(2).size()", "brackets () call a function"),
        ("raise 'text'", "raise takes an exception"),
        ("return None + 1", "something is none here"),
        ("return type('A', (), {'f': lambda x: x})().f(1)", "is self"),
    ],
)
def test_a_classic_error_gets_its_own_sentence(body, words, monkeypatch, capsys):
    own = own_cell("mse", body)
    assert words in said_of(lambda: own(0), monkeypatch, capsys).lower()


def test_wide_rows_show_the_numbers_where_they_differ(say):
    right = np.arange(40.0).reshape(2, 20)
    wrong = right.copy()
    wrong[1, 13] = -1
    assert "From entry [1, 13] on" in say(wrong, right=right)
