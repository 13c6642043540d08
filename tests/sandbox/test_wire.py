"""Only well-formed plain data crosses the boundary."""

import json

import numpy as np
import pytest

from autograder.sandbox.inside import wire


def through(value):
    return wire.unpack(wire.pack(value))


@pytest.mark.parametrize("dtype", sorted(wire.DTYPES))
def test_arrays_keep_their_dtype_shape_and_values(dtype):
    array = np.arange(6).reshape(2, 3).astype(dtype)
    got = through(array)
    assert got.dtype == array.dtype and np.array_equal(got, array)


def test_nested_values_come_back_as_they_were():
    value = {"a": [1, 2.5, None, True], "b": ("x", float("inf")), 3: {}}
    assert through(value) == value


def test_views_and_foreign_byte_order_arrive_as_plain_arrays():
    array = np.arange(12.0).reshape(3, 4).T[::2].astype(">f8")
    got = through(array)
    assert np.array_equal(got, array) and got.dtype == np.dtype("float64")


@pytest.mark.parametrize(
    "value", [1 + 2j, np.array([1j]), np.array(["a"]), np.array([{}]), object(), {1, 2}, 2**70]
)
def test_anything_else_is_only_described(value):
    assert isinstance(through(value), wire.Refused)


def test_endless_nesting_is_refused_not_followed():
    value = []
    value.append(value)
    assert "refused" in json.dumps(wire._encode(value, [], 0))


def message(tree, blob=b""):
    body = json.dumps(tree).encode()
    return wire.LENGTHS.pack(len(body), len(blob)) + body + blob


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\0" * 7,
        message({"array": ["float64", [2]]}, b"\0" * 8),
        message({"array": ["object", [1]]}, b"\0" * 8),
        message({"array": ["float64", [-1, -1]]}, b"\0" * 8),
        message({"array": ["float64", [10**12, 10**12]]}),
        message({"list": 3}),
        message({"surprise": 1}),
        message({"list": [], "tuple": []}),
        message([1, 2]),
        message(1) + b"more",
        wire.LENGTHS.pack(3, 0) + b"\xff\xff\xff",
    ],
)
def test_a_malformed_message_is_an_error_of_one_kind(broken):
    with pytest.raises(wire.WireError):
        wire.unpack(broken)
