"""Fills each notebook's first cell: the quick checks and the numbers they compare with.

Expected values and the fingerprints of wrong ideas are computed by running
the reference solution and every wrong idea on the notebook's own examples.
"""

import contextlib
import functools
import io
import json
import random
import sys
from pathlib import Path

import numpy as np

from .. import notebooks
from ..registry import wrong_ideas_of
from . import quick_check

CELL = "quick-check"


@functools.cache
def first_cell(notebook):
    """The text of the notebook's quick-check cell."""
    helper = Path(quick_check.__file__).read_text().rstrip().removesuffix("{}")
    rows = ",\n".join(f"{json.dumps(k)}: {_row(v)}" for k, v in table(notebook).items())
    return f"{helper}{{\n{rows}\n}}"


def _row(entry):
    return json.dumps(entry, ensure_ascii=False)


def table(notebook):
    """Grade id → {"right", "shapes", "mistakes": [[fingerprint, hint], …]}."""
    right = {key: _arrays(value) for key, value in examples(notebook).items()}
    entries = {
        key: {
            "right": _short(np.concatenate([array.ravel() for array in arrays])),
            "shapes": [array.shape for array in arrays],
            "mistakes": [],
        }
        for key, arrays in right.items()
    }
    for idea in wrong_ideas_of(notebook):
        for key, mark in stable_marks(notebook, idea, right).items():
            entries[key]["mistakes"].append([mark, idea.hint])
    for entry in entries.values():
        entry["mistakes"] = unambiguous(entry["mistakes"])
    return entries


def stable_marks(notebook, idea, right):
    """Grade id → fingerprint of the idea's wrong result, where it does not depend on luck."""
    first, second = (marks(notebook, idea, right, seed) for seed in (0, 1))
    return {key: mark for key, mark in first.items() if second.get(key) == mark}


def marks(notebook, idea, right, seed):
    found = {key: _mark(value, right[key]) for key, value in examples(notebook, idea, seed).items()}
    return {key: mark for key, mark in found.items() if mark}


def unambiguous(mistakes):
    """The mistakes whose fingerprint belongs to one hint only."""
    hints = {}
    for mark, hint in mistakes:
        hints.setdefault(tuple(mark), set()).add(hint)
    single = {mark: found.pop() for mark, found in hints.items() if len(found) == 1}
    return [[list(mark), hint] for mark, hint in single.items()]


def _arrays(value):
    return [quick_check.quick_floats(part) for _, part in quick_check.quick_parts(value)]


def _mark(value, right):
    """The fingerprint of a wrong result; None if it is right or holds no numbers."""
    parts = quick_check.quick_parts(value, len(right))
    if not quick_check.quick_finding(parts, right, 1e-4):
        return None
    mark = quick_check.quick_mark([quick_check.quick_floats(part) for _, part in parts])
    return _short(mark) if mark else None


def _short(numbers):
    return [float(f"{number:.6g}") for number in np.asarray(numbers, float)]


def examples(notebook, idea=None, seed=0):
    """Grade id → what the notebook's quick check computes (only what `idea` fails)."""
    found = {}

    def record(key, compute, tolerance=None):
        if idea is None or key in idea.fails:
            random.seed(seed)
            np.random.seed(seed)
            found.update(_computed(key, compute, strict=idea is None))

    with unloaded("sklearn"), notebooks.lent(namespace_of(notebook, idea)) as namespace:
        namespace["quick_check"] = record
        for cell in notebooks.source(notebook).cells:
            if notebooks.is_graded(cell) and (not idea or notebooks.grade_id(cell) in idea.fails):
                notebooks.execute(notebooks.visible(cell), f"<quick check {cell.id}>", namespace)
    return found


def namespace_of(notebook, idea):
    return notebooks.wrong_namespace(idea) if idea else notebooks.run(notebook)


@contextlib.contextmanager
def unloaded(library):
    """Not imported yet, as in a student's kernel, whatever this process has done before."""
    names = [name for name in sys.modules if name.split(".")[0] == library]
    before = {name: sys.modules.pop(name) for name in names}
    try:
        yield
    finally:
        sys.modules.update(before)


def _computed(key, compute, strict):
    try:
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            return {key: compute()}
    except Exception:
        if strict:
            raise
        return {}
