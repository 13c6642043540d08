"""Runs one snippet over a student's globals and describes what came of it.

The same code answers in the sandboxed kernel and in a plain namespace.
"""

import ast
import contextlib
import linecache
import random
import traceback
import warnings

import numpy as np

SNIPPET = "<check>"
MAX_LINE = 160


class _Nowhere:
    """A text stream that forgets what is written to it."""

    def write(self, text):
        return len(text)

    def flush(self):
        pass


def evaluate(namespace, code, inputs, seed):
    """Run `code` in a scratch scope over `namespace`.

    The value of the last expression is the answer. `inputs` are names the
    snippet may use; `student` is the student's own globals, to set or read.
    Returns {"value": plain data} or {"error": {type, text, line}}.
    """
    scope = {**namespace, "np": np, "student": namespace, **inputs}
    random.seed(seed)
    np.random.seed(seed % 2**32)
    try:
        with warnings.catch_warnings(module=warnings), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            with contextlib.redirect_stdout(_Nowhere()), contextlib.redirect_stderr(_Nowhere()):
                return {"value": _run(code, scope)}
    except BaseException as error:
        return {"error": describe(error)}


def _run(code, scope):
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, SNIPPET, "exec"), scope)
    if last is not None:
        return eval(compile(ast.Expression(last.value), SNIPPET, "eval"), scope)


def describe(error):
    """What was raised: type, text and the student's own line, all bounded."""
    try:
        text = str(error)[:300]
    except BaseException:
        text = ""
    return {"type": type(error).__name__[:60], "text": text, "line": _own_line(error)}


def _own_line(error):
    """The innermost line that stands in a notebook cell, not in a library."""
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        name = frame.f_code.co_filename
        if name.startswith("<cell ") or "ipykernel_" in name:
            return linecache.getline(name, number).strip()[:MAX_LINE]
    return ""
