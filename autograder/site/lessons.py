"""The lessons as pages: what students get, with what the solutions draw, and no solution."""

import copy

import nbformat

from .. import notebooks
from ..authoring import readme
from ..authoring.build import BADGE
from ..notebooks import RELEASE, SOLUTIONS, path_of

START = "lite/notebooks/index.html?path={name}/{name}.ipynb"
LINKS = (
    '<a href="{up}{start}">Open in the browser</a> · '
    '<a href="{up}files/{name}.ipynb" download>Download</a>'
)


def lesson(name):
    """The release of one notebook as a page; its figures and printed lines are the solution's."""
    nb = copy.deepcopy(nbformat.read(path_of(RELEASE, name), as_version=4))
    outputs = outputs_of(name)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = [] if notebooks.is_answer(cell) else outputs.get(cell.id, [])
        cell.metadata = page_metadata(cell)
    nb.cells = without_badge(nb)
    heading, _, rest = nb.cells[0].source.partition("\n")
    nb.cells[0].source = f"{heading}\n\n{links(name, '../')}\n{rest}"
    return nb


def without_badge(nb):
    """The cells without links that lead back here, and pictures from other machines."""
    return [cell for cell in nb.cells if cell.id != BADGE]


def outputs_of(name):
    """Cell id → what the cell shows when the exercises are solved; no warnings."""
    cells = nbformat.read(path_of(SOLUTIONS, name), as_version=4).cells
    return {
        cell.id: [output for output in cell.outputs if output.get("name") != "stderr"]
        for cell in cells
        if cell.cell_type == "code"
    }


def page_metadata(cell):
    """Setup cells are folded; a figure says in words what it shows."""
    found = {}
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        found["tags"] = ["hide-input"]
    if "description" in cell.metadata:
        found["mystnb"] = {"image": {"alt": cell.metadata["description"]}}
    return found


def links(name, up=""):
    return LINKS.format(up=up, start=START.format(name=name), name=name)


def front():
    """The first page, with a row for each notebook."""
    rows = "".join(map(row, notebooks.names()))
    return FRONT.format(rows=rows, contents="\n".join(f"lessons/{n}" for n in notebooks.names()))


def row(name):
    title = f"[{readme.title(name)}](lessons/{name})"
    return f"| {title} | {readme.all_points(name):g} | {links(name)} |\n"


FRONT = """# Neural networks from scratch

You build backpropagation in NumPy by hand: from a first loss function to a network that reads
handwritten digits. After every exercise a check tells you whether your numbers are right and, for
most common mistakes, which mistake you made.

**How to begin.** Choose a notebook and click *Open in the browser*. Python starts in your browser,
on your own computer: nothing is installed and nothing is sent anywhere. The first start takes up
to a minute. Your work is kept in this browser; click *File, Download* to save it and to hand it in.

| notebook | points | begin |
|---|---|---|
{rows}
```{{toctree}}
:hidden:
:caption: Lessons

{contents}
```

```{{toctree}}
:hidden:
:caption: About the course

proof
clinic
```
"""

CLINIC = """# The chart of the clinic

What a broken network shows, and what to look at next. The notebook *nb07_clinic* teaches it.

```{image} clinic-chart.svg
:alt: Symptoms of a network that does not learn, what tells them apart, and the repairs.
:width: 100%
```

[The chart to print](files/clinic-chart.svg)
"""
