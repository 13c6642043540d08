"""Finding submissions in a folder or an LMS download, and refusing what is not one."""

import re
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbgrader.utils import parse_utc

from .. import notebooks
from ..grading import pieces, recognise
from ..grading.failures import MachineFault
from . import apart, lms
from .files import BUDGET, Budgets, File, TooMuch, entries_of, looked_into
from .owners import NOT_A_NOTEBOOK, by_owner, is_notebook
from .patience import time_limit
from .reading import Unreadable, read, written_answers
from .roster import Roster
from .wrappers import unwrapped

AGAIN = re.compile(r"-(\d+)$")
STAMP = "timestamp.txt"
GIVE_ONE = "Give one: make grade SUBMITTED=folder"
MOST_NOTES, READING_SECONDS = 10, 20
MOST_CELLS, MOST_TEXT = 3_000, 20 * 2**20
ENDS_READING = "What was handed in cannot be read: it takes more memory than there may be."


class NothingToGrade(RuntimeError):
    """The folder is missing or holds no notebook."""


@dataclass(frozen=True)
class Submission:
    """One student's notebook, cleaned. problem: why there is none to grade, or "".

    notes: what else was handed in and set aside, and what was mended. sender: who a platform
    says it is. when: the time of handing in as text (without a zone: local), late: only that.
    upload: the path of the upload below what is around the class.
    """

    student: str
    path: Path
    text: str = ""
    problem: str = ""
    notes: tuple = ()
    sender: lms.Sender = lms.Sender("")
    when: str = ""
    late: bool = False
    upload: str = ""


@dataclass(frozen=True)
class Candidate:
    """A file looked into. rank: the larger, the more likely the one to grade; None: refused."""

    path: Path
    reason: str = ""
    rank: tuple | None = None
    text: str = ""
    notes: tuple = ()
    file: File | None = None


def take_in(folder, notebook, roster=None):
    """(the submissions, one for each student, sorted; [(path, reason)] of nobody's files).

    `folder`: STUDENT/NOTEBOOK/NOTEBOOK.ipynb (nbgrader's), STUDENT/any.ipynb,
    STUDENT.ipynb, what a learning platform lets one download, or a zip of these.
    Raises `NothingToGrade` with the command that helps.
    """
    folder = Path(folder)
    if not folder.exists():
        raise NothingToGrade(f"There is no folder {folder}. {GIVE_ONE}")
    if folder.is_file() and not zipfile.is_zipfile(folder):
        raise NothingToGrade(f"{folder} is neither a folder nor a zip file. {GIVE_ONE}")
    given_up = set()
    while True:
        found, now = [], ""
        try:
            known = roster or Roster()
            for kind, value in apart.items(read_folder, folder, notebook, given_up, known):
                if kind == "strays":
                    return sorted(found, key=lambda one: one.student), value
                if kind == "begin":
                    now = value
                else:
                    found.append(value)
        except apart.Ended:
            if now in given_up:
                raise NothingToGrade(f"{folder} cannot be read: {now} ends the reading.") from None
            given_up.add(now)


def read_folder(folder, notebook, given_up, roster):
    """In a process with bounded memory: ("begin", name) of what is read next, the submissions
    as they come, ("strays", list) at the end."""
    budgets, found = Budgets(), []
    for entry in entries_of(folder):
        yield "begin", f"entry {entry.name}"
        if f"entry {entry.name}" in given_up:
            found.append(File((entry.name,), problem=ENDS_READING, is_folder=True))
        else:
            found += looked_into(entry, budgets, whole=entry == folder)
    found = [replace(file, inner=file.parts) for file in sorted(found, key=lambda f: f.parts)]
    owned, strays = by_owner(unwrapped(found, notebook, roster), roster)
    if not owned:
        listed = "".join(f"\n  {path}: {reason}" for path, reason in strays[:MOST_NOTES])
        raise NothingToGrade(
            f"No .ipynb file in {folder}. Expected {folder}/STUDENT/{notebook}.ipynb{listed}"
        )
    for student, (sender, files) in sorted(owned.items()):
        yield "begin", f"student {student}"
        if f"student {student}" in given_up:
            one = Submission(student, Path(student), problem=ENDS_READING)
        else:
            one = submission(student, files, notebook)
        yield "one", replace(one, sender=sender)
    yield "strays", strays


# --- Which file is it? -------------------------------------------------------------------------


def submission(student, files, notebook):
    """The one submission in a student's files; the others are named in its notes."""
    stamps = {file.parts[:-1]: file for file in files if file.parts[-1] == STAMP and file.load}
    files = [f for f in files if f.problem or not (f.is_folder or is_elsewhere(f, notebook))]
    deadline = time.process_time() + READING_SECONDS
    looked = [look(file, notebook, deadline) for file in files]
    good = sorted((one for one in looked if one.rank), key=lambda one: one.rank)
    if not good:
        sent = max(files, key=lambda file: file.when, default=File((student,)))
        return Submission(
            student, Path(student), problem=no_notebook(looked, notebook),
            when=sent.when, late=sent.late, upload="/".join(sent.inner),
        )  # fmt: skip
    best = good[-1]
    others = [one for one in looked if one is not best]
    notes = [f"{one.path}: {one.reason or set_aside(one, best)}" for one in others]
    if len(good) > 1:
        notes.insert(0, f"{len(good)} notebooks: {best.path} was graded.")
    when = best.file.when or stamp(stamps.get(best.file.parts[:-1]))
    return Submission(
        student, best.path, best.text, "", (*best.notes, *shortened(notes)),
        when=when, late=best.file.late, upload="/".join(best.file.inner),
    )  # fmt: skip


def set_aside(one, best):
    earlier = one.file.when and one.file.when < best.file.when
    return "an earlier attempt, not graded." if earlier else "another copy, not graded."


def stamp(file):
    """What stands in nbgrader's timestamp.txt beside a notebook, with its zone, or ""."""
    try:
        text = file.load().decode().strip() if file else ""
        return f"{parse_utc(text)} UTC" if text else ""
    except (OSError, ValueError, OverflowError, TooMuch):
        return ""


def is_elsewhere(file, notebook):
    """Does it lie in the folder of another assignment, or is it nbgrader's own?"""
    folders = file.parts[1:-1]
    other = any(part in notebooks.names() and part != notebook for part in folders)
    return other or file.parts[-1] == STAMP


def look(file, notebook, deadline):
    """Read one file, until `deadline`, and judge whether it is this notebook."""
    if file.problem or not is_notebook(file):
        return Candidate(file.path, file.problem or NOT_A_NOTEBOOK)
    try:
        with time_limit(max(deadline - time.process_time(), 0.01)):
            return candidate(file, notebook)
    except MachineFault as fault:  # nobody's fault but the machine's: no zero
        raise MachineFault(f"{file.path}: {fault}. Give the same command again.") from None
    except (Unreadable, TooMuch) as error:
        return Candidate(file.path, str(error))
    except Exception as error:
        return Candidate(file.path, f"The file cannot be read ({type(error).__name__}).")


def candidate(file, notebook):
    nb, notes = read(file.load(), notebook)
    if len(nb.cells) > MOST_CELLS:
        return Candidate(file.path, f"It has more than {MOST_CELLS} cells.")
    reason = not_this(nb, notebook, named(file) == notebook)
    if reason:
        return Candidate(file.path, reason)
    text = nbformat.writes(nb)
    if len(text) > MOST_TEXT:
        return Candidate(file.path, f"Its cells hold more than {MOST_TEXT >> 20} MB of text.")
    return Candidate(file.path, "", rank(file, nb, notebook), text, tuple(notes), file)


def named(file):
    """The notebook's name in a file name, without what browsers and a platform add to it."""
    found = lms.sender(file.parts[-1])
    return lms.stem((found and found.file) or file.parts[-1])


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
    found = {mark for cell in nb.cells for mark in pieces.MARKER.findall(cell.source)}
    return Counter(name for name, _ in found if name in notebooks.names())


def known_cells(nb, name):
    """How many cells of the course's notebook `name` are found in `nb`."""
    cells = recognise.recognised(nb, notebooks.source(name), name)
    return len({cell.slot for cell in cells} - {None})


def rank(file, nb, notebook):
    """By: anything written, sent last, the name, the folder, the cells found."""
    found = lms.sender(file.parts[-1])
    canvas = found and found.platform.startswith("Canvas")
    again = AGAIN.search(file.parts[-1].split(".ipynb")[0]) if canvas else None
    written = written_answers(nb, notebook)
    return (
        written > 0, file.when, int(again[1]) if again else 0,
        file.parts[-1] == f"{notebook}.ipynb", named(file) == notebook,
        notebook in file.parts[:-1], known_cells(nb, notebook), written, file.parts,
    )  # fmt: skip


def no_notebook(looked, notebook):
    """Why a student has nothing to grade."""
    if not looked:
        return f"No notebook of {notebook} was handed in: the folder is empty."
    reasons = [f"{one.path}: {one.reason}" for one in looked if one.reason != BUDGET]
    reasons = [BUDGET] * any(one.reason == BUDGET for one in looked) + reasons
    return f"No notebook of {notebook} to grade. " + " ".join(shortened(reasons))


def shortened(lines):
    more = len(lines) - MOST_NOTES
    return lines[:MOST_NOTES] + ([f"And {more} more files."] if more > 0 else [])
