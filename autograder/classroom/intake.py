"""Finding submissions in a folder or an LMS download, and refusing what is not one."""

import re
import time
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat

from .. import notebooks
from ..grading import repair
from .bounds import wall_limit
from .files import files_in
from .reading import Unreadable, read, written_answers

SAFE = re.compile(r"[^\w.@+-]+")
CANVAS = re.compile(r"(?P<name>[^_]+_)(?:LATE_)?(?P<number>\d+)_\d+_(?P<file>.+\.\w+)")
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)")
COPY = re.compile(r"^(copy|kopie) (of|von) |[ _-]+\(?copy\d*\)?$|[ _]*\(\d+\)$|-\d+$", re.I)
AGAIN = re.compile(r"-(\d+)$")
NOT_A_NOTEBOOK = "It is not a notebook (.ipynb)."
GIVE_ONE = "Give one: make grade SUBMITTED=folder"
MOST_NOTES, READING_SECONDS = 10, 20


class NothingToGrade(RuntimeError):
    """The folder is missing or holds no notebook."""


@dataclass(frozen=True)
class Submission:
    """One student's notebook, cleaned. problem: why there is none to grade, or "".

    notes: what else was handed in and set aside, and what was mended.
    """

    student: str
    path: Path
    text: str = ""
    problem: str = ""
    notes: tuple = ()


@dataclass(frozen=True)
class Candidate:
    """A file looked into. rank: the larger, the more likely the one to grade; None: refused."""

    path: Path
    reason: str = ""
    rank: tuple | None = None
    text: str = ""
    notes: tuple = ()


def take_in(folder, notebook):
    """(the submissions, one for each student, sorted; [(path, reason)] of nobody's files).

    `folder`: STUDENT/NOTEBOOK/NOTEBOOK.ipynb (nbgrader's), STUDENT/any.ipynb,
    STUDENT.ipynb, what Canvas or Moodle let one download, or a zip of these.
    Raises `NothingToGrade` with the command that helps.
    """
    folder = Path(folder)
    if not folder.exists():
        raise NothingToGrade(f"There is no folder {folder}. {GIVE_ONE}")
    if folder.is_file() and not zipfile.is_zipfile(folder):
        raise NothingToGrade(f"{folder} is neither a folder nor a zip file. {GIVE_ONE}")
    owned, strays = by_owner(folder)
    if not owned:
        listed = "".join(f"\n  {path}: {reason}" for path, reason in strays[:MOST_NOTES])
        raise NothingToGrade(
            f"No .ipynb file in {folder}. Expected {folder}/STUDENT/{notebook}.ipynb{listed}"
        )
    names = student_ids(owned)
    found = [submission(names[owner], files, notebook) for owner, files in owned.items()]
    return sorted(found, key=lambda one: one.student), strays


# --- Whose file is it? -------------------------------------------------------------------------


def by_owner(folder):
    """({(name, number): files}, [(path, reason)] of files that are nobody's)."""
    files = files_in(folder)
    downloads = lms_folders(files)
    owned, strays = {}, []
    for file in files:
        parts = file.parts[1:] if file.parts[0] in downloads else file.parts
        if not file.nowhere and (len(parts) > 1 or is_someones(file, parts[0])):
            owned.setdefault(owner_of(parts), []).append(file)
        else:
            strays.append((file.path, file.problem or NOT_A_NOTEBOOK))
    return owned, strays


def is_someones(file, name):
    """Does a file directly in the folder belong to a student?"""
    return file.is_folder or is_notebook(file) or lms(name)


def lms(part):
    return MOODLE.fullmatch(part) or CANVAS.fullmatch(part)


def lms_folders(files):
    """First folders or zips that are an LMS download: all in it belongs to named students."""
    inside = {}
    for file in files:
        if len(file.parts) > 1 and not lms(file.parts[0]):
            inside.setdefault(file.parts[0], []).append(lms(file.parts[1]))
    least = {first: 1 if first.lower().endswith(".zip") else 2 for first in inside}
    return {
        first for first, found in inside.items()
        if all(found) and len({(m["name"], m["number"]) for m in found}) >= least[first]
    }  # fmt: skip


def owner_of(parts):
    """(name, number) of the student: from an LMS name, else the first folder or the file's stem."""
    found = lms(parts[0])
    if not found:
        return re.sub(r"\.(ipynb|zip)\b.*$", "", parts[0], flags=re.I), ""
    if found.re is CANVAS:
        return found["name"] + found["number"], ""
    return found["name"], found["number"]


def student_ids(owners):
    """Owner → student id, fit for file names; two students never share one."""
    plain = {owner: safe(owner[0]) for owner in owners}
    count = Counter(plain.values())
    names, taken = {}, set()
    for owner in sorted(owners):
        name = plain[owner] if count[plain[owner]] == 1 else safe("_".join(filter(None, owner)))
        again = 1
        while name.lower() in taken:
            again += 1
            name = f"{plain[owner]}-{again}"
        taken.add(name.lower())
        names[owner] = name
    return names


def safe(name):
    name = SAFE.sub("_", unicodedata.normalize("NFC", name)).strip("._-")
    return name[:60] or "unnamed"


# --- Which file is it? -------------------------------------------------------------------------


def submission(student, files, notebook):
    """The one submission in a student's files; the others are named in its notes."""
    files = [f for f in files if f.problem or not (f.is_folder or is_elsewhere(f, notebook))]
    deadline = time.monotonic() + READING_SECONDS
    looked = [look(file, notebook, deadline) for file in files]
    good = sorted((one for one in looked if one.rank), key=lambda one: one.rank)
    if not good:
        return Submission(student, Path(student), problem=no_notebook(looked, notebook))
    best = good[-1]
    others = [one for one in looked if one is not best]
    notes = [f"{one.path}: {one.reason or 'another copy, not graded.'}" for one in others]
    if len(good) > 1:
        notes.insert(0, f"{len(good)} notebooks: {best.path} was graded.")
    return Submission(student, best.path, best.text, "", (*best.notes, *shortened(notes)))


def is_elsewhere(file, notebook):
    """Does it lie in the folder of another assignment, or is it nbgrader's own?"""
    folders = file.parts[1:-1]
    other = any(part in notebooks.names() and part != notebook for part in folders)
    return other or file.parts[-1] == "timestamp.txt"


def is_notebook(file):
    return ".ipynb" in file.parts[-1].lower()


def look(file, notebook, deadline):
    """Read one file, until `deadline`, and judge whether it is this notebook."""
    if file.problem or not is_notebook(file):
        return Candidate(file.path, file.problem or NOT_A_NOTEBOOK)
    try:
        with wall_limit(max(deadline - time.monotonic(), 0.01)):
            return candidate(file, notebook)
    except Unreadable as error:
        return Candidate(file.path, str(error))
    except Exception as error:
        return Candidate(file.path, f"The file cannot be read ({type(error).__name__}).")


def candidate(file, notebook):
    nb, notes = read(file.load(), notebook)
    reason = not_this(nb, notebook, named(file) == notebook)
    if reason:
        return Candidate(file.path, reason)
    return Candidate(file.path, "", rank(file, nb, notebook), nbformat.writes(nb), tuple(notes))


def named(file):
    """The notebook's name in a file name, without what browsers and an LMS add to it."""
    match = lms(file.parts[-1])
    stem = (match["file"] if match else file.parts[-1]).split(".ipynb")[0]
    while (shorter := COPY.sub("", stem)) != stem:
        stem = shorter
    return stem


def not_this(nb, notebook, rightly_named):
    """Why `nb` is not this notebook, or "": the most markers decide, else the most cells."""
    counts = markers(nb) or {name: known_cells(nb, name) for name in notebooks.names()}
    own, most = counts.get(notebook, 0), max(counts.values())
    if most == 0 or (own == 0 and most < 3):
        return f"No cell of {notebook} was found in it."
    others = [name for name, count in counts.items() if count == most and name != notebook]
    if own < most:
        return f"It looks like {others[0]}, not like {notebook}."
    if others and not rightly_named:
        return f"It could be {notebook} or {others[0]}: please name the file {notebook}.ipynb."
    return ""


def markers(nb):
    """Notebook of the course → how many of its marker comments stand in `nb`."""
    found = {mark for cell in nb.cells for mark in repair.MARKER.findall(cell.source)}
    return Counter(name for name, _ in found if name in notebooks.names())


def known_cells(nb, name):
    """How many cells of the course's notebook `name` are found in `nb`."""
    pieces = repair.recognised(nb, notebooks.source(name), name)
    return len({piece.slot for piece in pieces} - {None})


def rank(file, nb, notebook):
    """By: anything written, sent again (Canvas), the name, the folder, the cells found."""
    match = CANVAS.fullmatch(file.parts[-1])
    again = AGAIN.search(file.parts[-1].split(".ipynb")[0]) if match else None
    written = written_answers(nb, notebook)
    return (
        written > 0, int(again[1]) if again else 0, file.parts[-1] == f"{notebook}.ipynb",
        named(file) == notebook, notebook in file.parts[:-1], known_cells(nb, notebook), written,
        file.parts,
    )  # fmt: skip


def no_notebook(looked, notebook):
    """Why a student has nothing to grade."""
    if not looked:
        return f"No notebook of {notebook} was handed in: the folder is empty."
    reasons = [f"{one.path}: {one.reason}" for one in looked]
    return f"No notebook of {notebook} to grade. " + " ".join(shortened(reasons))


def shortened(lines):
    more = len(lines) - MOST_NOTES
    return lines[:MOST_NOTES] + ([f"And {more} more files."] if more > 0 else [])
