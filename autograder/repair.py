"""Puts a submission back in order before it is graded.

Whatever Colab, a copy or a deleted cell did: each answer and grade cell is
found by its id or its marker comment, of several copies the last one that is
not the stub counts, grade cells stand behind their answers with the
course's own text, and lost cells come back as released.
"""

import copy
import re

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from . import notebooks

MARKER = re.compile(r"^# (nb\d\d_\w+): ([\w-]+) \(keep this line\)", re.M)
SKIP = "# A copy of an exercise that is not written yet: left out when grading.\n"


class Repair(NbGraderPreprocessor):
    """nbgrader's DeduplicateIds, replaced: nothing a student did to cells stops the grading."""

    def preprocess(self, nb, resources):
        name = resources["nbgrader"]["notebook"]
        return repaired(nb, notebooks.source(name)), resources


def repaired(nb, source):
    """The submission `nb` with every graded cell of `source` in its place, once."""
    wanted = {notebooks.grade_id(cell): cell for cell in source.cells if notebooks.grade_id(cell)}
    stubs = {name: notebooks.stub(cell) for name, cell in wanted.items()}
    cells = [normal(cell) for cell in nb.cells if isinstance(cell.get("source"), (str, list))]
    chosen = choose(cells, wanted, stubs)
    body = [cell for cell in cells if keep(cell, chosen, wanted, stubs)]
    fresh = nbformat.v4.new_notebook(cells=body, metadata=plain_metadata(source))
    restore(fresh, chosen, wanted, stubs)
    return fresh


def normal(cell):
    """A fresh cell with the text and tags of `cell` and no other metadata."""
    text = cell.source if isinstance(cell.source, str) else "".join(map(str, cell.source))
    make = {"code": nbformat.v4.new_code_cell, "raw": nbformat.v4.new_raw_cell}
    new = make.get(cell.get("cell_type"), nbformat.v4.new_markdown_cell)(text)
    metadata = cell.get("metadata") or {}
    new.metadata["claimed"] = claimed_id(metadata, text)
    tags = metadata.get("tags")
    if isinstance(tags, list) and notebooks.EXPERIMENT in tags:
        new.metadata["tags"] = [notebooks.EXPERIMENT]
    return new


def claimed_id(metadata, text):
    """The grade id a cell says it has: by its marker comment, else by its metadata."""
    marked = MARKER.search(text)
    if marked:
        return marked.group(2)
    nbgrader = metadata.get("nbgrader")
    given = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return given if isinstance(given, str) else None


def choose(cells, wanted, stubs):
    """Grade id → the cell that counts: the last copy that is not the stub."""
    chosen = {}
    for cell in cells:
        name = cell.metadata["claimed"]
        if name in wanted and not (name in chosen and is_stub(cell, stubs[name])):
            chosen[name] = cell
    return chosen


def is_stub(cell, stub):
    """Is this the released text, but for blanks?"""
    return cell.source.split() == stub.split()


def keep(cell, chosen, wanted, stubs):
    """Does this cell stay in the body? Dress or undress it on the way."""
    name = cell.metadata.pop("claimed")
    if name not in wanted:
        return True
    if notebooks.is_graded(wanted[name]):
        return False
    if cell is chosen[name]:
        dress(cell, wanted[name])
    elif is_stub(cell, stubs[name]):
        cell.source = SKIP
    return True


def dress(cell, pattern):
    """Give a cell the type and nbgrader metadata of the course's own cell."""
    cell.metadata["nbgrader"] = copy.deepcopy(pattern.metadata.nbgrader)
    if cell.cell_type != pattern.cell_type:
        cell.cell_type = pattern.cell_type
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)


def restore(nb, chosen, wanted, stubs):
    """Put each grade cell behind its answer, and lost cells behind what stood before them."""
    place = 0
    for name, pattern in wanted.items():
        if name in chosen and not notebooks.is_graded(pattern):
            place = max(place, index_of(nb, name) + 1)
            continue
        new = copy.deepcopy(pattern)
        new.source = pattern.source if notebooks.is_graded(pattern) else stubs[name]
        nb.cells.insert(place, new)
        place += 1


def index_of(nb, name):
    return next(i for i, cell in enumerate(nb.cells) if notebooks.grade_id(cell) == name)


def plain_metadata(source):
    """The course's kernel and language; nothing of what an editor wrote."""
    return {key: copy.deepcopy(source.metadata[key]) for key in ("kernelspec", "language_info")}
