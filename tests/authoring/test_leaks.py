"""What students get holds no solution, no hidden check and no mark scheme."""

import nbformat
import pytest

from autograder import notebooks
from autograder.notebooks import MARK_SCHEME, RELEASE, SOLUTIONS, path_of
from autograder.registry import checks_of

NAMES = notebooks.names()
CANARIES = ["BEGIN SOLUTION", "BEGIN HIDDEN", "MARK SCHEME", "import__", "autograder"]


def words(path):
    return path.read_text().replace("\\n", "\n")


def solution_lines(notebook):
    """Lines that stand in solution regions only, long enough to give something away."""
    cells = notebooks.source(notebook).cells
    regions = [m.group() for c in cells for m in notebooks.REGION.finditer(c.source)]
    lines = {line.strip() for region in regions for line in region.splitlines()[1:-1]}
    elsewhere = "\n".join(notebooks.REGION.sub("", cell.source) for cell in cells)
    return [line for line in lines if len(line) > 20 and line not in elsewhere]


def mark_schemes(notebook):
    for cell in notebooks.source(notebook).cells:
        if MARK_SCHEME in cell.source:
            yield from (cell.source.split(MARK_SCHEME)[1]).strip().splitlines()


@pytest.mark.parametrize("notebook", NAMES)
def test_the_release_holds_no_line_of_a_solution(notebook):
    cells = nbformat.read(path_of(RELEASE, notebook), as_version=4).cells
    text = "\n".join(cell.source for cell in cells)
    assert [line for line in solution_lines(notebook) if line in text] == []


@pytest.mark.parametrize("folder", [RELEASE, SOLUTIONS], ids=["release", "solutions"])
@pytest.mark.parametrize("notebook", NAMES)
def test_no_hidden_region_or_mark_scheme_leaves_the_source(notebook, folder):
    text = words(path_of(folder, notebook))
    assert [word for word in CANARIES if word in text] == []
    assert [line for line in mark_schemes(notebook) if len(line) > 12 and line in text] == []


@pytest.mark.parametrize("notebook", NAMES)
def test_no_check_is_named_outside_the_source(notebook):
    for folder in (RELEASE, SOLUTIONS):
        text = words(path_of(folder, notebook))
        assert [key for key in checks_of(notebook) if key in text] == []
