"""From the bytes of a file to a clean notebook, whatever an editor, a merge or a cut did to it."""

import contextlib
import json
import re

from .. import notebooks
from ..grading import pieces, recognise, repair

LARGEST = 100 * 2**20
STRING = r'"(?:[^"\\]|\\.)*"'
SPARE_COMMA = re.compile(rf"({STRING})|,(?=\s*[}}\]])", re.S)
CONFLICT = re.compile(
    r"^<{7}.*\n([\s\S]*?)(?:^\|{7}[\s\S]*?)?^={7}.*\n([\s\S]*?)^>{7}.*(?:\n|\Z)", re.M
)
CONFLICT_BEGINS = "\n<<<<<<<"  # looked for first: the expression takes a second for each megabyte
CELLS = re.compile(r'"cells"\s*:\s*\[')
CELL = re.compile(r'\{\s*"(?:attachments|cell_type|execution_count|id|metadata|source)"\s*:')
OTHER_KINDS = [
    (b"%PDF", "It is a PDF. The .ipynb file itself is needed."),
    (b"PK\x03\x04", "It is a zip file that could not be opened."),
    (b"\x1f\x8b", "It is a compressed file, not a notebook."),
    (b"\x89PNG", "It is a picture, not a notebook."),
    (b"<", "It is a web page (HTML). The .ipynb file itself is needed."),
]
CUT = "The file is damaged: only the {count} cells that could be read were graded."
MERGED = "The file holds unsolved conflicts of a git merge: the cells of both sides were read."


class Unreadable(ValueError):
    """The bytes are no notebook; the text is a sentence for the student."""


def read(data, notebook):
    """(clean notebook, notes on what was mended) of a file's bytes; `Unreadable` if none."""
    text = decoded(data)
    content, notes = as_it_is(text) or merged(text) or mended(text)
    return clean(content, notebook), notes


def as_it_is(text):
    """(the notebook's JSON, no notes), or None: read before any expression goes over the file."""
    with contextlib.suppress(ValueError, RecursionError):
        return json.loads(text, strict=False), []


def merged(text):
    """(the cells of both sides of a merge, notes), or None if the file holds no conflict."""
    if CONFLICT_BEGINS in f"\n{text}" and CONFLICT.search(text):
        return both_sides(text), [MERGED]


def both_sides(text):
    """The cells of both sides of a merge; of different ones, the own side's come last."""
    own, other = (cells_of(parsed(CONFLICT.sub(rf"\{side}", text))) for side in (1, 2))
    texts = [pieces.text_of(cell) for cell in own]
    return {"cells": [cell for cell in other if pieces.text_of(cell) not in texts] + own}


def decoded(data):
    """The text in the bytes: UTF-8, UTF-16 with its mark, else Latin-1."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("The file is empty.")
    for start, reason in OTHER_KINDS:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start) and not is_merge(data):
            raise Unreadable(reason)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").replace("\x00", "")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\x00", "")


def is_merge(data):
    return data.lstrip().startswith(b"<<<<<<<")


def parsed(text):
    return (as_it_is(text) or mended(text))[0]


def mended(text):
    """(the notebook's JSON, notes): without spare commas, else what cells are left."""
    found = as_it_is(SPARE_COMMA.sub(r"\1", text))
    if found:
        return found
    cells = salvaged(text)
    if not cells:
        raise Unreadable("The file is not a notebook: its JSON cannot be read.")
    return {"cells": cells}, [CUT.format(count=len(cells))]


def salvaged(text):
    """Every whole cell of a damaged or cut file."""
    start, cells, decoder = CELLS.search(text), [], json.JSONDecoder(strict=False)
    place = start.end() if start else len(text)
    while found := CELL.search(text, place):
        try:
            cell, place = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            place = found.start() + 1
            continue
        if "cell_type" in cell:
            cells.append(cell)
    return cells


def clean(content, notebook):
    """A valid notebook with the texts, types and ids of the cells in `content`, no more.

    The same bytes give the same notebook, so that a second run finds its result.
    """
    cells = [clean_cell(cell) for cell in cells_of(content)]
    return repair.bound(cells, notebooks.source(notebook))


def cells_of(content):
    """The cells of a parsed notebook of format 4 or 3."""
    if not isinstance(content, dict):
        raise Unreadable("The file is JSON, but not a notebook.")
    sheets = content.get("worksheets")
    groups = [content, *(sheets if isinstance(sheets, list) else [])]
    lists = [group["cells"] for group in groups
             if isinstance(group, dict) and isinstance(group.get("cells"), list)]  # fmt: skip
    if not lists:
        raise Unreadable("The file is JSON, but it has no list of cells.")
    return [cell for cells in lists for cell in cells if isinstance(cell, dict)]


def clean_cell(cell):
    """A new cell; its ids lie where a second one like it does no harm."""
    level = cell.get("level") if cell.get("cell_type") == "heading" else 0
    text = "#" * (level if level in range(7) else 1) + " " * bool(level) + pieces.text_of(cell)
    new = repair.fresh(text, pieces.kind_of(cell), pieces.pictures(cell.get("attachments")))
    new.metadata["ids"] = list(pieces.ids_of(cell))
    new.metadata["tags"] = [notebooks.EXPERIMENT] if pieces.is_tagged(cell) else []
    return new


def written_answers(nb, notebook):
    """How many exercises of the notebook hold more than the stub."""
    source = notebooks.source(notebook)
    cells, slots = recognise.recognised(nb, source, notebook), recognise.answer_slots(source)
    return sum(bool(recognise.written(slot, cells, source)) for slot in slots)
