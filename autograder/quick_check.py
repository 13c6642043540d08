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
        return quick_say(f"✗ {exercise}: your code stopped with an error.", *quick_error(error))
    right = quick_split(known["right"], known["shapes"])
    try:
        got = quick_arrays(value, len(right))
    except (TypeError, ValueError):
        return quick_say(f"✗ {exercise}: no numbers came back.", *quick_no_numbers(value))
    finding = quick_compare(got, right, quick_names(value, len(right)), tolerance)
    if not finding:
        return quick_say(f"✓ {exercise}: right on this example.")
    headline, *details, step = finding
    mark = quick_mark(got)
    hints = [hint for m, hint in known["mistakes"] if np.allclose(mark, m, rtol=1e-3, atol=1e-9)]
    last = f"It looks as if this happened: {hints[0]}" if hints else f"Next: {step}"
    quick_say(f"✗ {exercise}: {headline}", *details, last)


QUICK_NEXT = {
    "unwritten": "Next: write the answer, run its cell, then run this cell again.",
    "NameError": "Next: run the cells above from the top. If the name is still missing, "
    "look for a typing error.",
    "error": "Next: mend this error first. Copy the call into a new cell to see more.",
    "None": "Next: does every way through your function end with return?",
    "not numbers": "Next: return a number or an array, as the docstring says.",
}


def quick_say(*lines):
    """Print the lines, the later ones indented, none wider than 80 columns."""
    for number, line in enumerate(lines):
        start = "  " if number else ""
        print(textwrap.fill(line, 80, initial_indent=start, subsequent_indent="    "))


def quick_error(error):
    """The error in words, the line it came from, a next step."""
    yield f"{type(error).__name__}: {str(error)[:200]}"
    frames = traceback.extract_tb(error.__traceback__)[1:]
    own = [f.line for f in frames if "ipykernel_" in f.filename or "<ipython" in f.filename]
    if own and own[-1]:
        yield f"In this line: {own[-1][:100]}"
    yield QUICK_NEXT["NameError" if isinstance(error, NameError) else "error"]


def quick_no_numbers(value):
    """What came instead of numbers, and a next step."""
    yield f"Yours gives: {type(value).__name__}."
    yield QUICK_NEXT["None" if value is None else "not numbers"]


def quick_arrays(value, count=None):
    """The float arrays in a value: one for each part of a dict, tuple or list.

    Parts that are all plain numbers make one array. Where `count` parts are
    expected, lists of lists may stand for arrays.
    """
    if isinstance(value, dict):
        value = tuple(value[key] for key in sorted(value))
    elif count == 1 or not isinstance(value, (list, tuple)) or quick_is_flat(value):
        return [quick_floats(value)]
    elif count == len(value):
        return [quick_floats(part) for part in value]
    return [array for part in value for array in quick_arrays(part)]


def quick_is_flat(parts):
    """Are these all plain numbers?"""
    return not any(isinstance(p, (list, tuple, dict)) or getattr(p, "ndim", 0) for p in parts)


def quick_floats(value):
    """The value as a float array; TypeError or ValueError if it holds no real numbers."""
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise TypeError(type(value).__name__)
    return array.astype(float)


def quick_split(numbers, shapes):
    """The arrays of these shapes, from their numbers in one row."""
    ends = np.cumsum([0] + [int(np.prod(shape)) for shape in shapes])
    return [
        np.reshape(numbers[ends[i] : ends[i + 1]], shape).astype(float)
        for i, shape in enumerate(shapes)
    ]


def quick_names(value, count):
    """What a message calls each part."""
    if isinstance(value, dict) and len(value) == count:
        return [f' of "{key}"' for key in sorted(value)]
    return [f" of part {i + 1}" if count > 1 else "" for i in range(count)]


def quick_compare(got, right, names, tolerance):
    """The first difference: headline, details, next step. None if all is right."""
    if len(got) != len(right):
        return (
            f"{len(right)} parts are expected, {len(got)} came back.",
            "look at what the docstring says the function returns.",
        )
    for mine, true, name in zip(got, right, names, strict=True):
        if mine.size == 1 and true.shape == ():
            mine = mine.reshape(())
        if mine.shape != true.shape:
            return quick_shapes(mine, true, name)
        if not quick_close(mine, true, tolerance):
            return quick_values(mine, true, name)


def quick_shapes(mine, true, name):
    """What to say about a wrong shape."""
    head = [
        f"the shape{name} is not right yet.",
        f"expected {true.shape}",
        f"got      {mine.shape}",
    ]
    n = true.size
    if mine.shape == true.shape[::-1]:
        head.append("Rows and columns are swapped.")
    elif mine.size == n and {mine.ndim, true.ndim} == {1, 2}:
        head.append("(n,) is a plain row of numbers; (n, 1) and (1, n) are tables.")
    elif mine.shape == (n, n):
        head.append("In NumPy, (n,) combined with (n, 1) gives an (n, n) table.")
    return *head, "print the shapes of the arrays in your function, one by one."


def quick_values(mine, true, name):
    """What to say about wrong values: the row with the largest difference."""
    if true.ndim:
        head = f"the shape{name} is right, the values are not yet."
    else:
        head = f"the value{name} is not right yet."
    with np.errstate(invalid="ignore"):
        off = np.nan_to_num(np.abs(mine - true), nan=np.inf)
    place = np.unravel_index(np.argmax(off), off.shape)
    start = place[-1] if place and true.shape[-1] > 6 else 0
    row = (*place[:-1], slice(start, start + 6)) if place else ()
    at = f"Largest difference at [{', '.join(map(str, place))}]. There:"
    rows = f"expected {quick_text(true[row])}", f"got      {quick_text(mine[row])}"
    return head, *([at] if place else []), *rows, *quick_remark(mine, true)


def quick_text(row):
    return np.array2string(row, formatter={"float": "{:.5g}".format}, max_line_width=100)


def quick_remark(mine, true):
    """A remark if there is one, and the next step."""
    if not np.isfinite(mine).all():
        return ("look for a division by zero, log(0), or exp of a large number.",)
    ratio = np.sum(mine * true) / max(np.sum(true * true), 1e-300)
    step = "work this example by hand and compare one number at a time."
    if np.count_nonzero(true) > 1 and ratio and quick_close(mine / ratio, true, 1e-4):
        return f"Every number is {ratio:.4g} times the expected one.", step
    return (step,)


def quick_close(mine, true, tolerance):
    """Are all numbers finite and near the right ones?"""
    if not np.isfinite(mine).all():
        return False
    return np.linalg.norm(mine - true) <= tolerance * (np.linalg.norm(true) + 1e-3)


def quick_mark(arrays):
    """A fingerprint: three numbers that tell one list of arrays from another."""
    flat = np.concatenate([np.zeros(0), *map(np.ravel, arrays)])
    flat = np.nan_to_num(flat, nan=1e3, posinf=1e6, neginf=-1e6)
    sides = [side for array in arrays for side in (array.ndim, *array.shape)]
    steps = np.arange(flat.size)
    shape = sides @ np.sqrt(np.arange(2, len(sides) + 2))
    return [float(flat @ np.cos(steps)), float(flat @ np.sin(steps + 1)), float(shape)]


QUICK_CHECKS = {}
