"""One submission, graded where a platform runs us: the same result as `make grade` gives."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from ..classroom.coordinator import grade_class

WRITTEN = "Answers in words are read by a person: {names}."


class NotGraded(RuntimeError):
    """Nothing was handed in, or this machine could not grade: no score, and no zero."""


def graded(notebook, folder, student="student"):
    """The `Result` of what lies in a folder, without a trace in the course's own folder."""
    with tempfile.TemporaryDirectory() as work, quiet():
        shutil.copytree(folder, Path(work, "in", student), ignore=shutil.ignore_patterns(".git"))
        results = grade_class(notebook, Path(work, "in"), root=Path(work, "course"), workers=1)
    found = [result for result in results if result.student]
    if len(found) != 1:
        raise NotGraded(f"There is no {notebook}.ipynb among the files that were handed in.")
    if not found[0].graded:
        raise NotGraded(found[0].problem)
    return found[0]


@contextlib.contextmanager
def quiet():
    """Students may see what is printed: let it lead nowhere meanwhile."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)


def items(result):
    """(name, points, most, message) of each item that a check decides."""
    for name, mark in result.marks.items():
        if not mark.written:
            found = result.failed.get(f"{result.notebook}/{name}", {})
            yield name, mark.auto or 0.0, mark.most, found.get("message", "")


def remarks(result):
    """What else the student should know: text."""
    waiting = [name for name, mark in result.marks.items() if mark.written]
    lines = [result.problem, *result.notes]
    lines += [WRITTEN.format(names=", ".join(waiting))] if waiting else []
    return "\n".join([*filter(None, lines), f"Sandbox: {result.sandbox}."])
