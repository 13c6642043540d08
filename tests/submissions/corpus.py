"""Reads tests/submissions/{hostile,innocent}: one Python file is one submission.

The docstring says what it does. Behind it come parts, each under a line
`# %% KIND`: a cell behind the imports (no kind); `answer ID`, which replaces
that answer; `end`, a last cell; `markdown`, a text cell; `notebook`, code that
changes the finished notebook `nb`.
"""

import ast
import copy
import re
from pathlib import Path

import nbformat

from autograder import notebooks

NOTEBOOK = "nb00_start"
HERE = Path(__file__).parent
PART = re.compile(r"^# %%(?: (\S+))?(?: (\S+))?$\n", re.M)


def files(folder):
    return sorted((HERE / folder).glob("*.py"))


def parts(path):
    """(kind, argument, text) of each part."""
    pieces = PART.split(path.read_text())[1:]
    return [(pieces[i] or "", pieces[i + 1], pieces[i + 2]) for i in range(0, len(pieces), 3)]


def earned(path, default):
    """The points that the same code earns honestly."""
    found = re.search(r"Earns: (\d+)", path.read_text())
    return float(found.group(1)) if found else default


def released(answers):
    """The released notebook with these answers; made from the source."""
    nb = copy.deepcopy(notebooks.source(NOTEBOOK))
    for cell in nb.cells:
        name = notebooks.grade_id(cell)
        if notebooks.is_graded(cell):
            cell.source = notebooks.visible(cell)
        elif name:
            cell.source = answers.get(name, notebooks.stub(cell))
    return nb


def submission(path, answers):
    """The submission in `path`, over `answers`."""
    found = parts(path)
    replaced = {
        name: f"# {NOTEBOOK}: {name} (keep this line)\n{text}"
        for kind, name, text in found if kind == "answer"
    }  # fmt: skip
    nb = released({**answers, **replaced})
    place = next(i for i, cell in enumerate(nb.cells) if cell.id == "imports")
    for kind, _, text in found:
        if kind == "":
            place += 1
            nb.cells.insert(place, nbformat.v4.new_code_cell(text.strip()))
        elif kind == "end":
            nb.cells.append(nbformat.v4.new_code_cell(text.strip()))
        elif kind == "markdown":
            nb.cells.append(nbformat.v4.new_markdown_cell(ast.literal_eval(text.strip())))
        elif kind == "notebook":
            exec(text, {"nb": nb})
    return nb
