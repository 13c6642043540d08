"""What is already graded: one small file for each student, written last of all."""

import dataclasses
import hashlib
import json

from .. import notebooks
from .records import Mark, Result

DECIDING = (".py", ".diff")


class Journal:
    """The finished results of one notebook in `root`/journal/.

    A result is entered after its files and gradebook rows are safe. So a run
    that was killed at any moment goes on where it stopped.
    """

    def __init__(self, root, notebook, database=""):
        self.folder, self.notebook = root / "journal" / notebook, notebook
        self.version, self.database = version(notebook), database

    def is_current(self):
        """Do the notebook and its checks still stand as they did when the run began?"""
        return version(self.notebook) == self.version

    def fingerprint(self, submission):
        """Changes with the submission, the notebook, its checks and the gradebook given."""
        parts = (self.version, submission.text, submission.problem, self.database)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def find(self, submission):
        """The recorded result of exactly this submission, or None."""
        path = self._path(submission.student)
        try:
            entry = json.loads(path.read_text())
            if entry.pop("fingerprint") != self.fingerprint(submission):
                return None
            marks = {name: Mark(**mark) for name, mark in entry.pop("marks").items()}
            return Result(marks=marks, **entry)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def enter(self, submission, result):
        """Note a result whose files and rows are written."""
        entry = dataclasses.asdict(dataclasses.replace(result, autograded="", feedback=""))
        entry["fingerprint"] = self.fingerprint(submission)
        write_whole(self._path(submission.student), json.dumps(entry, indent=1, ensure_ascii=False))

    def _path(self, student):
        return self.folder / f"{student}.json"


def version(notebook):
    """A hash of what decides the points: the notebook's source, its folder of checks, the
    code that all checks share, and the data (its manifest holds the hash of each file)."""
    here = notebooks.ROOT / "autograder"
    shared = *(here / "checks").glob("*.py"), *(here / "grading").glob("*.py")
    inside = (here / "sandbox" / "inside").glob("*.py")
    own = (path for path in (here / "checks" / notebook).rglob("*") if path.suffix in DECIDING)
    given = notebooks.path_of(notebooks.SOURCE, notebook), notebooks.DATA / "MANIFEST.json"
    paths = sorted([*shared, *inside, *own, *given])
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def write_whole(path, text):
    """Write a file (text or bytes) so that it is either the old or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(text if isinstance(text, bytes) else text.encode())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
