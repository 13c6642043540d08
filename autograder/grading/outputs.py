"""Student outputs made harmless: text and pictures only, bounded, nothing live."""

import base64
import binascii
import struct

import nbformat

from ..sandbox.inside.wire import valid
from .messages import CONTROL

TEXT_LIMIT, PICTURE_LIMIT, COUNT = 20_000, 3_000_000, 60
PIXELS, TOTAL = 30_000_000, 24_000_000
FULL = "The outputs of this notebook are too large: this one is left out.\n"


def cleaned(outputs):
    """The outputs that may be kept of one cell."""
    return [new for new in map(_clean, joined(outputs)[:COUNT]) if new]


def joined(outputs):
    """The outputs with neighbouring pieces of one stream made into one."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else {}
        if "stream" == output.get("output_type") == last.get("output_type") and (
            output.get("name") == last.get("name")
        ):
            last["text"].append(output.get("text"))
        elif output.get("output_type") == "stream":
            merged.append({**output, "text": [output.get("text")]})
        else:
            merged.append(output)
    return merged


def bounded(cells, total=TOTAL):
    """Drop outputs of `cells` from where all of them together get too large."""
    for cell in cells:
        total -= len(repr(cell.get("outputs", [])))
        if total < 0 and cell.get("outputs"):
            cell.outputs = [nbformat.v4.new_output("stream", name="stderr", text=FULL)]


def _clean(output):
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return nbformat.v4.new_output("stream", name=name, text=text(output.get("text")))
    if kind == "error":
        return _error(output)
    if kind in ("display_data", "execute_result"):
        return _display(output.get("data"))
    return None


def _error(output):
    lines = output.get("traceback")
    rows = [text(line) for line in lines[-20:]] if isinstance(lines, list) else []
    name, value = text(output.get("ename"))[:80], text(output.get("evalue"))[:300]
    return nbformat.v4.new_output("error", ename=name, evalue=value, traceback=rows)


def _display(data):
    data = data if isinstance(data, dict) else {}
    kept = {"text/plain": text(data["text/plain"])} if "text/plain" in data else {}
    if is_picture(data.get("image/png")):
        kept["image/png"] = data["image/png"]
    return nbformat.v4.new_output("display_data", data=kept) if kept else None


def text(value):
    """Plain text without control characters, bounded."""
    value = "".join(map(str, value)) if isinstance(value, list) else str(value)
    value = valid(value[: 2 * TEXT_LIMIT]).expandtabs(4)
    short = CONTROL.sub("", value)
    return short if len(short) <= TEXT_LIMIT else short[:TEXT_LIMIT] + "\n… (cut)\n"


def is_picture(value):
    """Is it base64 of a PNG of bounded size?"""
    if not isinstance(value, str) or len(value) > PICTURE_LIMIT:
        return False
    try:
        data = base64.b64decode(value.replace("\n", ""), validate=True)
        width, height = struct.unpack_from(">II", data, 16)
    except (binascii.Error, ValueError, struct.error):
        return False
    return data.startswith(b"\x89PNG") and width * height <= PIXELS
