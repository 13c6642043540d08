"""nbgrader preprocessors that keep what students see free of our tests and of live HTML."""

import re
import textwrap

import nbformat
from jinja2 import BytecodeCache
from nbconvert.exporters import HTMLExporter
from nbgrader.preprocessors import NbGraderPreprocessor

from .. import notebooks
from .markup import LOCKED, with_head

STYLE = """
#notebook-container { max-width: 60em; }
.rendered_html table { margin: 1em 0; border-collapse: collapse; }
.rendered_html th, .rendered_html td { padding: 0.2em 0.8em; border: 1px solid #ccc; }
.rendered_html img { max-width: 100%; }
.output_subarea pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.output_error pre { border-left: 4px solid #d2413a; }
#toc li:not(.late-penalty) { display: none; }
"""
NO_ALT, ALT = re.compile(r"<img (?![^>]*\balt=)"), "A picture without a description"
WARNING = "**Not sandboxed**: this submission was graded without the sandbox."


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


class FeedbackNote(NbGraderPreprocessor):
    """Puts the results on top of the feedback, and the course's setup code out of sight."""

    def preprocess(self, nb, resources):
        setup = setup_titles(resources["nbgrader"]["notebook"])
        for cell in nb.cells:
            if cell.cell_type == "code" and first_line(cell) in setup:
                cell.source = first_line(cell)
        unsafe = nb.metadata.get("autograder", {}).get("sandboxed") is False
        notes = [WARNING] if unsafe else []
        nb.cells[:0] = [nbformat.v4.new_markdown_cell(text) for text in [*notes, results(nb)]]
        return nb, resources


def setup_titles(notebook):
    """The first lines of the course's cells that a notebook shows folded."""
    cells = notebooks.source(notebook).cells
    return {first_line(c) for c in cells if c.metadata.get("jupyter", {}).get("source_hidden")}


def first_line(cell):
    return cell.source.split("\n")[0]


def results(nb):
    """A table of all graded cells with their points, as Markdown."""
    rows = [row(cell) for cell in nb.cells if notebooks.metadata(cell).get("grade")]
    return "\n".join(["| | graded | points |", "|---|---|---|", *rows])


def row(cell):
    about = notebooks.metadata(cell)
    score, points = (about.get(key) or 0 for key in ("score", "points"))
    mark = "✓" if score == points else "✗"
    mark = mark if cell.cell_type == "code" else "read by your teacher"
    name = about["grade_id"]
    return f"| {mark} | [{name}](#{name}) | {score:g} of {points:g} |"


class CompiledTemplates(BytecodeCache):
    """Templates of the page, compiled once in each process instead of once for each student."""

    code = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket):
        self.code[bucket.key] = bucket.bytecode_to_string()


class FeedbackExporter(HTMLExporter):
    """nbconvert's page with tables one can read; a template's style comes too early for that."""

    def _create_environment(self):
        environment = super()._create_environment()
        environment.bytecode_cache = CompiledTemplates()
        return environment

    def from_notebook_node(self, nb, resources=None, **more):
        """Without HTMLExporter's own step: it parses the whole page to add alt texts."""
        resources = self._init_resources(resources)
        html, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **more)
        html = NO_ALT.sub(f'<img alt="{ALT}" ', html)
        return with_head(html, LOCKED, f"<style>{STYLE}</style>"), resources
