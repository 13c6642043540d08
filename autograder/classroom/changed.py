"""An exercise that changed after students were graded: told in a sentence, and taken over.

nbgrader takes in no assignment whose graded cells were renamed, added or removed once
there are grades. `take_over` makes its rows anew: items that stay keep their points.
"""

from nbgrader.api import Gradebook

from .. import notebooks
from .gradebook import back_up, exists, know_assignment

KEPT = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
HELP = "make renew ASSIGNMENT={notebook} takes the grades over, then make grade again."


class ItemsChanged(RuntimeError):
    """The gradebook has grades for other items than the notebook."""


def now(notebook):
    """Grade id → points of every graded cell of the source, written answers too."""
    cells = notebooks.source(notebook).cells
    return {
        notebooks.grade_id(cell): float(notebooks.metadata(cell)["points"])
        for cell in cells if notebooks.metadata(cell).get("grade")
    }  # fmt: skip


def before(notebook, url):
    """(grade id → points as the gradebook has them, how many students have grades)."""
    if not exists(url):
        return {}, 0
    with Gradebook(url) as gradebook:
        rows = gradebook.assignment_submissions(notebook)
        cells = [cell for row in rows[:1] for part in row.notebooks for cell in part.grades]
        return {cell.name: float(cell.max_score) for cell in cells}, len(rows)


def told(notebook, url):
    """A line about changed points, or "". Raises `ItemsChanged` where items differ."""
    old, students = before(notebook, url)
    new = now(notebook)
    if not students or old == new:
        return ""
    gone, added = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    if gone or added:
        parts = [f"{word}: {', '.join(names)}" for word, names in (("gone", gone), ("new", added))
                 if names]  # fmt: skip
        raise ItemsChanged(
            f"The items of {notebook} changed after {students} students were graded "
            f"({'; '.join(parts)}). {HELP.format(notebook=notebook)}"
        )
    points = [f"{name} {old[name]:g} → {new[name]:g}" for name in new if new[name] != old[name]]
    return (
        f"Points of {notebook} changed after {students} students were graded "
        f"({', '.join(points)}). Grade all of them again: who is not in this folder keeps the "
        "old points, at most the new maximum.\n"
    )


def limit(notebook, url):
    """No automatic score above its maximum, where points were lowered; returns how many."""
    with Gradebook(url) as gradebook:
        rows = gradebook.assignment_submissions(notebook)
        cells = [cell for row in rows for part in row.notebooks for cell in part.grades]
        high = [cell for cell in cells if (cell.auto_score or 0) > cell.max_score]
        for cell in high:
            cell.auto_score = cell.max_score
        gradebook.db.commit()
    return len(high)


def take_over(notebook, root, url):
    """Make the notebook's rows anew with the points and comments of items that stay.

    Returns (students, items without grades yet). A copy of the gradebook is made first.
    """
    back_up(root / "gradebook.db", root / "backups")
    old, _ = before(notebook, url)
    with Gradebook(url) as gradebook:
        found = [noted(row) for row in gradebook.assignment_submissions(notebook)]
        if found:
            gradebook.remove_assignment(notebook)
    know_assignment(notebook, url)
    with Gradebook(url) as gradebook:
        for one in found:
            restore(gradebook, notebook, one)
        gradebook.db.commit()
    if found:
        limit(notebook, url)
    return len(found), sorted(now(notebook).keys() - old.keys())


def noted(row):
    """What a submission's row holds, as plain values."""
    part = row.notebooks[0]
    return {
        "student": row.student_id, "timestamp": row.timestamp, "extension": row.extension,
        "grades": {c.name: {key: getattr(c, key) for key in KEPT} for c in part.grades},
        "comments": {c.name: (c.auto_comment, c.manual_comment) for c in part.comments},
    }  # fmt: skip


def restore(gradebook, notebook, one):
    row = gradebook.update_or_create_submission(
        notebook, one["student"], timestamp=one["timestamp"], extension=one["extension"]
    )
    part = row.notebooks[0]
    for cell in part.grades:
        for key, value in one["grades"].get(cell.name, {}).items():
            setattr(cell, key, value)
    for comment in part.comments:
        comment.auto_comment, comment.manual_comment = one["comments"].get(
            comment.name, (None, None)
        )
