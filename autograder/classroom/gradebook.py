"""The only place that writes nbgrader's gradebook, and the files beside it."""

import shutil
import time
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError

from .. import notebooks
from ..course import course, database_url
from .journal import replace
from .worker import last_line, private_folder

LOCKED_TRIES, LOCKED_PAUSE = 5, 2


def know_assignment(notebook, database):
    """Tell a gradebook the assignment's cells and points, through nbgrader itself."""
    with private_folder() as root:
        shutil.copytree(notebooks.SOURCE / notebook, root / "source" / notebook)
        done = course(root, database).generate_assignment(notebook, force=True)
        if not done["success"]:
            reason = last_line(done.get("error") or done["log"])
            raise RuntimeError(f"nbgrader could not read source/{notebook}: {reason}")


def empty_gradebook(notebook):
    """A gradebook file that knows the assignment and no student."""
    with private_folder() as root:
        know_assignment(notebook, database_url(root))
        return (root / "gradebook.db").read_bytes()


def prepare(notebook, root, database):
    """Make `database` know the assignment; returns an empty gradebook's bytes for the workers.

    A gradebook.db that does not exist yet begins as a copy of the empty one.
    """
    blank = empty_gradebook(notebook)
    root.mkdir(parents=True, exist_ok=True)
    path = root / "gradebook.db"
    if database == database_url(root) and not path.exists():
        path.write_bytes(blank)
    else:
        know_assignment(notebook, database)
    return blank


def record(result, root, database):
    """Write one result: first the files, then, all at once, the gradebook's rows."""
    folder = Path(result.student, result.notebook)
    replace(root / "autograded" / folder / f"{result.notebook}.ipynb", result.autograded)
    replace(root / "feedback" / folder / f"{result.notebook}.html", result.feedback)
    for last in [*[False] * LOCKED_TRIES, True]:
        try:
            return write_rows(result, database)
        except OperationalError as error:
            if last:
                raise RuntimeError(
                    f"The gradebook cannot be written ({error.orig}). Close what uses it and"
                    " give the same command again; what is graded so far is kept."
                ) from error
            time.sleep(LOCKED_PAUSE)


def write_rows(result, database):
    """Set the automatic scores of one submission."""
    with Gradebook(database) as gradebook:
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
