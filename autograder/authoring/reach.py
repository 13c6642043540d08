"""Which answers a check can see at all: a mistake elsewhere cannot change its verdict.

An answer is seen if its functions run while the reference solution is asked, or if a value
that it computes at its top is used.
"""

import ast
import contextlib
import functools
import symtable
import sys
from types import FunctionType, ModuleType
from typing import NamedTuple

import numpy as np

from .. import notebooks
from ..grading.student import NamespaceStudent
from ..registry import checks_of
from . import visible

SEED = 1


class Listening(NamespaceStudent):
    """Notes the names that questions use, and the cells whose functions run."""

    def __init__(self, namespace):
        super().__init__(namespace)
        self.names, self.cells = set(), set()

    def _ask(self, request, seconds):
        text = request["code"]
        self.names |= names_in(text) - set(request["inputs"]) - defined_in(text) - {"np"}
        with called(self.cells):
            return super()._ask(request, seconds)


@contextlib.contextmanager
def called(cells):
    """Add to `cells` the file name of every Python function that is called inside the block."""

    def note(frame, event, _):
        if event == "call":
            cells.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


@functools.cache
def reached(notebook):
    """Grade id → ids of the answers whose code its hidden check can run; gates left out."""
    namespace, cells = _run(notebook)
    found = {}
    for check in checks_of(notebook).values():
        if not check.gate:
            student = Listening(namespace)
            student.begin(SEED)
            check.run(student, np.random.default_rng(SEED))
            found[check.grade_id] = _answers(cells, student.names, student.cells) - {None}
    return found


@functools.cache
def reached_visibly(notebook):
    """Grade id → ids of the answers whose code its visible check can run; gates left out."""
    namespace, cells = _run(notebook)
    found = {}
    for cell in notebooks.source(notebook).cells:
        key, files = notebooks.grade_id(cell), set()
        if key in reached(notebook):
            with called(files):
                visible.examples(notebook, namespace, only={key})
            found[key] = _answers(cells, names_in(notebooks.visible(cell)), files) - {None}
    return found


class _Cell(NamedTuple):
    """A cell that was run: the answer's id (or None) and what it has to do with the others."""

    answer: str
    file: str
    names: set  # what its text uses
    values: set  # what it gave a value at its top, functions and classes aside
    called: set  # the cells whose functions ran with it


def _run(notebook):
    """The globals of the reference solution, and its cells."""
    namespace, cells = notebooks.new_namespace(), []
    for cell in notebooks.cells_that_run(notebook):
        text, file = notebooks.solution(cell), notebooks.file_of(notebook, cell)
        answer = notebooks.grade_id(cell) if notebooks.is_answer(cell) else None
        files = set()
        with called(files):
            notebooks.execute(text, file, namespace)
        values = {name for name in defined_at_top(text) if is_value(namespace.get(name))}
        cells.append(_Cell(answer, file, names_in(text), values, files - {file}))
    return namespace, cells


def is_value(thing):
    return not isinstance(thing, (FunctionType, type, ModuleType))


def _answers(cells, names, files):
    """The answers among the cells that ran, and those whose values they use."""
    seen = set()
    while True:
        hit = [cell for cell in cells if cell.file in files or cell.values & names]
        if len(hit) == len(seen):
            return {cell.answer for cell in hit}
        seen = {cell.file for cell in hit}
        files = files.union(*(cell.called for cell in hit), seen)
        names = names.union(*(cell.names for cell in hit))


def names_in(text):
    """The globals that a text uses, also as in student["name"]."""
    keys = (node.slice for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Subscript))
    words = {key.value for key in keys if isinstance(key, ast.Constant)}
    return words | _globals(symtable.symtable(text, "text", "exec"), "used")


def defined_in(text):
    """The names that a cell gives a value at its top, or as globals in a function."""
    return _globals(symtable.symtable(text, "text", "exec"), "defined")


def defined_at_top(text):
    return {
        symbol.get_name()
        for symbol in symtable.symtable(text, "text", "exec").get_symbols()
        if symbol.is_assigned()
    }


def _globals(scope, wanted):
    """The global names that a scope and those in it use, or give a value."""
    found = set()
    for symbol in scope.get_symbols():
        is_global = scope.get_type() == "module" or symbol.is_global()
        touched = symbol.is_assigned() or symbol.is_namespace()
        if is_global and (symbol.is_referenced() if wanted == "used" else touched):
            found.add(symbol.get_name())
    return found.union(*(_globals(inner, wanted) for inner in scope.get_children()))
