"""A notebook as text and back (jupytext's py:percent), for editing and for diffs."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import jupytext
import nbformat

from .build import canonical

FORMAT = "py:percent"


class NotANotebook(RuntimeError):
    """An edited text that does not make a valid notebook."""


def as_text(path):
    """The text of a notebook file; each cell's id stands in its header."""
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        cell.metadata["id"] = cell.get("id", "")
    return jupytext.writes(nb, FORMAT)


def as_notebook(text):
    """The canonical notebook text of what `as_text` gave, edited."""
    nb = jupytext.reads(text, FORMAT)
    taken = set()
    for cell in nb.cells:
        cell.id = free_id(cell.metadata.pop("id", "") or slug(cell.source), taken)
    nb.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
    }
    nb.nbformat, nb.nbformat_minor = 4, 5
    return canonical(nb)


def slug(source):
    """A short id from a cell's first words."""
    return re.sub(r"[^a-z0-9]+", "-", source.lower())[:30].strip("-") or "cell"


def free_id(wanted, taken):
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def edit(path):
    """Open a notebook as text in $EDITOR; write it back if it was changed.

    Raises `NotANotebook`, and keeps the edited text, if it cannot be written back.
    """
    before = as_text(path)
    file = Path(tempfile.mkdtemp(), f"{path.stem}.py")
    file.write_text(before)
    subprocess.run([*os.environ.get("EDITOR", "nano").split(), str(file)], check=True)
    after = file.read_text()
    if after != before:
        try:
            path.write_text(as_notebook(after))
        except Exception as error:
            reason = str(error).strip().split("\n")[0]
            raise NotANotebook(f"{path.name} is as before: {reason}. Your text: {file}") from error
    shutil.rmtree(file.parent)
    return after != before
