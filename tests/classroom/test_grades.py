"""The gradebook is the truth: files and pages are made from it, for everyone in it."""

import csv

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.api import Gradebook

from autograder import __main__ as verbs
from autograder import notebooks
from autograder.classroom import grades
from autograder.course import database_url
from tests.submissions.make import hand_in, reference

NOTEBOOK = "nb00_start"
COMMENT = "Come to my office, and bring the drawing."


def run(root, folder, *more):
    words = ["grade", NOTEBOOK, "--submitted", str(folder), "--root", str(root), "--workers", "1"]
    return verbs.main([*words, *more])


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Ada and ben are graded in two runs; between them the teacher reads ada's work."""
    root = tmp_path_factory.mktemp("term")
    first, second = root / "first" / NOTEBOOK, root / "second" / NOTEBOOK
    hand_in(reference(NOTEBOOK, accuracy="def accuracy(scores, y_onehot): return 3"), first, "ada")
    hand_in(reference(NOTEBOOK), second, "ben")
    run(root, first)
    read_by_teacher(root)
    run(root, second)
    run(root, first, "--force")
    return root


def read_by_teacher(root):
    with Gradebook(database_url(root)) as gradebook:
        part = gradebook.find_submission_notebook(NOTEBOOK, NOTEBOOK, "ada")
        grade = next(grade for grade in part.grades if grade.name == "accuracy-values")
        grade.manual_score = 1.5
        part.comments[0].manual_comment = COMMENT
        gradebook.db.commit()


def table(root, name):
    with open(root / "grades" / name, newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_of_one_student_keeps_the_others_in_the_file(root):
    assert [row["student"] for row in table(root, f"{NOTEBOOK}.csv")] == ["ada", "ben"]


def test_points_by_hand_are_in_both_files(root):
    ada = table(root, f"{NOTEBOOK}.csv")[0]
    assert (ada["automatic"], ada["by_hand"], ada["total"], ada["of"]) == ("8", "1.5", "9.5", "10")
    items = table(root, f"{NOTEBOOK}_items.csv")
    item = next(row for row in items if (row["student"], row["item"]) == ("ada", "accuracy-values"))
    assert (item["automatic"], item["by_hand"], item["score"]) == ("0", "1.5", "1.5")
    assert "accuracy-values: not right yet." in item["reason"]
    assert "Read again:" in item["reason"]


def test_grading_again_keeps_the_teachers_comment_on_the_page(root):
    page = root / "feedback" / "ada" / NOTEBOOK / f"{NOTEBOOK}.html"
    assert COMMENT in page.read_text()


def test_a_total_that_a_person_has_to_look_at_again_is_provisional(root):
    pages = {
        name: root / "feedback" / name / NOTEBOOK / f"{NOTEBOOK}.html" for name in ("ada", "ben")
    }
    assert "9.5 of 10 points so far" in pages["ada"].read_text()
    assert "Provisional: 1 item waits for your teacher (2 points)." in pages["ada"].read_text()
    assert "10 of 10 points</p>" in pages["ben"].read_text()
    assert "Provisional" not in pages["ben"].read_text()


def test_feedback_makes_lost_pages_again(root):
    page = root / "feedback" / "ada" / NOTEBOOK / f"{NOTEBOOK}.html"
    page.unlink()
    assert verbs.main(["feedback", NOTEBOOK, "--root", str(root)]) == 0
    assert COMMENT in page.read_text()
    assert page.with_name("place.png").exists()


def test_feedback_of_nothing_is_one_sentence(tmp_path, capsys):
    assert verbs.main(["feedback", NOTEBOOK, "--root", str(tmp_path)]) == 2
    assert "Grade the class first" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_can_be_taken_for_a_formula(tmp_path, text):
    grades.write_table(tmp_path / "a.csv", ("a",), [(text,)])
    with open(tmp_path / "a.csv", newline="") as file:
        assert not list(csv.reader(file))[1][0].startswith(grades.FORMULA)


def test_a_dispute_shows_what_was_asked_given_and_expected(root, capsys):
    assert verbs.main(["why", NOTEBOOK, "ada", "accuracy-values", "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert "ada, nb00_start/accuracy-values: lost" in said
    assert "the student's code gave: [3.0, 3.0, 3.0]" in said
    assert "Expected: [" in said
    assert "accuracy-values: not right yet." in said
    nb = nbformat.read(root / "why" / "ada_accuracy-values.ipynb", as_version=4)
    NotebookClient(nb, timeout=60).execute()
    assert nb.cells[-1].outputs[0]["data"]["text/plain"] == "[3.0, 3.0, 3.0]"


@pytest.mark.parametrize(("student", "item"), [("eve", "accuracy-values"), ("ada", "nothing")])
def test_nothing_to_explain_is_one_sentence(root, capsys, student, item):
    assert verbs.main(["why", NOTEBOOK, student, item, "--root", str(root)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_every_item_of_the_notebook_has_a_row(root):
    items = [row["item"] for row in table(root, f"{NOTEBOOK}_items.csv") if row["student"] == "ben"]
    assert sorted(items) == sorted(notebooks.points(NOTEBOOK))
