"""Reading the source notebooks: cells, answers, solutions, and running them here."""

import ast
import contextlib
import functools
import linecache
import os
import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
SOURCE, RELEASE, SOLUTIONS, DATA = (
    ROOT / name for name in ("source", "release", "solutions", "data")
)
STORED = re.compile(r'quick_unpack\(""".*?"""\.replace\(.*?\)\)', re.S)
# Notebooks find the data from wherever they are run.
os.environ.setdefault("COURSE_DATA", str(DATA))
EXPERIMENT = "experiment"
MARK_SCHEME = "=== BEGIN MARK SCHEME ==="
WRITE_HERE = "*Write your answer here: double-click this cell.*"
REGION = re.compile(r"^([ \t]*)### BEGIN SOLUTION[ \t]*\n.*?### END SOLUTION[ \t]*$", re.M | re.S)
MARKS = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*\n?", re.M)
HIDDEN = re.compile(r"\n?^### BEGIN HIDDEN TESTS\n.*?^### END HIDDEN TESTS[ \t]*$", re.M | re.S)


def names():
    """The notebooks of the course, in order."""
    return sorted(path.name for path in SOURCE.glob("nb*_*") if path.is_dir())


def path_of(folder, notebook):
    return folder / notebook / f"{notebook}.ipynb"


@functools.cache
def source(notebook):
    """The source notebook; read once, so do not change it."""
    return nbformat.read(path_of(SOURCE, notebook), as_version=4)


def metadata(cell):
    """nbgrader's metadata of a cell, {} for an ordinary one."""
    return cell.metadata.get("nbgrader", {})


def is_answer(cell):
    """A code cell that the student writes."""
    return cell.cell_type == "code" and bool(metadata(cell).get("solution"))


def is_graded(cell):
    """A code cell with points, decided by a check."""
    return cell.cell_type == "code" and bool(metadata(cell).get("grade"))


def is_experiment(cell):
    """A cell that is only looked at: it is not run when a submission is graded."""
    return EXPERIMENT in cell.metadata.get("tags", [])


def grade_id(cell):
    return metadata(cell).get("grade_id")


def solution(cell):
    """The cell's text with the solution, without the markers around it."""
    return MARKS.sub("", cell.source)


def stub(cell):
    """What the release holds in place of an answer cell's text."""
    if cell.cell_type == "markdown":
        return WRITE_HERE
    line = f'raise NotImplementedError("{grade_id(cell)}")  # your code here'
    return REGION.sub(rf"\1{line}", cell.source)


def visible(cell):
    """The cell's text without its hidden region."""
    return HIDDEN.sub("", cell.source)


def answers(notebook):
    """Answer id → text of the reference solution."""
    return {grade_id(c): solution(c) for c in source(notebook).cells if is_answer(c)}


@functools.cache
def answer_of(notebook, wanted):
    """The id of the answer that the cell with this grade id belongs to: the last before it."""
    answer = ""
    for cell in source(notebook).cells:
        if grade_id(cell) == wanted:
            return answer
        answer = grade_id(cell) if is_answer(cell) else answer
    return answer


@functools.cache
def stubs(notebook):
    """Answer id → what the release holds in its cell."""
    return {grade_id(c): stub(c) for c in source(notebook).cells if is_answer(c)}


def mark_schemes(notebook):
    """Grade id of each written answer → (reference answer, mark scheme), for teachers only."""
    parts = {
        grade_id(cell): cell.source.partition(MARK_SCHEME)
        for cell in source(notebook).cells
        if is_written(cell)
    }
    return {
        name: (answer.strip(), scheme.split("=== END")[0].strip())
        for name, (answer, _, scheme) in parts.items()
    }


def is_written(cell):
    """A text that the student writes."""
    return cell.cell_type == "markdown" and bool(metadata(cell).get("solution"))


def points(notebook):
    """Grade id of each automatically graded cell → points."""
    return {grade_id(c): metadata(c)["points"] for c in source(notebook).cells if is_graded(c)}


@functools.cache
def imports(notebook):
    """The modules that the notebook's given cells import, in order."""
    given = [c for c in source(notebook).cells if c.cell_type == "code" and not metadata(c)]
    trees = [ast.parse(cell.source) for cell in given if not is_experiment(cell)]
    found = [name for tree in trees for node in ast.walk(tree) for name in imported(node)]
    return tuple(dict.fromkeys(found))


def imported(node):
    """The modules that one node of a syntax tree imports."""
    if isinstance(node, ast.ImportFrom):
        return [node.module]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def run(notebook, replaced=None):
    """Execute the notebook's solution in this process; returns its globals.

    `replaced` maps answer ids to other text.
    """
    namespace = new_namespace()
    for cell in cells_that_run(notebook):
        text = (replaced or {}).get(grade_id(cell), solution(cell))
        execute(without_numbers(text), file_of(notebook, cell), namespace)
    return namespace


def without_numbers(text):
    """The text of the quick checks' cell without its packed table, which is long to unpack."""
    return STORED.sub("{}", text)


def new_namespace():
    """The globals of a kernel that has run nothing yet; visible checks say nothing in it."""
    return {"__name__": "__main__", "quick_check": lambda *_, **__: None}


def cells_that_run(notebook):
    """The code cells that grading runs: no experiments, no checks."""
    cells = [cell for cell in source(notebook).cells if cell.cell_type == "code"]
    return [cell for cell in cells if not (is_graded(cell) or is_experiment(cell))]


def file_of(notebook, cell):
    """The file name under which a cell's code runs."""
    return f"<cell {notebook} {cell.get('id')}>"


def execute(text, name, namespace):
    """Run one cell's text under a name that tracebacks can show lines of."""
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(_compiled(text, name), namespace)


@functools.lru_cache(maxsize=512)
def _compiled(text, name):
    return compile(text, name, "exec")


@contextlib.contextmanager
def lent(namespace):
    """The very namespace that its functions see, put back as it was at the end."""
    before = dict(namespace)
    try:
        yield namespace
    finally:
        namespace.clear()
        namespace.update(before)


def section_of(notebook, wanted):
    """The nearest heading above the cell with this grade id."""
    heading = ""
    for cell in source(notebook).cells:
        if cell.cell_type == "markdown":
            found = re.findall(r"^#{1,4} (.+)$", cell.source, re.M)
            heading = found[-1].strip() if found else heading
        if grade_id(cell) == wanted:
            return heading
    return ""


@functools.lru_cache(maxsize=64)
def wrong_namespace(idea):
    """The globals of a notebook in which this mistake was made; do not change."""
    return run(idea.notebook, {idea.answer: edited(idea)})


def edited(idea):
    """The reference solution of the idea's answer, turned into the mistake."""
    return idea.program(answers(idea.notebook)[idea.answer])
