"""The way back: points into the LMS's own file, feedback pages under the names of the uploads."""

import csv
import importlib
import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from . import lms, recognised
from .class_scores import NothingGraded
from .gradebook import exists, result_files, shown
from .grades import STUDENT as TITLES
from .grades import safe, student_row, write_table
from .owners import plain_name
from .recognised import listed
from .roster import NoRoster, Roster, columns, is_canvas, is_student, of_course, person, read_csv

HEAD = ("student", "last_name", "first_name", "email", "lms_id", "points", "of", "feedback")
WORKSHEET = ("Identifier", "Grade")


class NoColumn(RuntimeError):
    """The LMS's file has no column, or several, for the points."""


@dataclass(frozen=True)
class Order:
    """What is to be exported: a notebook of the course in `root`, gradebook `url`.

    roster: the LMS's own file. column: the title of the column for the points, or its beginning.
    """

    notebook: str
    root: Path
    url: str
    roster: str = ""
    column: str = ""

    def path(self, name):
        folder = self.root / "exports"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / f"{self.notebook}_{name}"


@dataclass(frozen=True)
class Total:
    """One student's points, and in a few words where they come from."""

    student: str
    lms_id: str
    names: tuple
    points: float
    most: float
    feedback: str
    waits: bool


def export(target, order):
    """Write what `target` takes; yields lines about what was written and what is missing."""
    if target in HOSTS:
        yield from importlib.import_module(f"autograder.hosts.{target}").export(order)
        return
    graded = totals(order)
    if not graded:
        raise NothingGraded(
            f"Nothing of {order.notebook} is graded in {shown(order.url)}. "
            f"Grade the class first: make grade ASSIGNMENT={order.notebook} SUBMITTED=folder"
        )
    yield from TARGETS[target](order, graded)
    waiting = sum(one.waits for one in graded)
    if waiting:
        yield f"Of {waiting} students some answers wait for a person: exported as they stand."


def totals(order):
    """The `Total` of every graded student, from the gradebook."""
    if not exists(order.url):
        return []
    with Gradebook(order.url) as gradebook:
        rows = gradebook.assignment_submissions(order.notebook)
        return [total(row) for row in sorted(rows, key=lambda row: row.student_id)]


def total(row):
    told = dict(zip(TITLES, student_row(row), strict=True))
    cells = [cell for part in row.notebooks for cell in part.grades]
    lost = [f"{cell.name} ({cell.max_score - cell.score:g})" for cell in cells
            if cell.score < cell.max_score and not cell.needs_manual_grade]  # fmt: skip
    parts = (
        f"{round(told['total'], 2):g} of {told['of']:g} points",
        f"late: {round(told['late_penalty'], 2):g} taken off" if told["late_penalty"] else "",
        f"lost: {', '.join(lost)}" if lost else "",
        f"not read yet: {told['waiting']}" if told["waiting"] else "",
    )
    names = tuple(told[title] or "" for title in ("last_name", "first_name", "email"))
    return Total(
        row.student_id, told["lms_id"] or "", names, round(told["total"], 2), told["of"],
        "; ".join(filter(None, parts)), bool(told["waiting"]),
    )  # fmt: skip


# --- Targets: each takes (order, totals) and yields lines ----------------------------------------


def plain(order, graded):
    """A table of our own, for anything else; all students of the roster are in it."""
    roster = read(order)[0] if order.roster else of_course(order.root)
    found = matched(order, graded, roster)
    rows = [row_of(found.get(one.id), one) for one in roster.people]
    told = {one.student for one in found.values()}
    rows += [row_of(one) for one in graded if one.student not in told]
    path = order.path("grades.csv")
    write_table(path, HEAD, rows)
    path.chmod(0o600)
    yield f"Written: {path}: {len(graded)} students with points"
    yield from pages(order, graded)


def row_of(one, listed=None):
    names = (listed.last, listed.first, listed.email) if listed else one.names
    number = listed.lms_id if listed else one.lms_id
    got = (one.points, one.most, one.feedback) if one else ("", "", "")
    return (one.student if one else listed.id, *names, number, *got)


def canvas(order, graded):
    """Canvas's gradebook (Grades, Export), with the points in the assignment's column."""
    _, head, _, _ = told = read(order)
    if not is_canvas(head):
        raise NoRoster(f"{order.roster} is not what Canvas exports: no columns ID, SIS Login ID.")
    most = next((row for row in told[2] if row[0].strip() == "Points Possible"), None)
    yield from fill(order, graded, told, {column_of(order, head): "points"}, most)
    yield from pages(order, graded)


def moodle(order, graded):
    """Moodle's grading worksheet (View all submissions, Download grading worksheet)."""
    _, head, rows, _ = told = read(order)
    if not set(WORKSHEET) <= set(head):
        raise NoRoster(
            f"{order.roster} is not Moodle's grading worksheet: no columns {', '.join(WORKSHEET)}."
        )
    taken = {head.index("Grade"): "points"}
    if "Feedback comments" in head:
        taken[head.index("Feedback comments")] = "feedback"
    places = [place for place, title in enumerate(head) if title.casefold() == "maximum grade"]
    most = [*[""] * head.index("Grade"), rows[0][places[0]]] if places and rows else None
    yield from fill(order, graded, told, taken, most)
    yield from pages(order, graded)


TARGETS = {"canvas": canvas, "moodle": moodle, "csv": plain}
HOSTS = ("gradescope", "classroom50")  # they grade themselves: modules of autograder/hosts


# --- The LMS's own file ------------------------------------------------------------------------


def read(order):
    """(the `Roster` in the LMS's file, its head, its rows, how it is written)."""
    if not order.roster:
        raise NoRoster("Give the LMS's own file to be filled: ROSTER=file")
    head, rows, how = read_csv(order.roster)
    people = [person(row, columns(head)) for row in rows if is_student(row, head)]
    return Roster(one for one in people if one.id), head, rows, how


def matched(order, graded, roster):
    """Id in the LMS's list → the `Total` of that student."""
    senders = recognised.known(order.root, order.notebook)
    found = {}
    for one in graded:
        row = senders.get(one.student, {})
        sender = lms.Sender(
            row.get("name") or one.student, row.get("number") or one.lms_id,
            row.get("platform") or lms.PLAIN, email=row.get("email") or one.names[2],
        )  # fmt: skip
        who = roster.has(one.student) or roster.by["number"].get(one.lms_id) or roster.find(sender)
        if who and (who.id == one.student or who.id not in found):
            found[who.id] = one  # the one with the list's own id, if there are an old and a new one
    return found


def column_of(order, head):
    """The place of the assignment's column; Canvas writes "Title (number)"."""
    fit = [title for title in head if re.search(r"\(\d+\)$", title)]
    wanted = order.column or order.notebook
    found = [title for title in fit if bare(wanted) in bare(title)]
    found = [title for title in found if title == order.column] or found
    if len(found) != 1:
        raise NoColumn(
            f"{len(found) or 'No'} columns of {order.roster} are called like {wanted}. "
            f"Say which: COLUMN='...', one of: {'; '.join(fit)}"
        )
    return head.index(found[0])


def bare(title):
    return re.sub(r"[\W_]+", "", title.casefold())


def fill(order, graded, told, taken, most):
    """Write the LMS's file with our values in the columns `taken`; rows without one stay."""
    roster, head, rows, how = told
    found, filled = matched(order, graded, roster), []
    for row in rows:
        one = found.get(person(row, columns(head)).id) if is_student(row, head) else None
        row = row + [""] * (len(head) - len(row))
        for place, what in taken.items() if one else ():
            value = getattr(one, what)
            row[place] = value if isinstance(value, str) else f"{value:g}"
        filled.append(row)
    path = order.path(Path(order.roster).name)
    write(path, [head, *filled], how)
    yield f"Written: {path}: points of {len(found)} students"
    place = min(place for place, what in taken.items() if what == "points")
    yield from different(most, place, graded[0].most)
    there = {one.student for one in found.values()}
    yield from listed("Graded, but not in that file", [o.student for o in graded
                                                       if o.student not in there])  # fmt: skip
    rest = [one.id for one in roster.people if one.id not in found]
    yield from listed("In that file, but not graded: left as they are", rest)


def different(most, place, points):
    text = most[place].strip() if most and place < len(most) else ""
    try:
        if text and float(text) != points:
            yield f"Their file counts to {text} points, this notebook to {points:g}."
    except ValueError:
        return


def write(path, rows, how):
    """A CSV file as the LMS wrote it; no cell of it can be taken for a formula."""
    part = path.with_name(path.name + ".part")
    with open(part, "w", newline="", encoding=how["encoding"]) as file:
        table = csv.writer(file, delimiter=how["delimiter"])
        table.writerows([harmless(cell) for cell in row] for row in rows)
    part.chmod(0o600)
    part.replace(path)


def harmless(cell):
    """Moodle writes "-" for nothing."""
    return "" if cell.strip() == "-" else safe(cell)


# --- Feedback pages ----------------------------------------------------------------------------


def pages(order, graded):
    """Zip the pages under the uploads' names, for the LMS's bulk upload of feedback."""
    uploads, path, names = recognised.known(order.root, order.notebook), order.path("pages.zip"), []
    with zipfile.ZipFile(opened(path), "w", zipfile.ZIP_DEFLATED) as archive:
        for one in graded:
            page = result_files(order.root, one.student, order.notebook)[1]
            upload = uploads.get(one.student, {}).get("upload", "")
            name = page_name(upload, one.student, order.notebook)
            name = f"{one.student}/{name}" if name in names else name
            if page.exists():
                archive.write(page, name)
                names.append(name)
    yield f"Written: {path}: {len(names)} feedback pages"


def opened(path):
    return open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")


def page_name(upload, student, notebook):
    """Beside the upload, or in its place where the LMS has all files in one folder."""
    first, *rest = upload.split("/")
    if not first:
        return f"{student}/{notebook}.html"
    if not rest or first.lower().endswith(".zip"):
        return f"{plain_name(first)}.html"
    return f"{first}/{notebook}.html"
