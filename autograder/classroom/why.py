"""Why an item was lost, for a dispute: judged again in the sandbox, with everything shown.

The seed, what was asked, what the student's code gave, what was expected, the message; and
a small notebook that asks the same again wherever it is opened.
"""

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import numpy as np

from .. import notebooks, secret
from ..authoring.lent import noted
from ..course import course
from ..grading.judge import outcome, seed_of, verdict
from ..grading.referee import sandbox_of
from ..grading.session import Session
from ..registry import checks_of
from .class_scores import is_file_name

MOST_NUMBERS = 2000


class NothingToExplain(RuntimeError):
    """There is no such item, or the submission was not graded here."""


@dataclass
class Case:
    """One item judged again. asked: pairs (request, reply). compared: pairs (got, wanted)."""

    student: str
    key: str
    seed: int
    cells: list
    asked: list = field(default_factory=list)
    compared: list = field(default_factory=list)
    verdict: object = None


class Noting(Session):
    """A session that notes what it is asked and what came back, once `case` is set."""

    case = None

    def _ask(self, request, seconds):
        reply = super()._ask(request, seconds)
        if self.case:
            self.case.asked.append((request, reply))
        return reply


def judged_again(notebook, student, item, root=notebooks.ROOT):
    """The `Case` of one item of a graded submission. Raises `NothingToExplain`."""
    key = f"{notebook}/{item}"
    if key not in checks_of(notebook):
        known = ", ".join(check.grade_id for check in checks_of(notebook).values())
        raise NothingToExplain(
            f"{notebook} has no item {item} that a check decides. It has: {known}"
        )
    cells = [cell for cell in submitted(notebook, student, root) if cell.cell_type == "code"]
    case = Case(student, key, seed_of(secret.read(), student, key), cells)
    settings = course(root).config.Referee
    with Noting(**sandbox_of(notebook, settings.get("allow_unsandboxed", False))) as session:
        for cell in before(cells, item):
            run(cell, session, notebook)
        session.case = case
        with noted(case.compared):
            failure = outcome(checks_of(notebook)[key], session, case.seed)
        if failure and failure.want is not None and not case.compared:
            case.compared.append((failure.got, failure.want))
        session.case = None
        case.verdict = verdict(checks_of(notebook)[key], failure, session, case.seed)
    return case


def submitted(notebook, student, root):
    """The cells of the graded copy of a submission."""
    path = Path(root, "autograded", student, notebook, f"{notebook}.ipynb")
    if not (is_file_name(student) and path.exists()):
        raise NothingToExplain(
            f"{student} has no graded {notebook}. Grade it first: make grade ASSIGNMENT={notebook}"
        )
    return nbformat.read(path, as_version=4).cells


def before(cells, item):
    """The cells that run before an item is judged: no grade cells, no experiments."""
    for cell in cells:
        if notebooks.grade_id(cell) == item:
            return
        if not (notebooks.is_graded(cell) or notebooks.is_experiment(cell)):
            yield cell


def run(cell, session, notebook):
    name = notebooks.grade_id(cell)
    if notebooks.is_answer(cell):
        session.run_answer(name, cell.source, notebooks.stubs(notebook).get(name, ""))
    elif cell.source.strip():
        session.run_cell(cell.source)


def as_text(case):
    """The case in lines for a terminal."""
    yield f"{case.student}, {case.key}: {'passed' if case.verdict.passed else 'lost'}"
    yield f"seed {case.seed}; recognised mistake: {case.verdict.idea or 'none'}"
    for number, (request, reply) in enumerate(case.asked, 1):
        yield f"\nQuestion {number}: {request['code'].strip().splitlines()[-1]}"
        yield from (f"  {name} = {short(value)}" for name, value in request["inputs"].items())
        yield f"  the student's code gave: {short(reply.get('value', reply.get('error')))}"
    for got, wanted in case.compared:
        yield f"\nCompared: {short(got)}\nExpected: {short(wanted)}"
    yield f"\n{case.verdict.message or 'Nothing to complain about.'}"


def short(value):
    with np.printoptions(precision=6, threshold=40, edgeitems=2):
        text = f"{value}"
    return text if len(text) < 800 else text[:800] + " …"


def as_notebook(case):
    """A notebook that runs the student's cells and asks the same questions again."""
    item = case.key.split("/")[1]
    code = [cell.source for cell in before(case.cells, item)]
    for request, _ in case.asked:
        code.append("\n".join([
            "import random\nimport numpy as np\n\nstudent = globals()",
            *(f"{name} = {literal(value)}" for name, value in request["inputs"].items()),
            f"random.seed({request['seed']})\nnp.random.seed({request['seed'] % 2**32})",
            request["code"].strip(),
        ]))  # fmt: skip
    title = f"# {case.key}, {case.student}\n\nThe student's cells, then what the check asked."
    cells = [nbformat.v4.new_markdown_cell(title), *map(nbformat.v4.new_code_cell, code)]
    return nbformat.v4.new_notebook(cells=cells)


def literal(value):
    """Python text that gives the value again."""
    if isinstance(value, np.ndarray):
        if value.size > MOST_NUMBERS:
            return f"np.zeros({value.shape})  # {value.size} numbers, too many to show"
        return f"np.array({value.tolist()!r}, dtype={value.dtype.name!r}).reshape({value.shape})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(map(literal, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' * bool(value)})"
    return repr(value)
