"""The cells of a submission as plain pieces of text, with what each claims to be."""

import re
from dataclasses import dataclass

from .. import notebooks

MARKER = re.compile(r"^[ \t]*#+[ \t]*(nb\d\d_\w+)[ \t]*:[ \t]*([\w-]+)", re.M)
UNPRINTABLE = re.compile("[\x00\ud800-\udfff\ufeff]")
PICTURES = ("image/png", "image/jpeg", "image/gif")


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
