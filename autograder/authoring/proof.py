"""docs/proof.md: what each check is proven by. `make proof` counts the mutants anew."""

import hashlib
import json

from .. import notebooks
from ..registry import checks_of, folder, rehearsals, right_answers_of, wrong_ideas_of
from . import mutants
from .reach import reached

PAGE = notebooks.ROOT / "docs" / "proof.md"
HEAD = """# What each check is proven by

Made by `make proof`; the tests compare it. Every wrong idea is a real program that loses the
items named, hidden and visible, and no others. Every unusual right answer keeps every point and
every ✓. A mutant is the reference solution with one small change; those that no check of a
single behaviour notices are listed, and the ones that do what the solution does stand in the
notebook's `equivalent.txt` with their reason.
"""
COLUMNS = "| item | the rule | wrong ideas | right answers |\n|---|---|---|---|\n"


def page():
    """The text of docs/proof.md."""
    return HEAD + "".join(f"\n{_notebook(name)}" for name in notebooks.names())


def _notebook(name):
    rows = "".join(_row(name, check) for check in checks_of(name).values())
    listed = "".join(f"* `{idea}`: {why}\n" for idea, why in rehearsals(name).items())
    rehearsed = f"\nRefused by the hidden check only:\n\n{listed}" if listed else ""
    return f"## {name}\n\n{COLUMNS}{rows}{rehearsed}\n{_mutants(name)}"


def _row(name, check):
    ideas = sum(check.grade_id in idea.fails for idea in wrong_ideas_of(name))
    right = len(right_answers_of(name)) if check.gate else _touching(name, check.grade_id)
    sentence = " ".join(check.sentence.replace("|", "\\|").split())
    return f"| `{check.grade_id}` | {sentence} | {ideas} | {right} |\n"


def _touching(name, grade_id):
    """The right answers that replace an answer which this check can see."""
    seen = reached(name)[grade_id]
    return sum(bool(seen & set(right.answers)) for right in right_answers_of(name))


def _mutants(name):
    path = _record(name)
    if not path.exists():
        return "Mutants: not counted yet.\n"
    known = json.loads(path.read_text())
    alive = "".join(f"* `{text}`\n" for text in known["survivors"])
    when = "" if is_current(name) else " (counted before the last change of a solution)"
    excused = len(mutants.equivalent(name))
    return (
        f"Mutants: {known['asked']} asked, {len(known['survivors'])} survivors, "
        f"{excused} known to be equivalent{when}.\n{alive}"
    )


def count(name):
    """Ask the mutants of one notebook and record what was found."""
    found = mutants.survivors(name)
    known = {
        "version": version(name),
        "asked": sum(asked for asked, _ in found.values()),
        "survivors": [text for _, alive in found.values() for text in alive],
    }
    _record(name).write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n")
    return known


def is_current(name):
    """Were the mutants counted for these solutions?"""
    path = _record(name)
    return path.exists() and json.loads(path.read_text())["version"] == version(name)


def version(name):
    """A hash of the solutions that mutants are made from."""
    text = json.dumps(notebooks.answers(name), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _record(name):
    return folder(name) / "mutants.json"
