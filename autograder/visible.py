"""Fills each notebook's first cell: the quick checks and the numbers they compare with.

Expected values and the fingerprints of wrong ideas are computed by running
the reference solution and every wrong idea on the notebook's own examples.
"""

import contextlib
import io
import json
from pathlib import Path

import numpy as np

from . import notebooks, quick_check
from .registry import wrong_ideas_of

CELL = "quick-check"


def first_cell(notebook):
    """The text of the notebook's quick-check cell."""
    helper = Path(quick_check.__file__).read_text().rstrip().removesuffix("{}")
    rows = ",\n".join(f"{json.dumps(k)}: {_row(v)}" for k, v in table(notebook).items())
    return f"{helper}{{\n{rows}\n}}"


def _row(entry):
    return json.dumps(entry, ensure_ascii=False)


def table(notebook):
    """Grade id → {"right", "shapes", "mistakes": [[fingerprint, hint], …]}."""
    right = {key: quick_check.quick_arrays(value) for key, value in examples(notebook).items()}
    entries = {
        key: {"right": _flat(arrays), "shapes": [array.shape for array in arrays], "mistakes": []}
        for key, arrays in right.items()
    }
    for idea in wrong_ideas_of(notebook):
        for key, value in examples(notebook, idea).items():
            _add_mistake(entries[key], right[key], value, idea)
    return entries


def _add_mistake(entry, right, value, idea):
    try:
        arrays = quick_check.quick_arrays(value, len(right))
    except (TypeError, ValueError):
        return
    if not quick_check.quick_compare(arrays, right, [""] * len(right), 1e-4):
        return
    mark = _short(quick_check.quick_mark(arrays))
    if all(mark != known for known, _ in entry["mistakes"]):
        entry["mistakes"].append([mark, idea.hint])


def _flat(arrays):
    return _short(np.concatenate([array.ravel() for array in arrays]))


def _short(numbers):
    return [float(f"{number:.6g}") for number in np.asarray(numbers, float)]


def examples(notebook, idea=None):
    """Grade id → what the notebook's quick check computes (only what `idea` fails)."""
    found = {}

    def record(key, compute, tolerance=None):
        if idea is None or key in idea.fails:
            found.update(_computed(key, compute, strict=idea is None))

    namespace = dict(notebooks.wrong_namespace(idea)) if idea else notebooks.run(notebook)
    namespace["quick_check"] = record
    for cell in notebooks.source(notebook).cells:
        if notebooks.is_graded(cell) and (idea is None or notebooks.grade_id(cell) in idea.fails):
            notebooks.execute(notebooks.visible(cell), f"<quick check {cell.id}>", namespace)
    return found


def _computed(key, compute, strict):
    try:
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            return {key: compute()}
    except Exception:
        if strict:
            raise
        return {}
