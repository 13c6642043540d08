"""Grading as a function of one submission, in a private course folder."""

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from .. import notebooks
from ..course import course, database_url
from ..grading.failures import MachineFault
from ..grading.referee import Referee

FOLDERS = "nn-grade-"
CONVERSION_SECONDS = 120
FULL_DISK = 500_000  # bytes: with less, nbgrader cannot grade anything
FULL = "The disk of {folder} is full. Free some space and give the same command again."


@dataclass(frozen=True)
class Job:
    """What a worker needs. gradebook: a database file that knows the assignment.

    limits: settings of the referee that differ from the configuration.
    """

    student: str
    notebook: str
    text: str
    problem: str
    gradebook: bytes
    limits: dict = field(default_factory=dict)


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
    grader itself failed and the submission has no score yet. notes: what else
    was handed in or mended. Without a student: a file that is nobody's.
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
    notes: tuple = ()

    @property
    def score(self):
        return sum(mark.auto or 0 for mark in self.marks.values())


def grade(job):
    """The result of one job; a submission that cannot be graded is graded as untouched.

    Raises `MachineFault` where that is not the submission's doing.
    """
    if job.problem:
        return untouched(job, job.problem)
    try:
        with wall_limit(submission_seconds(job) + CONVERSION_SECONDS):
            return graded(job)
    except MachineFault:
        raise
    except GradingFailed as error:
        return untouched(job, str(error))
    except Exception as error:
        return untouched(job, f"It could not be graded ({type(error).__name__}).")


class GradingFailed(RuntimeError):
    """nbgrader could not bring one submission to an end."""


class OutOfTime(GradingFailed):
    """Reading or converting a submission takes too long."""


@contextlib.contextmanager
def wall_limit(seconds):
    """Raise `OutOfTime` again and again after `seconds`, until the block is left.

    Works in a process's main thread only, so not on a Dask worker.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise OutOfTime(f"It took longer than {seconds:g} seconds to grade.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def submission_seconds(job):
    settings = course(limits=job.limits).config.Referee
    return settings.get("submission_seconds", Referee.submission_seconds.default_value)


def untouched(job, problem):
    blank = notebooks.path_of(notebooks.RELEASE, job.notebook).read_text()
    return graded(Job(job.student, job.notebook, blank, "", job.gradebook, job.limits), problem)


def graded(job, problem=""):
    """Run nbgrader's autograde and generate_feedback on a private copy of the course."""
    with private_folder() as root:
        prepare(root, job)
        api = course(root, limits=job.limits)
        for step in (api.autograde, api.generate_feedback):
            done = step(job.notebook, job.student, force=True)
            if not done["success"]:
                raise Referee.fault or GradingFailed(why_failed(done))
        return read_result(root, job, problem)


@contextlib.contextmanager
def private_folder():
    """A folder for one submission; a failure on a full disk is told as what it is."""
    with tempfile.TemporaryDirectory(prefix=f"{FOLDERS}{os.getpid()}-") as root:
        try:
            yield Path(root)
        except Exception:
            if shutil.disk_usage(root).free < FULL_DISK:
                raise MachineFault(FULL.format(folder=tempfile.gettempdir())) from None
            raise


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


def why_failed(done):
    """Why a step of nbgrader failed: the end of the traceback in its log."""
    lines = (done.get("log") or done.get("error") or "").splitlines()
    lines = [line.strip() for line in lines if line.strip() and line[0] not in "[( "]
    return lines[-1][:200] if lines else "nbgrader gave no reason"
