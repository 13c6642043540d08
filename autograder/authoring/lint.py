"""The rules that source notebooks obey; each finding names the cell and what to do."""

import ast
import re
import sys

from .. import notebooks
from ..notebooks import SOURCE, path_of
from ..registry import checks_of, folder, rehearsals, wrong_ideas_of
from . import visible
from .build import GENERATED, refreshed_source
from .lent import lent_answers
from .readme import all_points

CHECKS = notebooks.ROOT / "autograder" / "checks"
INSIDE = {"inside", "numpy", *sys.stdlib_module_names}
STATED = re.compile(r"\*{0,2}Points:\*{0,2} (\d+)")
CALL = '__import__("autograder").check("{key}")'
MARKER = "# {notebook}: {grade_id} (keep this line)"
IMPORT = re.compile(r"^\s*(?:import|from)\s+autograder|__import__\(\s*[\"']autograder", re.M)


def lint(notebook):
    """Sentences about what is wrong with one source notebook; none if all is well."""
    yield from files(notebook)
    yield from ids(notebook)
    yield from wrong_ideas(notebook)
    yield from questions(notebook)
    yield from lent_answers(notebook)
    yield from setup(notebook)
    yield from stated_points(notebook)
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
            yield f"{idea.where}: {idea.name} names a cell that does not exist"
    for name in set(rehearsals(notebook)) - {idea.name for idea in wrong_ideas_of(notebook)}:
        yield f"{notebook}: REHEARSALS names {name}, which is no wrong idea"


def questions(notebook):
    """Modules of questions import NumPy, the standard library and each other, nothing else."""
    for path in (CHECKS / "inside.py", *folder(notebook).rglob("*inside.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            for name in foreign(node):
                yield f"{path.relative_to(CHECKS)}: {name} is not for the student's process"


def foreign(node):
    """The modules that a question may not import, of those that one statement imports."""
    if isinstance(node, ast.ImportFrom) and node.level:
        names = [node.module] if node.module else [alias.name for alias in node.names]
        return [name for name in names if name.split(".")[-1] != "inside"]
    names = notebooks.imported(node)
    return [name for name in names if not {name.split(".")[0], name.split(".")[-1]} & INSIDE]


def setup(notebook):
    """The setup cell is there, and every figure says what it shows."""
    cells = notebooks.source(notebook).cells
    if visible.CELL not in [cell.id for cell in cells]:
        yield f"{notebook}: add an empty code cell with id {visible.CELL}; build fills it."
    for cell in cells:
        drawn = cell.cell_type == "code" and "plt.show(" in notebooks.solution(cell)
        if drawn and not cell.metadata.get("description"):
            yield (
                f"{notebook}, cell {cell.id}: it draws a figure. Say in one sentence what the "
                'figure shows, as "description" in the metadata of the cell.'
            )


def stated_points(notebook):
    """The points in the first text are those of the graded cells."""
    text, true = notebooks.source(notebook).cells[0].source, all_points(notebook)
    stated = STATED.search(text)
    if not stated or int(stated.group(1)) != true:
        yield f"{notebook}: the first text must say `Points: {true:g}`"
    if (listed := sum(table_points(text))) != true:
        yield f"{notebook}: the table of the first text adds up to {listed} points, not {true:g}"


def table_points(text):
    """The numbers in the column "points" of the first table in `text`."""
    table = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[part.strip() for part in line.strip("| ").split("|")] for line in table]
    if not rows or "points" not in rows[0]:
        return []
    column = rows[0].index("points")
    return [
        int(number)
        for row in rows[2:]
        if len(row) > column
        for number in re.findall(r"\d+", row[column])
    ]


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
