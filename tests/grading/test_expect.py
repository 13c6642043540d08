"""The comparison is fair to right answers and blind to none of the wrong ones."""

import numpy as np
import pytest

from autograder.grading.expect import alike, common_ratio, expect, number, require
from autograder.grading.failures import Failure
from autograder.sandbox.inside.wire import Refused

WANT = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def kind_of(got, want=WANT, **options):
    with pytest.raises(Failure) as caught:
        expect(got, want, "f(x)", **options)
    return caught.value.kind


@pytest.mark.parametrize(
    "got",
    [WANT, WANT.tolist(), WANT.astype(np.float32), WANT.astype(int), WANT * (1 + 9e-6)],
    ids=["float64", "list", "float32", "int", "within tolerance"],
)
def test_right_values_pass_in_any_plain_form(got):
    expect(got, WANT, "f(x)")


@pytest.mark.parametrize("got", [2.0, np.float32(2), np.array(2.0), np.array([2.0]), [[2]]])
def test_a_scalar_is_whatever_float_accepts(got):
    expect(got, 2.0, "f(x)")


@pytest.mark.parametrize("shape", [(3,), (1, 3)])
def test_a_bias_may_be_a_vector_or_a_row(shape):
    expect(np.ones(shape), np.ones(3), "b", bias=True)


def test_a_bias_may_not_be_a_column():
    assert kind_of(np.ones((3, 1)), np.ones(3), bias=True) == "shape"


def test_a_constant_does_not_pass_as_a_constant_array():
    assert kind_of(1.0, np.ones((2, 2))) == "shape"


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_and_infinity_never_agree(bad):
    got = WANT.copy()
    got[0, 0] = bad
    assert kind_of(got) == "not-finite"
    assert kind_of(np.full((2, 3), bad), np.full((2, 3), 1.0)) == "not-finite"


@pytest.mark.parametrize("got", [None, "text", Refused("a set"), [[1], [2, 3]], {"a": 1}])
def test_what_is_not_numbers_is_a_type_mismatch(got):
    assert kind_of(got) == "type"


def test_a_small_error_beyond_the_tolerance_fails():
    assert kind_of(WANT * (1 + 3e-5)) == "values"


def test_float32_gets_ten_times_the_tolerance():
    expect((WANT * (1 + 5e-5)).astype(np.float32), WANT, "f(x)")


def test_zero_is_compared_absolutely():
    expect(np.full(3, 9e-8), np.zeros(3), "f(x)")
    assert kind_of(np.full(3, 2e-7), np.zeros(3)) == "values"


def test_a_constant_factor_is_found_and_told():
    assert common_ratio(-2 * WANT, WANT) == pytest.approx(-2)
    assert common_ratio(WANT + 1, WANT) is None


def test_number_refuses_nan_and_arrays():
    for got in (np.nan, [1.0, 2.0], "1"):
        with pytest.raises(Failure):
            number(got, "f(x)")


def test_require_says_what_was_observed():
    with pytest.raises(Failure) as caught:
        require(False, "train()", "The order never changes.", got=[1, 2])
    assert caught.value.facts["problem"] == "The order never changes."


def test_alike_compares_structure_and_numbers_with_nan_in_the_same_places():
    assert alike({"a": [1.0, np.nan]}, {"a": [1.0, np.nan]}, 1e-5)
    assert not alike({"a": [1.0, np.nan]}, {"a": [np.nan, 1.0]}, 1e-5)
    assert not alike([1.0, 2.0], [[1.0], [2.0]], 1e-5)
