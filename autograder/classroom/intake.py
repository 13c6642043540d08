"""Finding submissions in a folder, whatever its layout, and refusing what is not one."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

SAFE = re.compile(r"[^\w.@+-]+")
LARGEST = 50 * 2**20


class NothingToGrade(RuntimeError):
    """The folder is missing or holds no notebook."""


@dataclass(frozen=True)
class Submission:
    """One student's notebook. problem: why its text cannot be graded, or ""."""

    student: str
    path: Path
    text: str = ""
    problem: str = ""


def collect(folder, notebook):
    """The submissions of `notebook` in `folder`, one for each student, sorted.

    Known layouts: STUDENT/NOTEBOOK/NOTEBOOK.ipynb (nbgrader's), STUDENT/any.ipynb,
    STUDENT.ipynb. Raises `NothingToGrade` with the command that helps.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NothingToGrade(f"There is no folder {folder}. Give one: make grade SUBMITTED=folder")
    found = {}
    for path in sorted(folder.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            found.setdefault(student_of(path, folder), []).append(path)
    if not found:
        raise NothingToGrade(
            f"No .ipynb file in {folder}. Expected {folder}/STUDENT/{notebook}.ipynb"
        )
    return [read(student, best(paths, notebook)) for student, paths in sorted(found.items())]


def student_of(path, folder):
    """The student's id: the first folder below `folder`, or the file's stem."""
    first = path.relative_to(folder).parts[0]
    return SAFE.sub("_", first.removesuffix(".ipynb")).strip("._") or "unnamed"


def best(paths, notebook):
    """Of several files of one student: the one named like the notebook, else the first."""
    return next((path for path in paths if path.stem == notebook), paths[0])


def read(student, path):
    """The submission in `path`; what cannot be read becomes a problem, not an error."""
    if path.stat().st_size > LARGEST:
        return Submission(student, path, problem="The file is larger than 50 MB.")
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
        nbformat.reads(text, as_version=4)
    except Exception as error:
        reason = f"The file is not a readable notebook ({type(error).__name__})."
        return Submission(student, path, problem=reason)
    return Submission(student, path, text)
