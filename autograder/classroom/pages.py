"""Students' feedback pages, made again from the gradebook: points by hand and comments in them."""

from pathlib import Path

from nbgrader.api import Gradebook

from ..course import course, database_url
from .bounds import why_failed
from .class_scores import is_file_name, read_class
from .histograms import write_places


class NoPage(RuntimeError):
    """A feedback page could not be made."""


def write_pages(notebook, root, database="", students=None):
    """Make the pages of `students` (default: all in the gradebook) and the pictures of all.

    Returns how many pages were made. Raises `NothingGraded`, `NoGradebook`, `NoPage`.
    """
    root, url = Path(root), database or database_url(root)
    graded = read_class(notebook, root, url)
    api = course(root, url)
    made = 0
    for one in graded:
        wanted = students is None or one.student in students
        if wanted and has_notebook(root, one.student, notebook):
            done = api.generate_feedback(notebook, one.student, force=True)
            if not done["success"]:
                raise NoPage(f"The page of {one.student} was not made: {why_failed(done)}")
            made += 1
    write_places(graded, notebook, root / "feedback")
    return made


def has_notebook(root, student, notebook):
    path = root / "autograded" / student / notebook / f"{notebook}.ipynb"
    return is_file_name(student) and path.exists()


def read_by_a_person(notebook, url):
    """The students to whom a person gave points or wrote a comment."""
    with Gradebook(url) as gradebook:
        rows = gradebook.assignment_submissions(notebook)
        return {row.student_id for row in rows if any(map(touched, row.notebooks))}


def touched(part):
    points = any(cell.manual_score is not None or cell.extra_credit for cell in part.grades)
    return points or any(comment.manual_comment for comment in part.comments)
