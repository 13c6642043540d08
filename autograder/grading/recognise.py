"""Which cell of the course each cell of a submission is: by claims, text, names or place."""

import re

from .. import notebooks
from .pieces import Piece, split

DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.M)


def recognised(nb, source, name):
    """The submission's cells, each with the source cell it is, as far as that can be told."""
    pieces = [piece for cell in nb.cells for piece in split(cell, name)]
    steps = (by_claims, by_same_text, by_similar_text, by_names, by_neighbour)
    for step in steps:
        step(pieces, source)
    return pieces


def by_claims(pieces, source):
    """By marker, nbgrader id, cell id or Colab id: the first that the course knows."""
    known = {cell.get("id"): slot for slot, cell in enumerate(source.cells)}
    known |= {notebooks.grade_id(c): slot for slot, c in enumerate(source.cells)}
    known.pop(None, None)
    for piece in pieces:
        piece.slot = next((known[name] for name in piece.claims if name in known), None)


def by_same_text(pieces, source):
    """By the very text of a source cell or stub, but for blanks."""
    known = {essence(notebooks.stub(c) if is_answer(c) else notebooks.visible(c)): slot
             for slot, c in enumerate(source.cells) if not notebooks.is_written(c)}  # fmt: skip
    known.pop((), None)
    for piece in pieces:
        if piece.slot is None:
            piece.slot = known.get(essence(piece.text))


def by_similar_text(pieces, source):
    """Given code and experiments by at least half of their lines; given code only once."""
    found = {piece.slot for piece in pieces}
    given = {slot: cell for slot, cell in enumerate(source.cells) if is_given(cell)}
    for piece in pieces:
        if piece.slot is None and piece.is_code:
            near = [slot for slot, cell in given.items()
                    if (slot not in found or notebooks.is_experiment(cell))
                    and similar(piece.text, cell.source)]  # fmt: skip
            piece.slot = near[0] if near else None
            found.add(piece.slot)


def by_names(pieces, source):
    """Answers by what they define: where the marked cell is lost, a stub, or holds another."""
    names = {slot: names_of(cell) for slot, cell in enumerate(source.cells)
             if notebooks.is_answer(cell)}  # fmt: skip
    for piece in pieces:
        if piece.slot in names and not names[piece.slot] & defined(piece.text):
            other = only(slot for slot in names if holds(piece, names[slot]))
            piece.slot = piece.slot if other is None else other
    for slot in names:
        if not written(slot, pieces, source):
            find(slot, names, pieces)


def find(slot, names, pieces):
    """Take an unknown cell for this answer, else a copy of the cell that holds it too."""
    found = [piece for piece in pieces if holds(piece, names[slot])]
    free = [piece for piece in found if piece.slot is None]
    other = [piece for piece in found if piece.slot in names and piece.slot != slot]
    if free:
        free[-1].slot = slot
    elif other:
        place = next(i for i, piece in enumerate(pieces) if piece is other[-1])
        pieces.insert(place + 1, Piece(other[-1].text, slot=slot))


def by_neighbour(pieces, source):
    """A written answer that lost its id: the unknown text behind the question."""
    for slot, cell in enumerate(source.cells):
        if notebooks.is_written(cell) and not any(piece.slot == slot for piece in pieces):
            before = [i for i, piece in enumerate(pieces) if piece.slot == slot - 1]
            rest = pieces[before[-1] + 1 :] if before else []
            if rest and rest[0].slot is None and not rest[0].is_code:
                rest[0].slot = slot


def essence(text):
    """The words of a text without comment lines: what stubs are compared by."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("# ")]
    return tuple(" ".join(lines).split())


def similar(text, pattern):
    """Does `text` hold at least half of the lines of `pattern`?"""
    lines = {line.strip() for line in pattern.splitlines() if line.strip()}
    same = lines & {line.strip() for line in text.splitlines()}
    return len(lines) > 1 and 2 * len(same) >= len(lines)


def defined(text):
    """The names that a cell's text defines at its left margin."""
    return {first or second for first, second in DEFINED.findall(text)}


def names_of(cell):
    """The names that an answer must define."""
    return defined(notebooks.stub(cell)) or defined(notebooks.solution(cell))


def holds(piece, names):
    return piece.is_code and bool(names) and names <= defined(piece.text)


def only(found):
    """The one element, or None if there are none or several."""
    found = list(found)
    return found[0] if len(found) == 1 else None


def written(slot, pieces, source):
    """The copies of an answer that are not the stub; code before other cells."""
    stub, kind = essence(notebooks.stub(source.cells[slot])), source.cells[slot].cell_type
    found = [p for p in pieces if p.slot == slot and essence(p.text) not in ((), stub)]
    return [piece for piece in found if piece.kind == kind] or found


def is_answer(cell):
    """A cell that the student writes, code or text."""
    return bool(notebooks.metadata(cell).get("solution"))


def answer_slots(source):
    return [slot for slot, cell in enumerate(source.cells) if is_answer(cell)]


def is_given(cell):
    """Code of the course that is neither an answer nor graded."""
    return cell.cell_type == "code" and not notebooks.metadata(cell)
