"""nbgrader preprocessors and the exporter of students' pages: what helps first, nothing live."""

import textwrap

import nbformat
from jinja2 import Environment, PackageLoader
from nbconvert.exporters import HTMLExporter
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from pygments.formatters import HtmlFormatter

from .. import notebooks
from .marks import heading, lost_items, marks_of, said, unwritten
from .markup import LOCKED, highlighted, rendered_once, safe_markdown

COLORS = HtmlFormatter().get_style_defs(".highlight")


class CutHidden(NbGraderPreprocessor):
    """Takes the hidden regions out of a graded notebook, after the scores are saved."""

    def preprocess_cell(self, cell, resources, index):
        if notebooks.is_graded(cell):
            cell.source = notebooks.visible(cell)
        if cell.cell_type == "raw":
            return as_text(cell), resources
        return cell, resources


def as_text(cell):
    """A raw cell as a block of plain text, so that its lines stay lines."""
    block = nbformat.v4.new_markdown_cell(textwrap.indent(cell.source, "    "))
    return nbformat.from_dict({**block, "id": cell.id})


class GetMarks(GetGrades):
    """nbgrader's GetGrades; also notes which cells a person has read or still has to read."""

    def _get_score(self, cell, resources):
        super()._get_score(cell, resources)
        found = self.gradebook.find_grade(
            cell.metadata.nbgrader["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        cell.metadata.nbgrader["waits"] = bool(found.needs_manual_grade)
        cell.metadata.nbgrader["read"] = found.manual_score is not None


class FeedbackExporter(HTMLExporter):
    """The page of one graded submission, from the course's own template."""

    def from_notebook_node(self, nb, resources=None, **more):
        resources = self._init_resources(resources)
        nb, resources = self._preprocess(nb, resources)
        return page(nb, resources["nbgrader"]), resources


def page(nb, about):
    """The whole page; needs no other file and asks no machine. about: nbgrader's resources."""
    marks = marks_of(nb)
    score, note = heading(about, marks)
    return TEMPLATES.get_template("feedback.html").render(
        title=title_of(about["notebook"]),
        notebook=about["notebook"],
        score=score,
        note=note,
        penalty=about.get("late_penalty") or 0,
        sandbox=nb.metadata.get("autograder", {}).get("sandbox", ""),
        lost=lost_items(nb, marks),
        unwritten=unwritten(nb, marks),
        marks=marks,
        cells=list(shown(nb, about["notebook"])),
        policy=LOCKED,
        colors=COLORS,
    )


def title_of(notebook):
    """The first heading of the notebook."""
    for cell in notebooks.source(notebook).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            return first_line(cell)[2:]
    return notebook


def shown(nb, notebook):
    """The cells as the template needs them: what is the course's own, and what is folded."""
    course = {cell.source for cell in notebooks.source(notebook).cells}
    setup = setup_titles(notebook)
    for number, cell in enumerate(nb.cells):
        is_setup = cell.cell_type == "code" and first_line(cell) in setup
        yield {
            "cell": cell,
            "about": notebooks.metadata(cell),
            "anchor": notebooks.grade_id(cell) or f"cell-{number}",
            "given": not notebooks.metadata(cell) and is_given(cell, course | setup),
            "title": first_line(cell).lstrip("# ").removeprefix("@title "),
            "setup": is_setup,
        }


def is_given(cell, course):
    """Is it the course's own text, a setup cell, or an experiment, which is not run?"""
    known = cell.source in course or first_line(cell) in course
    return known or notebooks.is_experiment(cell)


def setup_titles(notebook):
    """The first lines of the course's cells that a notebook shows folded."""
    cells = notebooks.source(notebook).cells
    return {first_line(c) for c in cells if c.metadata.get("jupyter", {}).get("source_hidden")}


def first_line(cell):
    return cell.source.split("\n")[0]


def markdown(cell):
    return safe_markdown({"cell": cell}, cell.source)


TEMPLATES = Environment(loader=PackageLoader(__package__), autoescape=True, trim_blocks=True)
TEMPLATES.filters.update(
    markdown=markdown, comment=rendered_once, code=highlighted, said=said, points="{:g}".format
)
