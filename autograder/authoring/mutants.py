"""Small syntactic mistakes in a reference solution: which of them does some check catch?

One mutant is one change of one node: an operator, a comparison, a constant, a flag, a
swapped pair of arguments, a dropped statement, another NumPy function. A survivor is
either caught by a new check, or stands in the notebook's `equivalent.txt` with its reason.
"""

import ast
import contextlib
import copy
import io
import signal

from .. import notebooks
from ..registry import folder
from . import prove
from .reach import reached

BINARY = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.MatMult: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Div,
}  # fmt: skip
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CALLED = {
    "sum": "mean", "mean": "sum", "max": "min", "min": "max", "argmax": "argmin",
    "zeros": "ones", "exp": "log1p", "sqrt": "square", "maximum": "minimum",
    "minimum": "maximum", "permutation": "arange", "clip": "abs",
}  # fmt: skip
SECONDS = 10


def mutants(text):
    """Pairs (what changed, the changed program) for one answer's solution."""
    tree = ast.parse(text)
    for index, node in enumerate(ast.walk(tree)):
        for number, _ in enumerate(_changes(node)):
            other = copy.deepcopy(tree)
            place = list(ast.walk(other))[index]
            before = ast.unparse(place)
            change = list(_changes(place))[number]
            change()
            yield f"{_line(node)}: {_short(before)} → {_short(ast.unparse(place))}", other


def _line(node):
    return f"line {getattr(node, 'lineno', '?')}"


def _short(text):
    return " ".join(text.split())[:70]


def _changes(node):
    """Functions that change this node, each in one way."""
    if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
        yield lambda: setattr(node, "op", BINARY[type(node.op)]())
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield lambda: setattr(node, "ops", [COMPARED[type(node.ops[0])](), *node.ops[1:]])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda: setattr(node, "op", ast.UAdd())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float, bool):
        yield lambda: setattr(node, "value", _other_value(node.value))
    if isinstance(node, ast.Call):
        yield from _changed_call(node)
    if isinstance(node, (ast.FunctionDef, ast.For, ast.If)):
        yield from _dropped(node.body)


def _other_value(value):
    return not value if type(value) is bool else {0: 1, 1: 0}.get(value, value * 2)


def _changed_call(node):
    if len(node.args) > 1 and not any(isinstance(arg, ast.Starred) for arg in node.args[:2]):
        yield lambda: node.args.__setitem__(slice(0, 2), node.args[1::-1])
    if isinstance(node.func, ast.Attribute) and node.func.attr in CALLED:
        yield lambda: setattr(node.func, "attr", CALLED[node.func.attr])


def _dropped(body):
    for place, statement in enumerate(body):
        texts = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not texts and not isinstance(statement, (ast.FunctionDef, ast.Pass)):
            yield lambda place=place: body.__setitem__(place, ast.Pass())


def survivors(notebook, only=None, most=60):
    """(number of mutants, those that no check but a gate notices) of each answer.

    Answers that only a gate looks at are left out.
    """
    excused = equivalent(notebook)
    found = {}
    for answer, text in notebooks.answers(notebook).items():
        seen = any(answer in answers for answers in reached(notebook).values())
        if seen and only in (None, answer):
            every = list(mutants(text))
            picked = every[:: -(-len(every) // most) or 1]
            alive = [f"{answer} {name}" for name, tree in picked if _lives(notebook, answer, tree)]
            found[answer] = len(picked), [name for name in alive if name not in excused]
    return found


def equivalent(notebook):
    """Mutants that do what the solution does → why: the lines of `equivalent.txt`."""
    path = folder(notebook) / "equivalent.txt"
    rows = path.read_text().splitlines() if path.exists() else []
    return dict(row.split(" | ", 1) for row in rows if " | " in row)


def _lives(notebook, answer, tree):
    """Does the mutant keep every item that can see it?"""
    only = {key for key, answers in reached(notebook).items() if answer in answers}
    try:
        with _bounded(), contextlib.redirect_stdout(io.StringIO()):
            namespace = notebooks.run(
                notebook, {answer: ast.unparse(ast.fix_missing_locations(tree))}
            )
            return not prove.failing(notebook, namespace, only=only)
    except Exception:
        return False


@contextlib.contextmanager
def _bounded():
    """A mutant may run for ever: stop it after some seconds."""

    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
