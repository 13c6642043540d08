"""Comparing a student's plain data with what is known to be right."""

import numpy as np

from ..sandbox.inside.wire import Refused
from .failures import Failure

TOLERANCE, FLOAT32_TOLERANCE, NEAR_ZERO = 1e-5, 1e-4, 1e-7


def expect(got, want, what, *, tolerance=None, bias=False):
    """Raise `Failure` unless `got` agrees with the array or number `want`.

    The order is type, shape, finite, values. Values agree when the
    norm-relative error ‖got−want‖ / (‖got‖+‖want‖) is at most `tolerance`
    (1e-5; 1e-4 for float32). A `bias` may be (k,) or (1, k).
    """
    want = np.asarray(want, float)
    try:
        _compare(got, want, what, tolerance, bias)
    except Failure as failure:
        failure.want = want
        raise


def _compare(got, want, what, tolerance, bias):
    array = numbers(got, what)
    shaped = _fit_shape(array, want.shape, what, bias)
    if not np.isfinite(shaped).all():
        raise Failure("not-finite", what, got=array)
    allowed = tolerance or tolerance_of(array)
    if not agree(shaped, want, allowed):
        raise Failure(
            "values", what, got=array, tolerance=allowed, error=distance(shaped, want),
            ratio=common_ratio(shaped, want, allowed), want_shape=want.shape,
        )  # fmt: skip


def require(ok, what, problem, got=None, tolerance=TOLERANCE):
    """Raise `Failure` unless `ok`: for properties that are not one array.

    `problem` is a sentence for the student; `got` what was observed, so that
    a wrong idea can be recognised by it.
    """
    if not ok:
        raise Failure("property", what, got=got, tolerance=tolerance, problem=problem)


def number(got, what):
    """`got` as a finite float; `Failure` if it is not one number."""
    array = numbers(got, what)
    if array.size != 1:
        raise Failure("shape", what, got=array, want_shape=(), got_shape=array.shape)
    if not np.isfinite(array).all():
        raise Failure("not-finite", what, got=array)
    return float(array.reshape(-1)[0])


def numbers(got, what):
    """`got` as an array of real numbers; `Failure` if it is anything else."""
    try:
        array = np.asarray(got)
        if array.dtype.kind in "biuf":
            return array
    except ValueError:
        pass
    raise Failure("type", what, got=describe_type(got), got_type=describe_type(got))


def describe_type(got):
    return got.description if isinstance(got, Refused) else type(got).__name__


def tolerance_of(array):
    return FLOAT32_TOLERANCE if array.dtype in (np.float32, np.float16) else TOLERANCE


def _fit_shape(array, shape, what, bias):
    same = array.shape == shape
    scalar = shape == () and array.size == 1
    as_bias = bias and array.shape in (shape[-1:], (1, *shape[-1:]))
    if not (same or scalar or as_bias):
        raise Failure("shape", what, got=array, want_shape=shape, got_shape=array.shape)
    return array.reshape(shape).astype(float)


def distance(a, b):
    """Norm-relative error of two finite arrays of one shape."""
    return float(np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b) + 1e-12))


def agree(got, want, tolerance=TOLERANCE):
    """True when both are finite and close; against all zeros, 1e-7 absolute."""
    got, want = np.asarray(got, float), np.asarray(want, float)
    if got.shape != want.shape or not (np.isfinite(got).all() and np.isfinite(want).all()):
        return False
    if not want.any():
        return bool(np.all(np.abs(got) <= NEAR_ZERO))
    return distance(got, want) <= tolerance


def common_ratio(got, want, tolerance=TOLERANCE):
    """r when got ≈ r·want in every entry and r is not 1, else None."""
    size = float(np.sum(want * want))
    ratio = float(np.sum(got * want)) / size if size else 0.0
    return ratio if ratio and distance(got, ratio * want) <= tolerance else None


def alike(a, b, tolerance):
    """Are two pieces of plain data the same, numbers within `tolerance`?"""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(alike(a[key], b[key], tolerance) for key in a)
    try:
        a, b = np.asarray(a), np.asarray(b)
    except ValueError:
        both = isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)) and len(a) == len(b)
        return both and all(alike(x, y, tolerance) for x, y in zip(a, b, strict=True))
    if a.shape != b.shape or a.dtype.kind not in "biuf" or b.dtype.kind not in "biuf":
        return a.shape == b.shape and bool(np.all(a == b))
    a, b = a.astype(float), b.astype(float)
    odd = ~np.isfinite(a)
    return np.array_equal(a[odd], b[odd], equal_nan=True) and agree(
        np.where(odd, 0, a), np.where(odd, 0, b), tolerance
    )
