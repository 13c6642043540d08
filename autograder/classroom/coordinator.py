"""Grades a class: hands out jobs, and alone writes the gradebook and the files."""

import multiprocessing
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from nbgrader.api import Gradebook

from .. import notebooks
from ..course import course, database_url
from ..kernel import require_sandbox
from ..referee import Referee
from .intake import collect
from .worker import Job, grade


def grade_class(notebook, folder, root=notebooks.ROOT, workers=2, each=lambda result, total: None):
    """Grade all submissions of `notebook` in `folder`; returns the results by student.

    `each(result, total)` is called as soon as a result is safely recorded.
    """
    require_sandbox(
        course(root).config.Referee.get(
            "allow_unsandboxed", Referee.allow_unsandboxed.default_value
        )
    )
    submissions = collect(folder, notebook)
    gradebook = empty_gradebook(notebook)
    know_assignment(notebook, database_url(root))
    jobs = [Job(s.student, notebook, s.text, s.problem, gradebook) for s in submissions]
    results = []
    with executor(workers) as pool:
        for done in as_completed([pool.submit(grade, job) for job in jobs]):
            results.append(done.result())
            record(results[-1], root)
            each(results[-1], len(jobs))
    return sorted(results, key=lambda result: result.student)


def executor(workers):
    """A local pool whose processes are forked after nbgrader is imported, once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["autograder.classroom.worker", "autograder.course"])
    return ProcessPoolExecutor(workers, mp_context=context)


def empty_gradebook(notebook):
    """A gradebook file that knows the assignment and no student."""
    with tempfile.TemporaryDirectory() as root:
        know_assignment(notebook, database_url(root))
        return Path(root, "gradebook.db").read_bytes()


def know_assignment(notebook, database):
    """Tell a gradebook the assignment's cells and points, through nbgrader itself."""
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree(notebooks.SOURCE / notebook, Path(root, "source", notebook))
        done = course(root, database).generate_assignment(notebook, force=True)
    if not done["success"]:
        raise RuntimeError(
            f"nbgrader could not read source/{notebook}: {done.get('error') or done['log']}"
        )


def record(result, root):
    """Write one result: first the files, then, all at once, the gradebook's rows."""
    folder = Path(result.student, result.notebook)
    replace(root / "autograded" / folder / f"{result.notebook}.ipynb", result.autograded)
    replace(root / "feedback" / folder / f"{result.notebook}.html", result.feedback)
    with Gradebook(database_url(root)) as gradebook:
        gradebook.update_or_create_student(result.student)
        gradebook.update_or_create_submission(result.notebook, result.student)
        notebook = gradebook.find_submission_notebook(
            result.notebook, result.notebook, result.student
        )
        for row in notebook.grades:
            update(row, result.marks[row.name])
        gradebook.db.commit()


def update(row, mark):
    """Set a grade's automatic score; a score given by hand stays and is looked at again."""
    row.auto_score = mark.auto
    row.needs_manual_grade = mark.by_hand or row.manual_score is not None


def replace(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text)
    part.replace(path)
