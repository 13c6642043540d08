"""What an answer cell leaves behind: the names it must define, and why it could not run.

An answer that does not run is graded as if it were untouched: what it should have
defined and did not is defined as in the release, so later cells find every name.
"""

import ast
import functools
import re
from dataclasses import dataclass

from .failures import Failure

# "not-written": the stub says so; "missing": a name is defined nowhere.
UNFINISHED = ("not-written", "missing")
CELL_LINE = re.compile(r"Cell\s*In\[\d+\], line (\d+)")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
IN_FILE = re.compile(r"\s*\(\S+\.py, line \d+\)\s*$")
USAGE = re.compile(r"UsageError: (.*(?:%|!)+(\w+).*)")


@dataclass(frozen=True)
class Trouble:
    """Why an answer cell did not define what it should.

    kind: "broken" (it raised), "halted" (it was stopped or left out), "undefined" (it ran).
    text: the error's own words, the reason, or the missing names. line, number: where it raised.
    """

    kind: str
    text: str
    type: str = ""
    line: str = ""
    number: int = 0


@functools.cache
def definitions(stub):
    """Name → the text of the statement of a stub that defines it."""
    found = [node for node in ast.parse(stub).body
             if isinstance(node, ast.FunctionDef | ast.ClassDef)]  # fmt: skip
    return {node.name: ast.unparse(node) for node in found}


def trouble(outputs, source, missing):
    """The `Trouble` that the outputs of an answer cell tell of, or None."""
    for output in reversed(outputs):
        found = _raised(output, source) or _usage(output, source)
        if found:
            return found
    last = outputs[-1] if outputs else {}
    if last.get("name") == "stderr" and missing:
        return Trouble("halted", str(last.get("text")))
    return Trouble("undefined", ", ".join(missing)) if missing else None


def _raised(output, source):
    name = str(output.get("ename"))
    if output.get("output_type") != "error" or name in ("KeyboardInterrupt", "NotImplementedError"):
        return None
    rows = output.get("traceback")
    rows = COLOUR.sub("", "\n".join(map(str, rows))) if isinstance(rows, list) else ""
    found = CELL_LINE.search(rows)
    text = IN_FILE.sub("", str(output.get("evalue")))
    return _at(int(found[1]) if found else 0, source, text, name)


def _usage(output, source):
    """IPython tells of an unknown magic as text only."""
    found = USAGE.search(str(output.get("text"))) if output.get("name") == "stderr" else None
    if not found:
        return None
    rows = source.splitlines()
    places = [i for i, row in enumerate(rows, 1) if re.match(rf"\s*[%!]+{found[2]}\b", row)]
    return _at(places[0] if places else 0, source, found[1], "UsageError")


def _at(number, source, text, name):
    rows = source.splitlines()
    line = rows[number - 1].strip() if 0 < number <= len(rows) else ""
    return Trouble("broken", text, name, line, number if line else 0)


def explained(failure, troubles, answer):
    """The failure, or what was wrong in the cell that it follows from.

    troubles: answer → `Trouble`. answer: the exercise that the check belongs to.
    """
    stub_of = str(failure.facts.get("text"))  # a stub raises NotImplementedError with its name
    name = stub_of if stub_of in troubles else answer
    found = troubles.get(name)
    if failure.kind not in UNFINISHED or not found:
        return failure
    facts = {"type": found.type, "text": found.text, "line": found.line, "number": found.number}
    return Failure(found.kind, failure.what, cell=name, **facts)
