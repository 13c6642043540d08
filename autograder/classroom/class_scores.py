"""Every graded submission of a class, read from the gradebook.

Points come from the gradebook, automatic and given by hand; the mistakes from the
autograded notebooks.
"""

import json
from dataclasses import dataclass, field

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from .gradebook import exists, shown, unreadable


class NothingGraded(RuntimeError):
    """Nothing of this notebook is in the gradebook."""


@dataclass(frozen=True)
class CellScore:
    """One graded cell. unread: a person still has to look at it."""

    score: float
    most: float
    unread: bool


@dataclass(frozen=True)
class Graded:
    """One student's submission: all points, the marks by grade id, what failed by check, what
    training runs reached and need by check."""

    student: str
    score: float
    most: float
    marks: dict
    failed: dict
    reached: dict = field(default_factory=dict)


def read_class(notebook, root, url):
    """Every graded submission of `notebook`, in the order of the students' names.

    Raises `NoGradebook` or `NothingGraded`.
    """
    try:
        rows = submissions(notebook, root, url) if exists(url) else []
    except SQLAlchemyError as error:
        raise unreadable(url, error) from None
    if not rows:
        raise NothingGraded(
            f"Nothing of {notebook} is graded in {shown(url)}. "
            f"Grade the class first: make grade ASSIGNMENT={notebook} SUBMITTED=folder"
        )
    return sorted(rows, key=lambda one: one.student)


def submissions(notebook, root, url):
    with Gradebook(url) as gradebook:
        rows = [graded(row, notebook, root) for row in gradebook.assignment_submissions(notebook)]
    return [one for one in rows if one.marks]


def is_file_name(student):
    """Fit for the path of a file? Names that are not come from elsewhere: no file is theirs."""
    return student not in ("", ".", "..") and not set(student) & set("/\\\0")


def graded(row, notebook, root):
    """One row of nbgrader's, with its late penalty taken off as in nbgrader's own export."""
    cells = [cell for part in row.notebooks for cell in part.grades]
    marks = {c.name: CellScore(c.score, c.max_score, c.needs_manual_grade) for c in cells}
    score = max(0.0, row.score - (row.late_submission_penalty or 0))
    decided = any(cell.auto_score is not None or cell.manual_score is not None for cell in cells)
    failed, reached = read_report(root, row.student_id, notebook)
    marks = marks if decided else {}
    return Graded(row.student_id, score, row.max_score, marks, failed, reached)


def read_report(root, student, notebook):
    """What the referee wrote down, two dicts by check: {"message", "idea"} of what failed, and
    (what a training run reached, what it needs). Empty if there is no such file."""
    if not is_file_name(student):
        return {}, {}
    path = root / "autograded" / student / notebook / f"{notebook}.ipynb"
    try:
        told = json.loads(path.read_text())["metadata"]["autograder"]
        failed = {key: {"message": f"{found['message']}", "idea": f"{found['idea']}"}
                  for key, found in told["failed"].items()}  # fmt: skip
        reached = {key: (float(value), float(needed))
                   for key, (value, needed) in told.get("reached", {}).items()}  # fmt: skip
        return failed, reached
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}


def waits(one):
    return any(mark.unread for mark in one.marks.values())
