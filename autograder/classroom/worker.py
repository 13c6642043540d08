"""Grading as a function of one submission, in a private course folder."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from .. import notebooks
from ..course import course, database_url


@dataclass(frozen=True)
class Job:
    """What a worker needs. gradebook: a database file that knows the assignment."""

    student: str
    notebook: str
    text: str
    problem: str
    gradebook: bytes


@dataclass(frozen=True)
class Mark:
    """One graded cell: automatic points (None: not decided), most points, whether it is a
    written answer, whether a person still has to look at it."""

    auto: float | None
    most: float
    written: bool
    by_hand: bool


@dataclass(frozen=True)
class Result:
    """A graded submission: marks by grade id, what failed and why, and the files.

    problem: why the file could not be graded as it is. graded: False if the
    grader itself failed and the submission has no score yet.
    """

    student: str
    notebook: str
    marks: dict
    failed: dict = field(default_factory=dict)
    problem: str = ""
    sandboxed: bool = True
    graded: bool = True
    autograded: str = ""
    feedback: str = ""

    @property
    def score(self):
        return sum(mark.auto or 0 for mark in self.marks.values())


def grade(job):
    """The result of one job; a submission that cannot be graded is graded as untouched."""
    if job.problem:
        return untouched(job, job.problem)
    try:
        return graded(job)
    except GradingFailed as error:
        return untouched(job, str(error))


class GradingFailed(RuntimeError):
    """nbgrader could not bring one submission to an end."""


def untouched(job, problem):
    blank = notebooks.path_of(notebooks.RELEASE, job.notebook).read_text()
    return graded(Job(job.student, job.notebook, blank, "", job.gradebook), problem)


def graded(job, problem=""):
    """Run nbgrader's autograde and generate_feedback on a private copy of the course."""
    with tempfile.TemporaryDirectory(prefix="nn-grade-") as root:
        root = Path(root)
        prepare(root, job)
        api = course(root)
        for step in (api.autograde, api.generate_feedback):
            done = step(job.notebook, job.student, force=True)
            if not done["success"]:
                raise GradingFailed(last_line(done.get("error") or done.get("log") or ""))
        return read_result(root, job, problem)


def prepare(root, job):
    submitted = root / "submitted" / job.student / job.notebook / f"{job.notebook}.ipynb"
    submitted.parent.mkdir(parents=True)
    submitted.write_text(job.text)
    (root / "gradebook.db").write_bytes(job.gradebook)
    shutil.copytree(notebooks.SOURCE / job.notebook, root / "source" / job.notebook)


def read_result(root, job, problem):
    folder = Path(job.student, job.notebook)
    autograded = (root / "autograded" / folder / f"{job.notebook}.ipynb").read_text()
    feedback = (root / "feedback" / folder / f"{job.notebook}.html").read_text()
    about = nbformat.reads(autograded, as_version=4).metadata["autograder"]
    return Result(
        job.student, job.notebook, marks(root, job), about["failed"], problem,
        about["sandboxed"], autograded=autograded, feedback=feedback,
    )  # fmt: skip


def marks(root, job):
    with Gradebook(database_url(root)) as gradebook:
        notebook = gradebook.find_submission_notebook(job.notebook, job.notebook, job.student)
        return {
            grade.name: Mark(
                grade.auto_score,
                grade.max_score,
                grade.cell.cell_type == "markdown",
                bool(grade.needs_manual_grade),
            )
            for grade in notebook.grades
        }


def last_line(text):
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "nbgrader gave no reason"
