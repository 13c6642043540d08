"""The class's report: right numbers, no names, nothing of a student's text alive in the page."""

import json
import re

import pytest
from matplotlib.image import imread
from nbgrader.api import Gradebook

from autograder import __main__ as verbs
from autograder import notebooks
from autograder.classroom import class_report
from autograder.classroom.class_report import write_report
from autograder.classroom.gradebook import prepare, record, write_rows
from autograder.classroom.histograms import half_has
from autograder.classroom.records import Mark, Result
from autograder.course import database_url
from autograder.registry import wrong_ideas_of

from .test_cluster import postgres

__all__ = ["postgres"]  # a fixture
NOTEBOOK = "nb00_start"
POINTS = notebooks.points(NOTEBOOK)
IDEA = next(idea for idea in wrong_ideas_of(NOTEBOOK) if idea.fails[0] in POINTS)
FIRST, LAST = IDEA.fails[0], list(POINTS)[-1]
ATTACK = "<script>alert('x')</script>"


def finding(text, idea=""):
    return {"message": f"Checked: a rule.\nFound: {text}\nNext: mend it.", "idea": idea}


def result(student, **failed):
    """A graded submission that failed the given items (underscores for dashes)."""
    found = {name.replace("_", "-"): failure for name, failure in failed.items()}
    marks = {n: Mark(0.0 if n in found else p, p, False, False) for n, p in POINTS.items()}
    failed = {f"{NOTEBOOK}/{name}": failure for name, failure in found.items()}
    autograded = json.dumps({"metadata": {"autograder": {"failed": failed}}})
    return Result(student, NOTEBOOK, marks, failed, autograded=autograded)


def dashed(item):
    return item.replace("-", "_")


CLASS = [
    result("anna"),
    result("bert"),
    result("carl", **{dashed(FIRST): finding("no.", IDEA.name)}),
    result("dora", **{dashed(FIRST): finding("no.", IDEA.name)}),
    result("<b>eve", **{dashed(LAST): finding(f"{ATTACK} is not the right number.")}),
    result("finn", **{dashed(name): finding(class_report.NOT_WRITTEN) for name in POINTS}),
]


@pytest.fixture
def course(tmp_path, blank):
    """Records results and writes the report; returns (root, the page)."""
    (tmp_path / "gradebook.db").write_bytes(blank)

    def graded(results, database=""):
        for one in results:
            record(one, tmp_path, database or database_url(tmp_path))
        path, _ = write_report(NOTEBOOK, tmp_path, database)
        return tmp_path, path.read_text()

    return graded


def rows(page, heading):
    """The table below a heading, as lists of texts."""
    part = page.split(f"<h2>{heading}</h2>")[1].split("<h2>")[0]
    lines = re.findall("<tr>(<td.*?)</tr>", part)
    return [re.findall("<td[^>]*>(.*?)</td>", line) for line in lines]


def test_the_page_counts_scores_items_and_mistakes(course):
    _, page = course(CLASS)
    assert f"6 submissions. Scores of {sum(POINTS.values()):g} points: median" in page
    lost = {row[0]: int(row[2]) for row in rows(page, "Items")}
    assert lost[FIRST] == 3 and lost[LAST] == 2
    assert [row[:3] for row in rows(page, "Recognised mistakes")] == [[IDEA.name, IDEA.answer, "2"]]
    assert [row[0] for row in rows(page, "Not recognised")] == [LAST]


def test_a_students_text_and_name_are_not_alive_in_the_page(course):
    _, page = course(CLASS)
    assert "<script" not in page and "<b>" not in page
    assert not any(one.student in page for one in CLASS)
    assert "http" not in page.replace("http-equiv", "")


def test_points_given_by_hand_count(course):
    root, before = course(CLASS)
    with Gradebook(database_url(root)) as gradebook:
        notebook = gradebook.find_submission_notebook(NOTEBOOK, NOTEBOOK, "finn")
        for grade in notebook.grades:
            grade.manual_score = grade.max_score
        gradebook.db.commit()
    _, after = course([])
    assert "lowest 0," in before and "lowest 0," not in after


def test_everyone_gets_a_picture_that_depends_on_the_score_alone(course):
    root, _ = course(CLASS)
    pictures = {
        one.student: (root / "feedback" / one.student / NOTEBOOK / "place.png").read_bytes()
        for one in CLASS
    }
    assert pictures["anna"] == pictures["bert"] and pictures["carl"] == pictures["dora"]
    assert len(set(pictures.values())) == len({one.score for one in CLASS})
    assert imread(root / "feedback" / "finn" / NOTEBOOK / "place.png").shape[0] > 300


@pytest.mark.parametrize("count, histogram", [(4, False), (5, True)])
def test_a_small_class_is_not_shown_to_its_students(course, count, histogram):
    root, _ = course(CLASS[:count])
    height = imread(root / "feedback" / "anna" / NOTEBOOK / "place.png").shape[0]
    assert (height > 300) == histogram


@pytest.mark.parametrize("scores", [[1], [0, 10], [1, 2, 3, 4, 5], [9, 9, 9, 2, 2, 1]])
def test_half_of_the_class_really_has_that_score(scores):
    reached = [score for score in scores if score >= half_has(scores)]
    better = [score for score in scores if score > half_has(scores)]
    assert len(reached) >= len(scores) / 2 > len(better) - 0.5


def test_a_name_that_is_a_path_writes_nowhere_else(course):
    root, _ = course(CLASS)
    write_rows(result("../../zoe"), database_url(root))
    _, page = course([])
    assert "7 submissions" in page and not list(root.parent.glob("zoe*"))


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_without_a_graded_class_one_sentence_helps(tmp_path, capsys, content):
    if content is not None:
        (tmp_path / "gradebook.db").write_bytes(content)
    assert verbs.main(["report", NOTEBOOK, "--root", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and ("make grade" in told or "--db" in told)
    assert list(tmp_path.iterdir()) == ([] if content is None else [tmp_path / "gradebook.db"])


def test_an_assignment_without_submissions_says_how_to_grade(tmp_path, blank, capsys):
    (tmp_path / "gradebook.db").write_bytes(blank)
    assert verbs.main(["report", NOTEBOOK, "--root", str(tmp_path)]) == 2
    assert f"make grade ASSIGNMENT={NOTEBOOK}" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["nonsense", "postgresql://u:pass@127.0.0.1:1/none"])
def test_a_gradebook_that_cannot_be_read_is_named_without_its_password(tmp_path, capsys, url):
    assert verbs.main(["report", NOTEBOOK, "--root", str(tmp_path), "--db", url]) == 2
    told = capsys.readouterr().err
    assert "--db" in told and "u:pass@" not in told


def test_a_postgresql_gradebook_gives_the_same_page(course, postgres, tmp_path):
    _, page = course(CLASS)
    prepare(NOTEBOOK, tmp_path, postgres)
    assert course(CLASS, postgres)[1] == page
