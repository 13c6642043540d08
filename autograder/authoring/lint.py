"""The rules that source notebooks obey; each finding names the cell and what to do."""

import re

from .. import notebooks
from ..notebooks import SOURCE, path_of
from ..registry import checks_of, wrong_ideas_of
from .build import GENERATED, refreshed_source

CALL = '__import__("autograder").check("{key}")'
MARKER = "# {notebook}: {grade_id} (keep this line)"
IMPORT = re.compile(r"^\s*(?:import|from)\s+autograder|__import__\(\s*[\"']autograder", re.M)


def lint(notebook):
    """Sentences about what is wrong with one source notebook; none if all is well."""
    yield from files(notebook)
    yield from ids(notebook)
    yield from wrong_ideas(notebook)
    for cell in notebooks.source(notebook).cells:
        for problem in problems(cell, notebook):
            yield f"{notebook}, cell {cell.id}: {problem}"
    if path_of(SOURCE, notebook).read_text() != refreshed_source(notebook):
        yield f"{notebook}: not in canonical form. Run: python -m autograder build {notebook}"


def files(notebook):
    """Everything in a source folder is released, so only the notebook belongs there."""
    for path in sorted((SOURCE / notebook).rglob("*")):
        if path != path_of(SOURCE, notebook) and ".ipynb_checkpoints" not in path.parts:
            yield f"{notebook}: {path.name} would be released with the notebook. Move it away."


def ids(notebook):
    """Every graded cell has a check, every check a graded cell."""
    cells = {f"{notebook}/{grade_id}" for grade_id in notebooks.points(notebook)}
    checks = set(checks_of(notebook))
    yield from (
        f"{key}: the notebook has this cell, no check does" for key in sorted(cells - checks)
    )
    yield from (f"{key}: this check has no cell in the notebook" for key in sorted(checks - cells))


def wrong_ideas(notebook):
    """Wrong ideas name exercises and graded cells that exist."""
    answers, graded = notebooks.answers(notebook), notebooks.points(notebook)
    for idea in wrong_ideas_of(notebook):
        if idea.answer not in answers or not set(idea.fails) <= set(graded):
            yield f"{notebook}: wrong idea {idea.name} names a cell that does not exist"


def problems(cell, notebook):
    """What is wrong with one cell."""
    grade_id = notebooks.grade_id(cell)
    if grade_id and cell.id != grade_id:
        yield f"the cell's id must be its grade id, {grade_id}"
    if cell.cell_type != "code":
        return
    if cell.id not in GENERATED and IMPORT.search(notebooks.visible(cell)):
        yield "visible code must not import autograder: students do not have it"
    if grade_id and not cell.source.startswith(MARKER.format(notebook=notebook, grade_id=grade_id)):
        yield f"must begin with: {MARKER.format(notebook=notebook, grade_id=grade_id)}"
    if notebooks.is_graded(cell) and hidden(cell) != CALL.format(key=f"{notebook}/{grade_id}"):
        yield f"its hidden region must be one line: {CALL.format(key=f'{notebook}/{grade_id}')}"
    if notebooks.is_answer(cell) and notebooks.solution(cell) == cell.source:
        yield "an answer needs a solution between ### BEGIN SOLUTION and ### END SOLUTION"


def hidden(cell):
    """The text inside the hidden region, "" without one."""
    regions = notebooks.HIDDEN.findall(cell.source + "\n")
    return "\n".join("\n".join(region.strip().splitlines()[1:-1]) for region in regions)
