"""Which answers a check can see at all: a mistake elsewhere cannot change its verdict."""

import ast
import functools
import symtable

import numpy as np

from .. import notebooks
from ..grading.student import NamespaceStudent
from ..registry import checks_of

SEED = 1


class Listening(NamespaceStudent):
    """Notes which of the student's names the questions use."""

    def __init__(self, namespace):
        super().__init__(namespace)
        self.names = set()

    def _ask(self, request, seconds):
        text = request["code"]
        self.names |= names_in(text) - set(request["inputs"]) - defined_in(text) - {"np"}
        return super()._ask(request, seconds)


@functools.cache
def reached(notebook):
    """Grade id → ids of the answers whose code its questions can run; gates left out."""
    cells = _cells(notebook)
    return {
        check.grade_id: _answers(cells, _asked(check, notebook))
        for check in checks_of(notebook).values()
        if not check.gate
    }


def _asked(check, notebook):
    student = Listening(notebooks.run(notebook))
    student.begin(SEED)
    check.run(student, np.random.default_rng(SEED))
    return student.names


def _cells(notebook):
    """(answer id or None, names defined, names used) of each cell that runs."""
    found = []
    for cell in notebooks.source(notebook).cells:
        if cell.cell_type == "code" and not notebooks.is_graded(cell):
            text = notebooks.solution(cell)
            answer = notebooks.grade_id(cell) if notebooks.is_answer(cell) else None
            found.append((answer, defined_in(text), names_in(text)))
    return found


def _answers(cells, names):
    """The answers among the cells that these names lead to."""
    seen, reached_cells = set(), set()
    while names - seen:
        seen |= names
        hit = [i for i, (_, defined, _) in enumerate(cells) if defined & seen]
        reached_cells |= set(hit)
        names = set().union(*(cells[i][2] for i in hit)) if hit else set()
    return {cells[i][0] for i in reached_cells} - {None}


def names_in(text):
    """The globals that a text uses, also as in student["name"]."""
    keys = (node.slice for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Subscript))
    words = {key.value for key in keys if isinstance(key, ast.Constant)}
    return words | _globals(symtable.symtable(text, "text", "exec"), "used")


def defined_in(text):
    """The names that a cell gives a value at its top, or as globals in a function."""
    return _globals(symtable.symtable(text, "text", "exec"), "defined")


def _globals(scope, wanted):
    """The global names that a scope and those in it use, or give a value."""
    found = set()
    for symbol in scope.get_symbols():
        is_global = scope.get_type() == "module" or symbol.is_global()
        touched = symbol.is_assigned() or symbol.is_namespace()
        if is_global and (symbol.is_referenced() if wanted == "used" else touched):
            found.add(symbol.get_name())
    return found.union(*(_globals(inner, wanted) for inner in scope.get_children()))
