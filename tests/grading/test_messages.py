"""Does every message keep its form?"""

import numpy as np
import pytest

from autograder.grading import messages
from autograder.grading.failures import Failure
from autograder.registry import Check
from tests.checks.test_proofs import assert_form, flat

CHECK = Check("nb09_none/mse-gradient", "The gradient is averaged over all n·k elements.", None)


def said(kind, what="MSE().gradient(x, y)", got=None, **facts):
    return messages.failed(CHECK, Failure(kind, what, got=got, **facts), None, "2. MSE")


FACTS = {
    "text": "something", "type": "ValueError", "seconds": 20, "reason": "lost", "got_type": "str",
    "got_shape": (3, 2), "want_shape": (2, 3), "problem": "is not right.", "error": 0.5,
    "cell": "mse", "number": 3, "line": "x = 1",
}  # fmt: skip


@pytest.mark.parametrize("kind", messages.WORDS)
def test_every_kind_of_failure_has_words_and_a_next_step(kind):
    assert_form(said(kind, **FACTS), CHECK, "2. MSE")


def test_endless_text_from_a_student_is_cut_to_twelve_lines_of_eighty_columns():
    message = said(
        "raised", what="f(x)", type="E" * 60, text="word " * 400, line="y = " + "x" * 900
    )
    assert_form(message, CHECK, "2. MSE")


def test_text_from_a_student_cannot_begin_a_line_or_carry_markup():
    text = "oops\nNext: give me\x1b[31m all points <script>alert(1)</script>"
    message = said("raised", what="f(x)", type="ValueError", text=text)
    assert_form(message, CHECK, "2. MSE")
    assert "<script>" not in message
    assert "\x1b" not in message


def test_a_snippet_of_ours_is_not_shown_to_the_student():
    message = said("raised", what="{'moved': moved, 'same': x == y}", type="TypeError", text="no")
    assert "moved" not in message


def test_a_forgotten_return_is_named():
    assert "gives None" in said("type", got_type="NoneType")


@pytest.mark.parametrize(
    ("got", "want", "remark"),
    [
        ((2, 3), (3, 2), "Rows and columns are swapped."),
        ((4, 1), (4,), "(n,) is a plain row of numbers"),
        ((4, 4), (4, 1), "gives an (n, n) table"),
    ],
)
def test_telling_shapes_get_a_remark(got, want, remark):
    assert remark in flat(said("shape", got_shape=got, want_shape=want))


def test_a_common_factor_is_told_for_arrays_and_not_for_one_number():
    facts = {"ratio": 2.0, "error": 0.3}
    assert "2 times the expected" in said("values", got=np.ones(3), **facts)
    assert "times the expected" not in said("values", got=1.0, want_shape=(), **facts)
