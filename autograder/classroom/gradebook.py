"""The only place that writes nbgrader's gradebook, and the files beside it."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from .. import notebooks
from ..course import course, database_url
from ..secret import close_to_others
from .bounds import private_folder, why_failed
from .journal import write_whole

LOCKED_TRIES, LOCKED_PAUSE, BACKUPS = 5, 2, 5


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

    A gradebook.db that does not exist yet begins as a copy of the empty one; one that does
    is copied into backups/ first.
    """
    blank = empty_gradebook(notebook)
    root.mkdir(parents=True, exist_ok=True)
    path = root / "gradebook.db"
    if database == database_url(root) and not path.exists():
        write_whole(path, blank)
    else:
        back_up(path, root / "backups")
        know_assignment(notebook, database)
    close_to_others(path)
    return blank


def back_up(path, folder):
    """A dated copy of an SQLite gradebook, whole even while others use it; the last few stay."""
    if not path.exists():
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"gradebook-{time.strftime('%Y-%m-%d-%H%M%S')}.db"
    copy.touch(0o600)
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    for one in sorted(folder.glob("gradebook-*.db"))[:-BACKUPS]:
        one.unlink()


def graded_students(notebook, database):
    """The students whose automatic scores of this notebook stand in the gradebook."""
    if not exists(database):
        return set()
    try:
        with Gradebook(database) as gradebook:
            rows = gradebook.assignment_submissions(notebook)
            return {row.student_id for row in rows if any(map(is_graded, row.notebooks))}
    except SQLAlchemyError as error:
        raise unreadable(database, error) from None


def is_graded(part):
    return any(cell.auto_score is not None for cell in part.grades)


def record(result, root, database):
    """Write one result: first the files, then, all at once, the gradebook's rows."""
    autograded, feedback = result_files(root, result.student, result.notebook)
    write_whole(autograded, result.autograded)
    write_whole(feedback, result.feedback)
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


def result_files(root, student, notebook):
    """Where a student's graded notebook and feedback page lie."""
    folder = Path(student, notebook)
    return (root / "autograded" / folder / f"{notebook}.ipynb",
            root / "feedback" / folder / f"{notebook}.html")  # fmt: skip


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
