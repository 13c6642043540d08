"""Student outputs made harmless: text and pictures only, bounded, nothing live."""

import base64
import binascii

import nbformat

from .messages import CONTROL

TEXT_LIMIT, PICTURE_LIMIT, COUNT = 20_000, 3_000_000, 60


def cleaned(outputs):
    """The outputs that may be kept of one cell."""
    return [new for new in map(_clean, outputs[:COUNT]) if new]


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
    short = CONTROL.sub("", value[: 2 * TEXT_LIMIT].expandtabs(4))
    return short if len(short) <= TEXT_LIMIT else short[:TEXT_LIMIT] + "\n… (cut)\n"


def is_picture(value):
    """Is it base64 of a PNG of bounded size?"""
    if not isinstance(value, str) or len(value) > PICTURE_LIMIT:
        return False
    try:
        return base64.b64decode(value.replace("\n", ""), validate=True).startswith(b"\x89PNG")
    except (binascii.Error, ValueError):
        return False
