# @title Setup: run this cell first. It loads the quick checks; you need not read it.
import textwrap
import traceback

import numpy as np


def quick_check(exercise, compute, tolerance=1e-4):
    """Run compute() and say whether `exercise` gives the right numbers on this example."""
    known = QUICK_CHECKS[exercise]
    try:
        value = compute()
    except NotImplementedError as error:
        return quick_say(f"… {exercise}: not written yet ({error}).", QUICK_NEXT["unwritten"])
    except Exception as error:
        lines = quick_error(error, getattr(compute, "__code__", None))
        return quick_say(f"✗ {exercise}: your code stopped with an error.", *lines)
    right = quick_split(known["right"], known["shapes"])
    parts = quick_parts(value, len(right))
    finding = quick_finding(parts, right, tolerance)
    if not finding:
        return quick_say(f"✓ {exercise}: right on this example.")
    *details, step = finding
    hint = quick_hint(parts, known["mistakes"])
    last = f"It looks as if this happened: {hint}" if hint else f"Next: {step}"
    quick_say(f"✗ {exercise}: not right yet.", *details, last)


QUICK_NEXT = {
    "unwritten": "Next: write the answer, run its cell, then run this cell again.",
    "missing": "Next: run the answer cell, then this cell. If the name is still missing, "
    "look for an error message or a typing error there.",
    "misspelt": "Next: look in this line for a typing error, or run the cell that defines it.",
    "line": "Next: mend this line. To try it alone, copy the call into a new cell.",
    "call": "Next: compare the names and arguments of your function with the text.",
    "none": "a function without return gives None. End yours with return.",
    "numbers": "return a number or an array, as the docstring says.",
    "parts": "look at what the docstring says the function returns.",
    "shape": "print the shapes of the arrays in your function, one by one.",
    "finite": "look for a division by zero, log(0), or exp of a large number.",
    "values": "work this example by hand and compare one number at a time.",
}


def quick_say(*lines):
    """Print the lines, all but the first indented, none wider than 80 columns."""
    for number, line in enumerate(lines):
        start = "  " if number else ""
        print(textwrap.fill(line, 80, initial_indent=start, subsequent_indent="    "))


def quick_error(error, check):
    """The error in words, the student's line (not one of the check's code), a next step."""
    yield f"{type(error).__name__}: {str(error)[:200]}"
    file = getattr(check, "co_filename", "")
    frames = [f for f in traceback.extract_tb(error.__traceback__)[1:] if f.filename != file]
    own = [f.line for f in frames if "ipykernel_" in f.filename or "<ipython" in f.filename]
    if own and own[-1]:
        yield f"Your line: {own[-1][:100]}"
    unknown = isinstance(error, NameError)
    yield QUICK_NEXT[("misspelt" if own else "missing") if unknown else "line" if own else "call"]


def quick_parts(value, count=None, name=""):
    """Pairs (name, part): the parts of a dict, tuple or list; anything else is one part.

    Plain numbers in a row make one part. Where `count` parts are expected,
    a part may be a list of lists that stands for an array.
    """
    if isinstance(value, dict):
        pairs = [(f' for "{key}"', value[key]) for key in sorted(value)]
    elif count == 1 or not isinstance(value, (list, tuple)) or quick_row(value):
        return [(name, value)]
    else:
        pairs = [(f" for part {i + 1}", part) for i, part in enumerate(value)]
    if len(pairs) == count:
        return pairs
    return [leaf for label, part in pairs for leaf in quick_parts(part, None, label)]


def quick_row(items):
    """Are these all plain numbers?"""
    return not any(isinstance(i, (list, tuple, dict)) or getattr(i, "ndim", 0) for i in items)


def quick_floats(part):
    """The part as a float array, or None if it holds no real numbers."""
    try:
        array = np.asarray(part)
    except ValueError:
        return None
    return array.astype(float) if array.dtype.kind in "biuf" else None


def quick_split(numbers, shapes):
    """The arrays of these shapes, from all their numbers in one row."""
    ends = np.cumsum([0] + [int(np.prod(shape)) for shape in shapes])
    pieces = zip(ends[:-1], ends[1:], shapes, strict=True)
    return [np.array(numbers[a:b], float).reshape(shape) for a, b, shape in pieces]


def quick_finding(parts, right, tolerance):
    """The first difference in sentences, the last one a next step; empty if all is right."""
    if len(parts) != len(right):
        return f"{len(right)} results are expected, {len(parts)} came.", QUICK_NEXT["parts"]
    for (name, part), true in zip(parts, right, strict=True):
        mine = quick_floats(part)
        if mine is None:
            step = QUICK_NEXT["none" if part is None else "numbers"]
            came = "None" if part is None else type(part).__name__
            return f"Instead of numbers, {came} came{name}.", step
        if mine.size == 1 and true.shape == ():
            mine = mine.reshape(())
        if mine.shape != true.shape:
            return quick_shape(mine.shape, true.shape, name)
        if not quick_close(mine, true, tolerance):
            return quick_values(mine, true, name)
    return ()


def quick_shape(mine, true, name):
    """What to say about a wrong shape."""
    told = [f"expected {true or 'one number'}", f"got      {mine or 'one number'}"]
    remark = quick_shape_remark(mine, true)
    return f"The shape{name} is not right.", *told, *remark, QUICK_NEXT["shape"]


def quick_shape_remark(mine, true):
    """A sentence about two shapes where there is one to say."""
    n = int(np.prod(true))
    if mine == true[::-1]:
        return ["Rows and columns are swapped."]
    if {len(mine), len(true)} == {1, 2} and np.prod(mine) == n:
        return ["(n,) is a plain row of numbers; (n, 1) and (1, n) are tables."]
    if mine == (n, n):
        return ["In NumPy, (n,) combined with (n, 1) gives an (n, n) table."]
    return []


def quick_values(mine, true, name):
    """What to say about wrong values: expected and got where they differ most."""
    told = [f"The values{name} are not right, but the shape is."]
    if not true.ndim:
        told = [f"The number{name} is not right."]
    with np.errstate(invalid="ignore"):
        off = np.nan_to_num(abs(mine - true), nan=np.inf)
    *row, column = [int(i) for i in np.unravel_index(off.argmax(), off.shape)] or [0]
    start = column if true.size and true.shape[-1:] > (6,) else 0
    if row or start:
        told.append(f"From entry {[*row, start]} on:")
    for label, array in ("expected", true), ("got     ", mine):
        numbers = [
            f"{number:.5g}" for number in np.atleast_1d(array)[tuple(row)][start : start + 6]
        ]
        told.append(f"{label} {' '.join(numbers)}")
    return *told, *quick_value_remark(mine, true)


def quick_value_remark(mine, true):
    """A remark on the values if there is one, and the next step."""
    if not np.isfinite(mine).all():
        return "nan: not a number. inf: too large for a float.", QUICK_NEXT["finite"]
    ratio = np.sum(mine * true) / max(np.sum(true * true), 1e-300)
    if np.count_nonzero(true) > 1 and ratio and quick_close(mine / ratio, true, 1e-4):
        return f"Every number is {ratio:.4g} times the expected one.", QUICK_NEXT["values"]
    return (QUICK_NEXT["values"],)


def quick_close(mine, true, tolerance):
    """Are all numbers finite and near the right ones?"""
    if not np.isfinite(mine).all():
        return False
    return np.linalg.norm(mine - true) <= tolerance * (np.linalg.norm(true) + 1e-3)


def quick_hint(parts, mistakes):
    """What is known about the mistake that gives these very numbers: one or two hints, or ""."""
    mark = quick_mark([quick_floats(part) for _, part in parts])
    alike = [m for m in mistakes if mark and np.allclose(mark, m[0], rtol=1e-3, atol=1e-9)]
    return " Or: ".join(hint for _, hint in alike) if len(alike) < 3 else ""


def quick_mark(arrays):
    """A fingerprint: three numbers that tell one list of arrays from another."""
    if any(array is None for array in arrays):
        return []
    flat = np.nan_to_num(np.concatenate([np.ravel(a) for a in arrays]), True, 1e3, 1e6, -1e6)
    sides = [side for array in arrays for side in (array.ndim, *array.shape)]
    steps, weights = np.arange(flat.size), np.sqrt(np.arange(2, len(sides) + 2))
    return [float(m) for m in (flat @ np.cos(steps), flat @ np.sin(steps + 1), sides @ weights)]


QUICK_CHECKS = {}
