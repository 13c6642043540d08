"""What nbgrader's formgrader shows of this course: see nbgrader_config.py.

The course's setup is folded, the mark scheme stands above each written answer, and what
`make grade` has graded counts as handed in, although no folder submitted/ is needed for it.
"""

import copy

import nbformat
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderAPI

from .. import notebooks
from .feedback import first_line, setup_titles
from .markup import FORMGRADER, NO_MATHJAX, with_head

SCHEME = "**Reference answer.** {answer}\n\n**Mark scheme.**\n\n{scheme}"


class FormgraderExporter(HTMLExporter):
    """The page on which a person reads one submission."""

    def from_notebook_node(self, nb, resources=None, **more):
        name = (resources or {}).get("notebook_id")
        nb = with_schemes(nb, name) if name in notebooks.names() else nb
        html, resources = super().from_notebook_node(nb, resources, **more)
        return with_head(html, FORMGRADER, NO_MATHJAX), resources


def with_schemes(nb, name):
    """A copy of a graded notebook: setup folded, a mark scheme above each written answer."""
    nb, setup, known = copy.deepcopy(nb), setup_titles(name), schemes(name)
    cells = []
    for cell in nb.cells:
        if cell.cell_type == "code" and first_line(cell) in setup:
            cell.source = first_line(cell)
        if notebooks.grade_id(cell) in known:
            cells.append(nbformat.v4.new_markdown_cell(known[notebooks.grade_id(cell)]))
        cells.append(cell)
    nb.cells = cells
    return nb


def schemes(name):
    """Grade id of each written answer → reference answer and mark scheme, as Markdown."""
    found = {}
    for grade_id, (answer, scheme) in notebooks.mark_schemes(name).items():
        lines = [line.strip() for line in scheme.splitlines() if line.strip()]
        listed = "\n".join(f"* {line.removeprefix('- ').removeprefix('* ')}" for line in lines)
        found[grade_id] = SCHEME.format(answer=answer, scheme=listed)
    return found


class FormgraderAPI(NbGraderAPI):
    """nbgrader's lists of assignments and submissions, with what `make grade` has graded."""

    def get_submitted_students(self, assignment_id):
        found = super().get_submitted_students(assignment_id)
        with Gradebook(self.coursedir.db_url) as gradebook:
            try:
                rows = gradebook.assignment_submissions(assignment_id)
                return found | {row.student_id for row in rows}
            except MissingEntry:  # "*", or an assignment that is not in the gradebook yet
                return found

    def get_submitted_timestamp(self, assignment_id, student_id):
        """From timestamp.txt, else as the gradebook has it: nothing newer is at hand."""
        told = super().get_submitted_timestamp(assignment_id, student_id)
        if told:
            return told
        with Gradebook(self.coursedir.db_url) as gradebook:
            try:
                return gradebook.find_submission(assignment_id, student_id).timestamp
            except MissingEntry:
                return None

    def get_assignment(self, assignment_id, released=None):
        """An assignment with a folder in release/ is released, whichever way students got it."""
        found = super().get_assignment(assignment_id, released)
        if found and found.get("release_path"):
            found["status"] = "released"
        return found
