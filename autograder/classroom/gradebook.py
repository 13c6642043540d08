"""The only place that writes nbgrader's gradebook, and the files beside it."""

import shutil
import time
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from .. import notebooks
from ..course import course, database_url
from .bounds import private_folder, why_failed
from .journal import write_whole

LOCKED_TRIES, LOCKED_PAUSE = 5, 2


class NoGradebook(RuntimeError):
    """The gradebook that was given cannot be used."""


def unreadable(url, error):
    return NoGradebook(
        f"The gradebook {shown(url)} cannot be read ({type(error).__name__}). "
        "Give the one of your class: --db URL or --root folder."
    )


def shown(url):
    """A gradebook's URL without the password in it."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "given"


def exists(url):
    """Is there a gradebook? Only looked at: nbgrader would make an empty one.

    Raises `NoGradebook` if the URL is none or nothing answers there.
    """
    try:
        file = make_url(url).database
        if url.startswith("sqlite") and not (file and Path(file).is_file()):
            return False
        engine = create_engine(url)
        try:
            return inspect(engine).has_table("submitted_assignment")
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise unreadable(url, error) from None


def know_assignment(notebook, database):
    """Tell a gradebook the assignment's cells and points, through nbgrader itself."""
    with private_folder() as root:
        shutil.copytree(notebooks.SOURCE / notebook, root / "source" / notebook)
        done = course(root, database).generate_assignment(notebook, force=True)
        if not done["success"]:
            raise RuntimeError(f"nbgrader could not take in source/{notebook}: {why_failed(done)}")


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
    write_whole(root / "autograded" / folder / f"{result.notebook}.ipynb", result.autograded)
    write_whole(root / "feedback" / folder / f"{result.notebook}.html", result.feedback)
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
