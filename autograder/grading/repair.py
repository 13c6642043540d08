"""Puts a submission back in order before it is graded.

Whatever Colab, a copy or a deleted cell did: each cell of the course is found
by its marker comment, its ids or its text. Of several copies of an answer the
last one that is not the stub counts. Cells stand in the course's order, each
extra cell before the cell it stood before; grade cells carry the course's own
text, and lost answers and given code come back as released.
"""

import copy
import re

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from .. import notebooks
from .recognise import (
    answer_slots,
    defined,
    essence,
    is_given,
    recognised,
    similar,
    written,
)

FUNCTION = re.compile(r"^(?:def|class)\b", re.M)
SKIP = "# A copy of an exercise that is not written yet: left out when grading.\n"
LOST = "\n\n# This cell was missing from the submission: it was put back as released."


class Repair(NbGraderPreprocessor):
    """nbgrader's DeduplicateIds, replaced: nothing a student did to cells stops the grading."""

    def preprocess(self, nb, resources):
        name = resources["nbgrader"]["notebook"]
        return repaired(nb, notebooks.source(name), name), resources


def repaired(nb, source, name):
    """The submission `nb` with every cell of `source` that counts in its place, once."""
    pieces = recognised(nb, source, name)
    chosen = {slot: choose(slot, pieces, source) for slot in answer_slots(source)}
    items = [(slot, order, dressed(piece, chosen, source))
             for order, (slot, piece) in enumerate(places(pieces, source))]  # fmt: skip
    for slot, cell in enumerate(source.cells):
        if notebooks.is_graded(cell):
            items.append((slot, len(pieces), copy.deepcopy(cell)))
        elif slot in chosen and chosen[slot] is None:
            items.append((slot, len(pieces), lost(cell)))
        elif is_lost_code(slot, pieces, source):
            items.append((slot, -1, fresh(cell.source, "code")))
    cells = [cell for _, _, cell in sorted(items, key=lambda item: item[:2])]
    return bound(cells, source)


def choose(slot, pieces, source):
    """The copy of an answer that counts: the last that is not the stub, else the last."""
    found = written(slot, pieces, source) or [piece for piece in pieces if piece.slot == slot]
    return found[-1] if found else None


def places(pieces, source):
    """(slot to stand at, piece), grade cells left out; extra cells stand before the next cell."""
    place, found = len(source.cells), []
    for piece in reversed(pieces):
        place = place if piece.slot is None else piece.slot
        if piece.slot is None or not notebooks.is_graded(source.cells[piece.slot]):
            found.append((place, piece))
    return found[::-1]


def is_lost_code(slot, pieces, source):
    """Given code that no cell of the submission holds any more; experiments stay lost."""
    cell = source.cells[slot]
    if not is_given(cell) or notebooks.is_experiment(cell):
        return False
    mine = [piece.text for piece in pieces if piece.slot == slot and piece.is_code]
    return not any(is_version(text, cell.source) for text in mine)


def is_version(text, pattern):
    """Is it this code, perhaps edited, or as an earlier release had it?"""
    names, same = defined(pattern), defined(pattern) & defined(text)
    by_names = len(names) > 1 and 2 * len(same) >= len(names)
    return by_names or similar(text, pattern) or essence(text) == essence(pattern)


def lost(cell):
    """An answer that is nowhere in the submission, as released."""
    new = copy.deepcopy(cell)
    new.source = notebooks.stub(cell) + (LOST if cell.cell_type == "code" else "")
    return new


def dressed(piece, chosen, source):
    """The cell of a piece, with the type and metadata that it needs."""
    if piece.slot in chosen:
        return answer(piece, chosen[piece.slot], source)
    cell = fresh(piece.text, piece.kind, piece.pictures)
    if is_experiment(piece, source):
        cell.metadata["tags"] = [notebooks.EXPERIMENT]
    return cell


def answer(piece, best, source):
    """The cell of one copy of an answer; only the one that counts is the course's."""
    pattern = source.cells[piece.slot]
    if piece is best:
        cell = fresh(piece.text, pattern.cell_type, piece.pictures)
        cell.metadata["nbgrader"] = copy.deepcopy(pattern.metadata.nbgrader)
        return cell
    unwritten = not written(piece.slot, [piece], source)
    return fresh(SKIP if unwritten else piece.text, piece.kind, piece.pictures)


def is_experiment(piece, source):
    """One of the course's experiments, or tagged so; a helper in a copied cell is run."""
    if piece.slot is None:
        return piece.tagged and not FUNCTION.search(piece.text)
    return notebooks.is_experiment(source.cells[piece.slot])


def fresh(text, kind, attached=None):
    """A new cell with this text, type and attached pictures, and nothing else."""
    new = {"cell_type": kind, "metadata": {}, "source": text}
    if kind == "code":
        new |= {"outputs": [], "execution_count": None}
    elif attached and kind == "markdown":
        new |= {"attachments": attached}
    return nbformat.from_dict(new)


def bound(cells, source):
    """A notebook of these cells, each with an id of its own, with the course's metadata."""
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place}"
    metadata = {key: copy.deepcopy(source.metadata[key]) for key in ("kernelspec", "language_info")}
    return nbformat.from_dict(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )
