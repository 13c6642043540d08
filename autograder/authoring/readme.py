"""The table of notebooks in README.md, made from the notebooks and their checks."""

import re

from .. import notebooks
from ..registry import checks_of, wrong_ideas_of

README = notebooks.ROOT / "README.md"
BEGIN, END = "<!-- notebooks: made by `make build` -->", "<!-- end of notebooks -->"
HEAD = (
    "| notebook | what students build | points | checks | known mistakes |\n|---|---|---|---|---|\n"
)


def refreshed():
    """README.md with its table brought up to date."""
    table = HEAD + "".join(map(row, notebooks.names()))
    between = re.compile(f"{re.escape(BEGIN)}\n.*?{re.escape(END)}", re.S)
    return between.sub(lambda _: f"{BEGIN}\n{table}{END}", README.read_text())


def row(notebook):
    link = f"[`{notebook}`](release/{notebook}/{notebook}.ipynb)"
    cells = [
        link, title(notebook), f"{all_points(notebook):g}",
        len(checks_of(notebook)), len(wrong_ideas_of(notebook)),
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |\n"


def title(notebook):
    """The notebook's first heading."""
    first = notebooks.source(notebook).cells[0].source
    return re.search(r"^# (.+)$", first, re.M).group(1).strip()


def all_points(notebook):
    """Points of all graded cells, by check and by hand."""
    cells = notebooks.source(notebook).cells
    return sum(notebooks.metadata(cell).get("points", 0) for cell in cells)
