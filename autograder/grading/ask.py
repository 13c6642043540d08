"""The text of a question: a plain function of a module `inside`, and what it uses there.

Its parameters are looked up by name, among the inputs and the student's globals. Only
modules called `inside` travel: they import NumPy and the standard library, nothing else.
"""

import ast
import functools
import inspect
import sys

PRESENT = ("np", "student")  # the probe brings them


@functools.cache
def text_of(question):
    """The code that asks `question`: what it uses, itself, and its call."""
    needed = {}
    _collect(question.__module__, question.__name__, needed)
    names = inspect.signature(question).parameters
    if names.keys() & needed.keys():
        raise ValueError(f"{question.__name__}: a parameter is called like a function beside it")
    call = f"{question.__name__}({', '.join(names)})"
    return "\n".join([*needed.values(), call])


def _collect(module, name, needed):
    """Add the text of `name` and of all that it uses to `needed`, in an order that runs."""
    found = _definitions(module).get(name)
    if found is None or name in (*PRESENT, *needed):
        return
    if isinstance(found, ast.ImportFrom) and found.module.split(".")[-1] == "inside":
        return _collect(_absolute(module, found), name, needed)
    used = {node.id for node in ast.walk(found) if isinstance(node, ast.Name)}
    for other in sorted(used - {name}):
        _collect(module, other, needed)
    needed[name] = ast.unparse(found)


def _absolute(module, imported):
    package = module.rsplit(".", imported.level)[0] if imported.level else ""
    return ".".join(part for part in (package, imported.module) if part)


@functools.cache
def _definitions(module):
    """Name → the statement at the top of an `inside` module that defines it."""
    if module.split(".")[-1] != "inside":
        raise ValueError(f"{module} is not a module of questions: those are called inside")
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {name: node for node in tree.body for name in _names(node)}


def _names(node):
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [alias.asname or alias.name for alias in node.names]
    return []
