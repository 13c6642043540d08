"""grades/NOTEBOOK.csv and grades/NOTEBOOK_items.csv: what the gradebook says, for everyone in it.

They are written from the gradebook after every run, so points given by hand, late
penalties and students of earlier runs are in them.
"""

import csv
import math

from nbgrader.api import Gradebook

from .class_scores import read_report

STUDENT = (
    "student", "last_name", "first_name", "email", "lms_id",
    "automatic", "by_hand", "late_penalty", "total", "of", "waiting", "submitted", "late",
)  # fmt: skip
ITEM = ("student", "item", "score", "of", "automatic", "by_hand", "waiting", "mistake", "reason")
NOTE = ("student", "note")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_grades(notebook, root, url):
    """Write both files for all students of the gradebook; returns the paths."""
    with Gradebook(url) as gradebook:
        rows = sorted(gradebook.assignment_submissions(notebook), key=lambda row: row.student_id)
        students = [student_row(row) for row in rows]
        items = [item for row in rows for item in item_rows(row, notebook, root)]
    folder = root / "grades"
    write_table(folder / f"{notebook}.csv", STUDENT, students)
    write_table(folder / f"{notebook}_items.csv", ITEM, items)
    return folder / f"{notebook}.csv", folder / f"{notebook}_items.csv"


def write_notes(notebook, root, results):
    """What this run could not grade or set aside, and from whom: a third file."""
    notes = [
        (result.student, note)
        for result in results
        for note in (*result.notes, *filter(None, [result.problem]))
    ]
    write_table(root / "grades" / f"{notebook}_notes.csv", NOTE, notes)


def student_row(row):
    """The sums of one submission; a late penalty never makes a total negative."""
    cells = cells_of(row)
    by_hand = sum(by_hand_points(cell) for cell in cells)
    automatic = sum(cell.auto_score or 0 for cell in cells if cell.manual_score is None)
    penalty = min(row.late_submission_penalty or 0, automatic + by_hand)
    waiting = [cell.name for cell in cells if cell.needs_manual_grade]
    student = row.student
    return (
        row.student_id, student.last_name, student.first_name, student.email,
        student.lms_user_id, automatic, by_hand, penalty, automatic + by_hand - penalty,
        row.max_score, " ".join(waiting), submitted(row), late_by(row),
    )  # fmt: skip


def submitted(row):
    return f"{row.timestamp:%Y-%m-%d %H:%M} UTC" if row.timestamp else ""


def late_by(row):
    """How late a submission is, in words; "" if it is not."""
    minutes = math.ceil(row.total_seconds_late / 60)
    days, hours = divmod(minutes // 60, 24)
    words = ((days, "d"), (hours, "h"), (minutes % 60, "min"))
    return " ".join(f"{count} {unit}" for count, unit in words if count)


def by_hand_points(cell):
    return (cell.manual_score or 0) + (cell.extra_credit or 0)


def item_rows(row, notebook, root):
    failed, _ = read_report(root, row.student_id, notebook)
    for cell in cells_of(row):
        found = failed.get(f"{notebook}/{cell.name}", {"idea": "", "message": ""})
        yield (
            row.student_id, cell.name, cell.score, cell.max_score, cell.auto_score,
            cell.manual_score, "yes" if cell.needs_manual_grade else "",
            found["idea"], " ".join(found["message"].split()),
        )  # fmt: skip


def cells_of(row):
    return [cell for part in row.notebooks for cell in part.grades]


def write_table(path, head, rows):
    """A CSV file in which no cell can be taken for a formula."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with open(part, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows([safe(value) for value in row] for row in rows)
    part.replace(path)


def safe(value):
    """Text as a spreadsheet shows it: never the beginning of a formula."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:g}"
    return f"'{value}" if value.startswith(FORMULA) else value
