"""A viva sheet: five questions from the student's own program, different for different ones."""

import nbformat
import pytest

from autograder import __main__ as verbs
from autograder import notebooks
from autograder.classroom import viva
from autograder.registry import right_answers_of, wrong_ideas_of
from tests.submissions.make import hand_in, reference

NOTEBOOK = "nb00_start"
LOG = """Epoch 1/3: Train_Loss: 2.0 Validation_Loss: 2.5
Epoch 2/3: Train_Loss: 1.0 Validation_Loss: 1.2
after 15 epochs: 0.9
Epoch 3/3: Train_Loss: 0.5 Validation_Loss: 1.4
"""


def graded_copy(root, notebook, student, **replaced):
    """A submission where the graded copies lie; the failed items do not matter here."""
    path = hand_in(reference(notebook, **replaced), root / "made" / notebook, student)
    copy = root / "autograded" / student / notebook / f"{notebook}.ipynb"
    copy.parent.mkdir(parents=True, exist_ok=True)
    path.rename(copy)
    return copy


@pytest.mark.parametrize("notebook", notebooks.names())
def test_five_questions_with_answers_for_every_notebook(tmp_path, notebook):
    graded_copy(tmp_path, notebook, "ada")
    found = viva.sheet(notebook, "ada", tmp_path)
    assert len(found) == 5 and len({one.ask for one in found}) == 5
    assert all(one.good and one.place and "{" not in one.good for one in found)
    own = "".join(notebooks.answers(notebook).values())
    assert all(one.code in own for one in found)
    assert sum(bool(one.code) for one in found) >= 4
    assert viva.sheet(notebook, "ada", tmp_path) == found


@pytest.mark.parametrize("notebook", notebooks.names())
def test_different_programs_get_different_questions(tmp_path, notebook):
    programs = [{}, *(one.answers for one in right_answers_of(notebook)[:4])]
    sheets = set()
    for answers in programs:
        graded_copy(tmp_path, notebook, "ada", **answers)
        sheets.add(tuple(one.ask for one in viva.sheet(notebook, "ada", tmp_path)))
    assert len(sheets) == len(programs)


def test_lines_of_the_release_are_not_asked_about():
    stub = notebooks.stubs("nb01_backprop")["layer"]
    given = {line.strip() for line in stub.splitlines()}
    found = list(viva.about_cell("layer", notebooks.answers("nb01_backprop")["layer"], given))
    assert found and not {one.code for one in found} & given


def test_nothing_of_the_student_runs_and_no_cell_stops_the_sheet(tmp_path):
    mark = tmp_path / "ran"
    cells = {
        "accuracy": f"open({str(mark)!r}, 'w')\ndef accuracy(a, b):\n    return a.mean(axis=1)",
        "one-hot": "def one_hot(:\n  pass",
        "numerical-gradient": "x = " + "(" * 5000 + "1" + ")" * 5000,
    }
    graded_copy(tmp_path, NOTEBOOK, "ada", **cells)
    found = viva.sheet(NOTEBOOK, "ada", tmp_path)
    assert 3 <= len(found) <= 5 and not mark.exists()
    assert any("axis 1" in one.ask for one in found)
    assert any("does not run" in one.ask for one in found)


def test_a_series_that_got_worse_is_asked_about():
    (question,) = viva.about_printed(LOG)
    assert "Validation_Loss went from 1.2 in epoch 2 to 1.4 in epoch 3" in question.ask
    assert "overfitting" in question.good
    assert viva.about_printed("Epoch 1: loss 2.0\nno number") == []


def test_a_lost_item_is_asked_about_with_what_was_recognised():
    idea = wrong_ideas_of(NOTEBOOK)[0]
    failed = {
        f"{NOTEBOOK}/{idea.fails[0]}": {"message": "x\nFound: no.", "idea": idea.name},
        f"{NOTEBOOK}/accuracy-values": {"message": "x\nFound: no.", "idea": ""},
    }
    (question,) = viva.about_lost(NOTEBOOK, failed)
    assert idea.fails[0] in question.ask and idea.hint in question.good


def test_the_verb_writes_a_sheet_with_what_was_printed(tmp_path, capsys):
    copy = graded_copy(tmp_path, NOTEBOOK, "ada")
    nb = nbformat.read(copy, as_version=4)
    nb.cells[2].outputs = [nbformat.v4.new_output("stream", name="stdout", text=LOG)]
    nb.cells[2].cell_type = "code"
    nb.cells[2].execution_count = None
    hand_in(nb, tmp_path / "in" / NOTEBOOK, "ada")
    words = ["viva", NOTEBOOK, "ada", "--root", str(tmp_path)]
    assert verbs.main([*words, "--submitted", str(tmp_path / "in" / NOTEBOOK)]) == 0
    assert "Validation_Loss" in capsys.readouterr().out
    html = (tmp_path / "viva" / f"ada_{NOTEBOOK}.html").read_text()
    assert html.count("A good answer:") == 5 and "<script" not in html


def test_a_student_who_was_not_graded_is_one_sentence(tmp_path, capsys):
    assert verbs.main(["viva", NOTEBOOK, "eve", "--root", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
