"""Fills each notebook's first cell: the quick checks and the numbers they compare with.

Expected values and the fingerprints of wrong ideas are computed by running
the reference solution and every wrong idea on the notebook's own examples.
"""

import ast
import base64
import bz2
import contextlib
import copy
import functools
import io
import json
import random
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .. import notebooks
from ..registry import checks_of, wrong_ideas_of
from . import one_thread, quick_check, quick_classics, quick_words

CELL = "quick-check"
IMPORT = "from autograder.authoring.quick_words import QUICK_NEXT, quick_classic\n"
WORDS_IMPORT = "import re\n\nfrom autograder.authoring.quick_classics import QUICK_CLASSICS\n\n"
CLASSICS = "classic errors"  # their place in the packed table


@functools.cache
def first_cell(notebook):
    """The text of the notebook's quick-check cell."""
    threads, words, helper = (
        Path(part.__file__).read_text().rstrip() for part in (one_thread, quick_words, quick_check)
    )
    helper = helper.removesuffix("{}").replace(IMPORT, words.removeprefix(WORDS_IMPORT))
    known = table(notebook) | {CLASSICS: list(quick_classics.QUICK_CLASSICS.items())}
    rows = "\n".join(rows_of(packed(known)))
    stored = f'quick_unpack("""\n{rows}\n""".replace("\\n", ""))'
    return f'{threads}\n{helper}{stored}\nQUICK_CLASSICS = dict(QUICK_CHECKS.pop("{CLASSICS}", []))'


def rows_of(text):
    """The text in rows of one width, none of which reads as a magic of a notebook (`%%`)."""
    cut = (
        [text[at : at + width] for at in range(0, len(text), width)] for width in range(96, 0, -1)
    )
    return next(rows for rows in cut if not any(row.startswith("%%") for row in rows))


def packed(entries):
    """A table as text that `quick_check.quick_unpack` reads."""
    text = json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b85encode(bz2.compress(text.encode())).decode()


def table(notebook):
    """Grade id → {"rule", "given", "right", "shapes", "names", "mistakes": [[hint, mark, …], …]}.

    A mark is a list: the number of a part, or -1 for all of them, and its fingerprint.
    """
    entries = copy.deepcopy(right_numbers(notebook))
    for idea in wrong_ideas_of(notebook):
        for key, marks in stable_marks(notebook, idea, entries).items():
            entries[key]["mistakes"].append([idea.hint, *marks])
    for known in entries.values():
        known["mistakes"] = unambiguous(known["mistakes"])
    return entries


def entry(check, parts):
    """What the notebook knows about one check before any wrong idea: the right parts."""
    arrays = [quick_check.quick_floats(part) for _, part in parts]
    return {
        "rule": check.sentence,
        "given": given_functions(check),
        "right": _short(np.concatenate([array.ravel() for array in arrays])),
        "shapes": [array.shape for array in arrays],
        "names": [name for name, _ in parts],
        "mistakes": [],
    }


def given_functions(check):
    """The functions in the answer cell of this check that the student need not write."""
    notebook, grade_id = check.key.split("/")
    tree = ast.parse(notebooks.stubs(notebook)[notebooks.answer_of(notebook, grade_id)])
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if "NotImplementedError" not in ast.unparse(node)]


class Example(NamedTuple):
    """What one visible check computes, and how far it may be off."""

    value: object
    tolerance: float


def stable_marks(notebook, idea, entries):
    """Grade id → marks of the idea's wrong result, where they do not depend on luck.

    An accuracy tells no mistake from another: an idea that loses several gates has no marks
    there, and a gate of one part has none at all.
    """
    gates = gates_of(notebook)
    telling = {key for key in gates & set(idea.fails) if len(entries[key]["shapes"]) > 1}
    asked = frozenset(idea.fails) - gates | (telling if len(idea.fails) == 1 else set())
    first, second = (
        {key: marks(example, entries[key]) for key, example in found.items()}
        for found in (wrong_examples(idea, asked, seed) for seed in (0, 1))
    )
    return {key: [m for m in found if m in second.get(key, ())] for key, found in first.items()}


def gates_of(notebook):
    return {check.grade_id for check in checks_of(notebook).values() if check.gate}


def marks(example, known):
    """[part, fingerprint] of a wrong result: of all parts together (-1), and of each wrong one."""
    parts, right = compared(example, known)
    tolerance = example.tolerance
    if not quick_check.quick_finding(parts, right, tolerance):
        return []
    found = [[-1, *_mark(parts)]]
    if len(parts) == len(right) > 1:
        wrong = [
            i for i, pair in enumerate(zip(parts, right, strict=True)) if differs(*pair, tolerance)
        ]
        found += [[i, *_mark([parts[i]])] for i in wrong]
    return [mark for mark in found if len(mark) > 1]


def compared(example, known):
    """The parts that came, and the right ones."""
    right = quick_check.quick_split(known["right"], known["shapes"])
    return quick_check.quick_parts(example.value, len(right), known["names"]), right


def says_no(example, known):
    """Does the visible check say ✗ to this result?"""
    return bool(quick_check.quick_finding(*compared(example, known), example.tolerance))


def differs(part, right, tolerance):
    return bool(quick_check.quick_finding([part], [right], tolerance))


def unambiguous(mistakes):
    """The mistakes with the marks that belong to one hint only; each mistake once.

    The mark of all parts together is needed where those of single parts do not tell it.
    """
    hints = {}
    for hint, *marks in mistakes:
        for mark in marks:
            hints.setdefault(tuple(mark), set()).add(hint)
    told = []
    for hint, *marks in mistakes:
        parts = [mark for mark in marks if mark[0] >= 0]
        single = [mark for mark in parts if len(hints[tuple(mark)]) == 1]
        whole = [mark for mark in marks if mark[0] < 0 and len(hints[tuple(mark)]) == 1]
        known = [single] if single and single == parts else [whole, single]
        told += [[hint, *some] for some in known if some and [hint, *some] not in told]
    return told


def _mark(parts):
    mark = quick_check.quick_mark([quick_check.quick_floats(part) for _, part in parts])
    return _short(mark)


def _short(numbers):
    return [float(f"{number:.6g}") for number in np.asarray(numbers, float)]


@functools.lru_cache(maxsize=1024)
def wrong_examples(idea, only, seed):
    """What the visible checks `only` compute where this mistake was made; do not change."""
    return examples(idea.notebook, notebooks.wrong_namespace(idea), only, seed)


def blind_items(idea):
    """The items that this mistake loses although their visible checks say ✓."""
    only = frozenset(idea.fails)
    return set(only) - refusing(idea.notebook, wrong_examples(idea, only, 0), only)


def refused(notebook, namespace, only=None):
    """Grade ids whose visible check says ✗ to the code in `namespace`."""
    return refusing(notebook, examples(notebook, namespace, only), only)


def refusing(notebook, found, only=None):
    """Grade ids whose visible check says ✗ to what it computed, or computes nothing."""
    entries = right_numbers(notebook)
    return {
        key
        for key, known in entries.items()
        if (only is None or key in only) and (key not in found or says_no(found[key], known))
    }


@functools.cache
def right_numbers(notebook):
    """The right numbers of each visible check, as the source notebook gives them."""
    found = examples(notebook, notebooks.run(notebook), strict=True)
    checks = checks_of(notebook)
    return {
        key: entry(checks[f"{notebook}/{key}"], quick_check.quick_parts(example.value))
        for key, example in found.items()
    }


def examples(notebook, namespace, only=None, seed=0, strict=False):
    """Grade id → `Example`: what the quick checks compute with the code in `namespace`."""
    found = {}

    def record(key, compute, tolerance=1e-4):
        if only is None or key in only:
            random.seed(seed)
            np.random.seed(seed)
            found.update(_computed(key, compute, tolerance, strict))

    with unloaded("sklearn", notebook), notebooks.lent(namespace) as lent:
        lent["quick_check"] = record
        for cell in notebooks.source(notebook).cells:
            if notebooks.is_graded(cell) and (only is None or notebooks.grade_id(cell) in only):
                notebooks.execute(notebooks.visible(cell), f"<quick check {cell.id}>", lent)
    return found


@contextlib.contextmanager
def unloaded(library, notebook):
    """Not imported yet, as in a student's kernel, unless the notebook itself imports it."""
    if any(name.split(".")[0] == library for name in notebooks.imports(notebook)):
        yield
        return
    names = [name for name in sys.modules if name.split(".")[0] == library]
    before = {name: sys.modules.pop(name) for name in names}
    try:
        yield
    finally:
        sys.modules.update(before)


def _computed(key, compute, tolerance, strict):
    try:
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            return {key: Example(compute(), tolerance)}
    except Exception:
        if strict:
            raise
        return {}
