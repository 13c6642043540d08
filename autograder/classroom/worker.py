"""Grading as a function of one submission, in a private course folder."""

import shutil
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from .. import notebooks
from ..course import course, database_url
from ..grading.failures import MachineFault
from ..grading.referee import Referee
from .bounds import private_folder, why_failed
from .patience import GradingFailed, time_limit
from .records import Job, Mark, Result

CONVERSION_SECONDS = 120


def grade(job):
    """The result of one job; a submission that cannot be graded is graded as untouched.

    Raises `MachineFault` where that is not the submission's doing.
    """
    if job.problem:
        return untouched(job, job.problem)
    try:
        with time_limit(submission_seconds(job) + CONVERSION_SECONDS):
            return graded(job)
    except MachineFault:
        raise
    except GradingFailed as error:
        return untouched(job, str(error))
    except Exception as error:
        return untouched(job, f"It could not be graded ({type(error).__name__}).")


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
        about["sandbox"], autograded=autograded, feedback=feedback,
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
