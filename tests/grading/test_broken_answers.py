"""An answer cell that cannot run is graded as untouched, and is told what was wrong with it."""

import re

import pytest

from autograder import notebooks
from autograder.authoring import prove
from autograder.grading.answers import definitions, trouble
from autograder.grading.judge import judge
from autograder.grading.session import Session

NOTEBOOK = "nb00_start"
ANSWERS = [(name, answer) for name in notebooks.names() for answer in notebooks.answers(name)]
# Checks that still ask another exercise than their own: they need stand-ins.
DEPENDING = {}


def below_marker(text, more):
    marker, rest = text.split("\n", 1)
    return f"{marker}\n{more}\n{rest}"


BREAKS = {
    "syntax error": (lambda text: text + "\ndef g(:\n", "SyntaxError: invalid syntax"),
    "error on the first line": (lambda text: below_marker(text, "print(nmae)"),
                                "NameError: name 'nmae' is not defined"),
    "missing import": (lambda text: below_marker(text, "import numpyy"),
                       "No module named 'numpyy'"),
    "unknown magic": (lambda text: below_marker(text, "%matplotlb inline"),
                      "UsageError: Line magic function `%matplotlb` not found."),
    "wrong indentation": (lambda text: text + "\n      x = 1\n", "IndentationError"),
    "misspelt name": (lambda text: re.sub(r"^(def|class) (\w+)", r"\1 \2x", text, flags=re.M),
                      "it does not define: "),
    "empty cell": (lambda text: "", "it does not define: "),
    "ended process": (lambda text: below_marker(text, "import os; os._exit(1)"),
                      "Python process ended"),
    "endless loop": (lambda text: below_marker(text, "while True: pass"), "ran longer than"),
}  # fmt: skip


def flat(text):
    return " ".join(text.split())


def namespace_without(notebook, broken):
    """The globals of the solution with one answer as `Session.run_answer` leaves it."""
    namespace = notebooks.new_namespace()
    for cell in notebooks.cells_that_run(notebook):
        text = notebooks.solution(cell) if notebooks.is_answer(cell) else cell.source
        if notebooks.grade_id(cell) == broken:
            text = "\n\n".join(definitions(notebooks.stub(cell)).values())
        try:
            notebooks.execute(text, notebooks.file_of(notebook, cell), namespace)
        except NotImplementedError:
            continue
    return namespace


@pytest.mark.parametrize(("notebook", "broken"), ANSWERS, ids=[f"{n}-{a}" for n, a in ANSWERS])
def test_an_answer_that_cannot_run_costs_no_other_exercise(notebook, broken):
    ids = prove.quick_ids(notebook)
    others = {name for name in ids if notebooks.answer_of(notebook, name) != broken}
    lost = prove.failing(notebook, namespace_without(notebook, broken), only=others)
    assert set(lost) <= DEPENDING.get((notebook, broken), set())


@pytest.fixture(scope="module")
def verdicts():
    """Way → the verdicts of nb00 in which `accuracy` is broken that way, in a real kernel."""
    found = {}
    for way, (change, _) in BREAKS.items():
        with Session(cell_seconds=2) as session:
            for cell in notebooks.source(NOTEBOOK).cells:
                if notebooks.is_answer(cell):
                    name, text = notebooks.grade_id(cell), notebooks.solution(cell)
                    text = change(text) if name == "accuracy" else text
                    session.run_answer(name, text, notebooks.stub(cell))
                elif cell.id in ("imports", "quick-check"):
                    session.run_cell(cell.source)
            keys = [f"{NOTEBOOK}/{name}" for name in notebooks.points(NOTEBOOK)]
            found[way] = {key.split("/")[1]: judge(key, session, 1) for key in keys}
    return found


@pytest.mark.parametrize("way", BREAKS)
def test_only_the_broken_answer_loses_its_item(verdicts, way):
    lost = {name for name, verdict in verdicts[way].items() if not verdict.passed}
    assert lost == {"accuracy-values"}


@pytest.mark.parametrize("way", BREAKS)
def test_the_message_names_the_real_error(verdicts, way):
    message = flat(verdicts[way]["accuracy-values"].message)
    assert BREAKS[way][1] in message and "accuracy" in message


@pytest.mark.parametrize(
    ("way", "line"),
    [("syntax error", "def g(:"), ("error on the first line", "print(nmae)"),
     ("missing import", "import numpyy"), ("unknown magic", "%matplotlb inline")],
)  # fmt: skip
def test_the_message_shows_the_line(verdicts, way, line):
    message = flat(verdicts[way]["accuracy-values"].message)
    assert f"Your line: {line}" in message and re.search(r"Line \d+:", message)


def test_names_from_above_the_error_stay_the_students():
    with Session() as session:
        stub = "def f():\n    raise ValueError\n\ndef g():\n    raise ValueError"
        session.run_answer("a", "def f(): return 1\nprint(nmae)\ndef g(): return 2", stub)
        assert session.run("f()") == 1
        assert session.run("[g() if False else callable(g)]") == [True]


def test_a_stub_that_was_left_as_it_is_has_no_trouble():
    with Session() as session:
        stub = "def f():\n    raise NotImplementedError('a')"
        session.run_answer("a", stub, stub)
        assert session.troubles == {}


@pytest.mark.parametrize("output", [{}, {"output_type": "error", "traceback": 3, "ename": ["x"]},
                                    {"name": "stderr", "text": {"a": 1}}])  # fmt: skip
def test_odd_outputs_of_a_student_are_no_error_of_the_grader(output):
    assert trouble([output], "x = 1", ["f"]) is not None
