"""Puts a submission back in order before it is graded.

Whatever Colab, a copy or a deleted cell did: each cell of the course is found
by its marker comment, its ids or its text. Of several copies of an answer the
last one that is not the stub counts. Cells stand in the course's order, each
extra cell before the cell it stood before; grade cells carry the course's own
text, and lost answers and given code come back as released.
"""

import copy
import re
from dataclasses import dataclass

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from .. import notebooks

MARKER = re.compile(r"^[ \t]*#+[ \t]*(nb\d\d_\w+)[ \t]*:[ \t]*([\w-]+)", re.M)
DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.M)
FUNCTION = re.compile(r"^(?:def|class)\b", re.M)
UNPRINTABLE = re.compile("[\x00\ud800-\udfff\ufeff]")
SKIP = "# A copy of an exercise that is not written yet: left out when grading.\n"
LOST = "\n\n# This cell was missing from the submission: it was put back as released."
PICTURES = ("image/png", "image/jpeg", "image/gif")


class Repair(NbGraderPreprocessor):
    """nbgrader's DeduplicateIds, replaced: nothing a student did to cells stops the grading."""

    def preprocess(self, nb, resources):
        name = resources["nbgrader"]["notebook"]
        return repaired(nb, notebooks.source(name), name), resources


@dataclass
class Piece:
    """One cell of a submission. slot: the index of the source cell it is, or None."""

    text: str
    kind: str = "code"
    pictures: dict | None = None
    claims: tuple = ()
    tagged: bool = False
    slot: int | None = None

    @property
    def is_code(self):
        return self.kind == "code"


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


def recognised(nb, source, name):
    """The submission's cells, each with the source cell it is, as far as that can be told."""
    pieces = [piece for cell in nb.cells for piece in split(cell, name)]
    steps = (by_claims, by_same_text, by_similar_text, by_names, by_neighbour)
    for step in steps:
        step(pieces, source)
    return pieces


# --- Reading cells -----------------------------------------------------------------------------


def split(cell, name):
    """Fresh pieces of one cell: one, or one for each marker where cells were merged."""
    if not isinstance(cell, dict):
        return []
    body = text_of(cell)
    marks = [found for found in MARKER.finditer(body) if found.group(1) == name]
    cuts = [0, *(found.start() for found in marks[1:]), len(body)]
    pieces = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        mark = next((found.group(2) for found in marks if start <= found.start() < end), None)
        claims = (mark,) if start else (mark, *ids_of(cell))
        text = body[start:end] if len(cuts) == 2 else body[start:end].rstrip()
        shown = pictures(cell.get("attachments"))
        pieces.append(Piece(text, kind_of(cell), shown, claims, is_tagged(cell)))
    return pieces


def text_of(cell):
    """A cell's text with LF line ends, without bytes that no file may hold."""
    source = cell.get("source", cell.get("input", ""))
    text = "".join(map(str, source)) if isinstance(source, list) else source
    text = text if isinstance(text, str) else ""
    return UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def ids_of(cell):
    """The ids a cell carries besides its marker: nbgrader's, the cell's own, Colab's."""
    metadata = metadata_of(cell)
    nbgrader, ids = metadata.get("nbgrader"), metadata.get("ids")
    nbgrader = nbgrader if isinstance(nbgrader, dict) else {}
    ids = ids if isinstance(ids, list) else []
    found = (nbgrader.get("grade_id"), cell.get("id"), metadata.get("id"), *ids)
    return tuple(name for name in found if isinstance(name, str))


def metadata_of(cell):
    metadata = cell.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def is_tagged(cell):
    """Does it say that it is an experiment? A copied cell says so too."""
    tags = metadata_of(cell).get("tags")
    return isinstance(tags, list) and notebooks.EXPERIMENT in tags


def kind_of(cell):
    """Its type; text of an unknown type is shown as text."""
    kind = cell.get("cell_type")
    return kind if kind in ("code", "raw") else "markdown"


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


def pictures(attachments):
    """The attachments that are pictures in the form nbformat asks for."""
    if not isinstance(attachments, dict):
        return {}
    kept = {
        str(name): {kind: data for kind, data in bundle.items()
                    if kind in PICTURES and isinstance(data, str)}
        for name, bundle in attachments.items() if isinstance(bundle, dict)
    }  # fmt: skip
    return {name: bundle for name, bundle in kept.items() if bundle}


# --- Recognising cells -------------------------------------------------------------------------


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
             for slot, c in enumerate(source.cells) if not is_written(c)}  # fmt: skip
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
        if is_written(cell) and not any(piece.slot == slot for piece in pieces):
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


# --- The course's cells ------------------------------------------------------------------------


def is_written(cell):
    return cell.cell_type == "markdown" and bool(notebooks.metadata(cell).get("solution"))


def is_answer(cell):
    """A cell that the student writes, code or text."""
    return bool(notebooks.metadata(cell).get("solution"))


def answer_slots(source):
    return [slot for slot, cell in enumerate(source.cells) if is_answer(cell)]


def is_given(cell):
    """Code of the course that is neither an answer nor graded."""
    return cell.cell_type == "code" and not notebooks.metadata(cell)


# --- Putting cells in order --------------------------------------------------------------------


def written(slot, pieces, source):
    """The copies of an answer that are not the stub; code before other cells."""
    stub, kind = essence(notebooks.stub(source.cells[slot])), source.cells[slot].cell_type
    found = [p for p in pieces if p.slot == slot and essence(p.text) not in ((), stub)]
    return [piece for piece in found if piece.kind == kind] or found


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
