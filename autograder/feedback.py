"""nbgrader preprocessors that keep what students see free of our tests and of live HTML."""

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from . import notebooks

WARNING = "**Not sandboxed**: this submission was graded without the sandbox."


class CutHidden(NbGraderPreprocessor):
    """Takes the hidden regions out of a graded notebook, after the scores are saved."""

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "code":
            cell.source = notebooks.visible(cell)
        return cell, resources


class FeedbackNote(NbGraderPreprocessor):
    """Says at the top of the feedback when a submission ran without the sandbox."""

    def preprocess(self, nb, resources):
        if nb.metadata.get("autograder", {}).get("sandboxed") is False:
            nb.cells.insert(0, nbformat.v4.new_markdown_cell(WARNING))
        return nb, resources
