"""Deletes one student: gradebook, files, rows of tables, lines of the log, backups, old terms."""

import csv
import re
import shutil
import sqlite3
from contextlib import closing

from nbgrader.api import Gradebook, MissingEntry

from .. import notebooks
from ..course import database_url
from .class_scores import is_file_name
from .gradebook import exists
from .grades import write_table
from .journal import write_whole
from .terms import FOLDER

OWN_FOLDERS = ("submitted", "autograded", "feedback")
# Pages and tables about several students: made again by their verbs.
MADE_AGAIN = ("similar", "exports")


class NobodyToForget(RuntimeError):
    """There is no such student."""


def forget(student, root, database=""):
    """Delete everything of `student` below `root`; returns what was deleted, a line each."""
    if not is_file_name(student) or student.startswith("."):
        raise NobodyToForget(f"{student} is no student's id.")
    done = list(forgotten_in(root, student, database or database_url(root)))
    for term in sorted(path for path in root.glob(f"{FOLDER}/*") if path.is_dir()):
        done += [
            f"{FOLDER}/{term.name}: {one}"
            for one in forgotten_in(term, student, database_url(term))
        ]
    if not done:
        raise NobodyToForget(f"Nothing of {student} is in {root}: is this the id in the gradebook?")
    return done


def forgotten_in(root, student, url):
    """Delete, and yield what was deleted, in one course folder or archived term."""
    if exists(url) and from_gradebook(student, url):
        yield "gradebook"
    for copy in sorted(root.glob("backups/gradebook-*.db")):
        if from_gradebook(student, f"sqlite:///{copy}"):
            yield f"backups/{copy.name}"
    for path in files_of(root, student):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        yield f"{path.relative_to(root)}"
    for table in [*sorted(root.glob("grades/*.csv")), root / "roster.csv"]:
        if from_table(student, table):
            yield f"{table.relative_to(root)}: their rows"
    if from_log(student, root / "grading.log"):
        yield "grading.log: their lines"


def from_gradebook(student, url):
    """Remove a student with all grades and comments, so that the file no longer holds them."""
    with Gradebook(url) as gradebook:
        try:
            gradebook.remove_student(student)
        except MissingEntry:
            return False
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///").partition("?")[0])) as file:
            file.execute("VACUUM")  # deleted rows stay in the file until then
    return True


def files_of(root, student):
    """The files and folders that are theirs, and the pages that name several students."""
    items = [item for name in notebooks.names() for item in notebooks.points(name)]
    own = [
        *(root / folder / student for folder in OWN_FOLDERS),
        *root.glob("journal/*/*.json"),
        *(root / "why" / f"{student}_{item}.ipynb" for item in items),
        *(root / "viva" / f"{student}_{name}.html" for name in notebooks.names()),
    ]
    own = [path for path in own if path.parent.parent.name != "journal" or path.stem == student]
    found = [path for path in own if path.exists()]
    return found + [root / name for name in MADE_AGAIN if found and (root / name).exists()]


def from_table(student, path):
    """Take a student's rows out of a CSV file whose first column is the student."""
    if not path.exists():
        return False
    with open(path, newline="", encoding="utf-8") as file:
        head, *rows = list(csv.reader(file)) or [[]]
    kept = [row for row in rows if row[:1] != [student]]
    if len(kept) < len(rows):
        write_table(path, head, kept)
    return len(kept) < len(rows)


def from_log(student, path):
    """Take the lines about a student out of the log."""
    if not path.exists():
        return False
    lines = path.read_text(errors="replace").splitlines(keepends=True)
    theirs = re.compile(rf"^\S+ \S+ \w+ {re.escape(student)}: ")
    kept = [line for line in lines if not theirs.match(line)]
    if len(kept) < len(lines):
        write_whole(path, "".join(kept))
    return len(kept) < len(lines)
