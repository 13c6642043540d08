import base64
import bz2
import json
import linecache
import re
import textwrap
import traceback

import numpy as np

from autograder.authoring.quick_words import QUICK_NEXT, quick_classic


def quick_check(exercise, compute, tolerance=1e-4):
    """Run compute() and say whether `exercise` gives the right numbers on this example."""
    known = QUICK_CHECKS[exercise]
    try:
        value = compute()
    except NotImplementedError as error:
        return quick_say(f"… {exercise}: not written yet ({error}).", QUICK_NEXT["unwritten"])
    except Exception as error:
        lines = quick_error(error, exercise)
        return quick_say(f"✗ {exercise}: your code stopped with an error.", *lines)
    right = quick_split(known["right"], known["shapes"])
    parts = quick_parts(value, len(right), known["names"])
    finding = quick_finding(parts, right, tolerance)
    if not finding:
        return quick_say(f"✓ {exercise}: right on this example.")
    *details, step = finding
    hints = quick_hints(parts, right, known["mistakes"], tolerance)
    last = [f"It looks as if this happened: {hint}" for hint in hints]
    if not hints:
        rule = "" if step == QUICK_NEXT["none"] else f"The rule: {known['rule']}"
        last = [rule, f"Next: {step}"]
    quick_say(f"✗ {exercise}: not right yet.", *details, *last)


def quick_say(*lines):
    """Print the lines, all but the first indented, none wider than 80 columns."""
    for number, line in enumerate(filter(None, lines)):
        start = "  " if number else ""
        print(textwrap.fill(line, 80, initial_indent=start, subsequent_indent="    "))


def quick_error(error, exercise):
    """The error in words, the student's own line if one is in it, a next step."""
    kind, text = type(error).__name__, str(error)[:200]
    yield f"{kind}: {text}"
    line = quick_line(error, exercise)
    if line:
        yield f"Your line: {line[:100]}"
    yield quick_classic(kind, text)
    unknown = kind == "NameError"
    yield QUICK_NEXT[("misspelt" if line else "missing") if unknown else "line" if line else "call"]


def quick_line(error, exercise):
    """The deepest line of the error that the student wrote for this exercise, or ""."""
    given = QUICK_CHECKS[exercise]["given"]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        head = "".join(linecache.getlines(frame.filename)[:9])
        marked = re.search(r"^# \w+: (\S+) \(keep this line\)", head, re.M)
        own = marked and exercise.startswith(marked[1] + "-")
        if own and frame.name not in given and not frame.name.endswith("comp>"):
            return frame.line
    return ""


def quick_parts(value, count=None, names=(), name=""):
    """Pairs (name, part): the parts of a dict, tuple or list; anything else is one part.

    Plain numbers in a row make one part. Where `count` parts are expected,
    a part may be a list of lists that stands for an array. Parts come in the
    order of `names` where they are known.
    """
    if isinstance(value, dict):
        pairs = [(f"{name}: {key}" if name else str(key), value[key]) for key in value]
        place = {label: number for number, label in enumerate(names)}
        pairs.sort(key=lambda pair: place.get(pair[0], 0))
    elif count == 1 or not isinstance(value, (list, tuple)) or quick_row(value):
        return [(name, value)]
    else:
        pairs = [(f"{name or 'part'} {i + 1}", part) for i, part in enumerate(value)]
    if len(pairs) == count:
        return pairs
    return [leaf for label, part in pairs for leaf in quick_parts(part, None, (), label)]


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
        for name, part in parts:
            if any(item is None for item in (part if isinstance(part, (list, tuple)) else [part])):
                return f"Instead of numbers, None came{quick_of(name)}.", QUICK_NEXT["none"]
        return f"{len(right)} results are expected, {len(parts)} came.", QUICK_NEXT["parts"]
    for (name, part), true in zip(parts, right, strict=True):
        mine = quick_floats(part)
        if mine is None:
            step = QUICK_NEXT["none" if part is None else "numbers"]
            came = "None" if part is None else type(part).__name__
            return f"Instead of numbers, {came} came{quick_of(name)}.", step
        if mine.size == 1 and true.shape == ():
            mine = mine.reshape(())
        if mine.shape != true.shape:
            return quick_shape(mine.shape, true.shape, name)
        if not quick_close(mine, true, tolerance):
            return quick_values(mine, true, name)
    return ()


def quick_of(name):
    return f" of “{name}”" if name else ""


def quick_shape(mine, true, name):
    """What to say about a wrong shape."""
    told = [f"expected {true or 'one number'}", f"got      {mine or 'one number'}"]
    remark = quick_shape_remark(mine, true)
    return f"The shape{quick_of(name)} is not right.", *told, *remark, QUICK_NEXT["shape"]


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
    told = [f"The values{quick_of(name)} are not right, but the shape is."]
    if not true.ndim:
        told = [f"The number{quick_of(name)} is not right."]
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


def quick_hints(parts, right, mistakes, tolerance):
    """What is known about mistakes that give these very numbers: at most two hints.

    A mistake is known by all parts together (its number is -1), or by its wrong parts: all of
    them. Where few different numbers stand, chance is near: then no wrong part may be left over.
    """
    arrays = [quick_floats(part) for _, part in parts]
    if any(array is None or not np.isfinite(array).any() for array in arrays):
        return []
    marks, truth = {-1: quick_mark(arrays)}, {-1: quick_mark(right)}
    for number, (part, true) in enumerate(zip(parts, right, strict=False)):
        if quick_finding([part], [true], tolerance):
            marks[number], truth[number] = quick_mark([arrays[number]]), quick_mark([true])
    found = [
        (hint, {number for number, *_ in known})
        for hint, *known in mistakes
        if all(n in marks and quick_same(marks[n], mark, truth[n]) for n, *mark in known)
    ]
    whole = [hint for hint, numbers in found if -1 in numbers]
    if whole:
        return whole[:2] if len(whole) < 3 else []
    left = set(marks) - {-1}.union(*(numbers for _, numbers in found))
    return [
        hint for hint, numbers in found if not left or any(quick_rich(arrays[n]) for n in numbers)
    ][:2]


def quick_rich(array):
    """Are there more than two different numbers?"""
    return np.unique(array).size > 2


def quick_same(mark, known, true):
    """Is the distance small against the distance from the right mark, or just rounding?"""
    distances = [np.linalg.norm(np.subtract(other, known)) for other in (mark, true)]
    size = min(np.linalg.norm(known), np.linalg.norm(mark))
    return distances[0] <= min(3e-4 * distances[1] + 1e-5 * size, 1e-3 * size + 1e-9)


def quick_mark(arrays):
    """A fingerprint: three numbers that tell one list of arrays from another."""
    if any(array is None for array in arrays):
        return []
    flat = np.nan_to_num(np.concatenate([np.ravel(a) for a in arrays]), True, 1e3, 1e6, -1e6)
    sides = [side for array in arrays for side in (array.ndim, *array.shape)]
    steps, weights = np.arange(flat.size), np.sqrt(np.arange(2, len(sides) + 2))
    return [float(m) for m in (flat @ np.cos(steps), flat @ np.sin(steps + 1), sides @ weights)]


def quick_unpack(text):
    """The right numbers and the known mistakes: a table as text, packed to keep this cell small."""
    return json.loads(bz2.decompress(base64.b85decode(text)))


QUICK_CHECKS = {}
