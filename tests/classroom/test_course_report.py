"""The report over all notebooks: misconceptions across them, items that separate, no names."""

import re

import pytest

from autograder import __main__ as verbs
from autograder import notebooks
from autograder.classroom import course_report
from autograder.classroom.class_scores import CellScore, Graded
from autograder.classroom.course_report import TOPICS, topic_of
from autograder.classroom.gradebook import prepare, write_rows
from autograder.classroom.records import Mark, Result
from autograder.course import database_url
from autograder.registry import wrong_ideas_of

FIRST, LATER = "nb01_backprop", "nb05_lab"
AVERAGE, BATCHES = 0, 6


def idea_about(notebook, topic):
    return next(idea for idea in wrong_ideas_of(notebook) if topic_of(idea) == topic)


def graded(notebook, student, lost=(), idea=None):
    """A submission that lost `lost`; `idea` explains what it loses."""
    points = notebooks.points(notebook)
    failed = {f"{notebook}/{item}": {"message": "", "idea": ""} for item in lost}
    if idea:
        failed[f"{notebook}/{idea.fails[0]}"] = {"message": "", "idea": idea.name}
    marks = {
        name: CellScore(0.0 if f"{notebook}/{name}" in failed else most, most, False)
        for name, most in points.items()
    }
    score = sum(mark.score for mark in marks.values())
    return Graded(student, score, sum(points.values()), marks, failed)


@pytest.fixture(scope="module")
def classes():
    """Twelve students: s00–s05 average wrongly in both notebooks, s06 in one, s07 mixes rows."""
    first, later = (idea_about(name, AVERAGE) for name in (FIRST, LATER))
    rows = idea_about(FIRST, BATCHES)
    weak = ("layer-init", "layer-forward", "layer-softmax", "network-step")
    return {
        FIRST: [graded(FIRST, f"s{i:02d}", weak if i < 6 else (), first if i < 7 else
                       rows if i == 7 else None) for i in range(12)],
        LATER: [graded(LATER, f"s{i:02d}", ("lab-run-97",) if i < 11 else (),
                       later if i < 6 else None) for i in range(12)],
    }  # fmt: skip


def table(page, heading):
    part = page.split(f"<h2>{heading}")[1].split("<h2>")[0]
    lines = re.findall("<tr>(<td.*?)</tr>", part)
    return [re.findall("<td[^>]*>(.*?)</td>", line) for line in lines]


def test_what_most_students_misunderstand_comes_first_with_a_suggestion(classes):
    rows = table(course_report.page(classes), "Teach again")
    assert [row[:3] for row in rows] == [
        [TOPICS[AVERAGE]["name"], "7", "6"], [TOPICS[BATCHES]["name"], "1", "0"]
    ]  # fmt: skip
    assert "Put the same batch in twice" in rows[0][4]


def test_each_notebook_has_its_column(classes):
    rows = table(course_report.page(classes), "Misconceptions by notebook")
    assert [TOPICS[AVERAGE]["name"], "7", "6"] in rows
    assert [TOPICS[BATCHES]["name"], "1", ""] in rows


def test_names_stand_there_only_if_asked_for(classes):
    assert not re.search(r"\bs0\d\b", course_report.page(classes))
    assert "s00, s01, s02, s03, s04, s05, s06" in course_report.page(classes, names=True)


def test_items_that_separate_and_items_that_everyone_loses(classes):
    page = course_report.page(classes)
    assert [FIRST, "layer-forward"] in [row[:2] for row in table(page, "Items that separate well")]
    assert [row[:3] for row in table(page, "Items that nearly everyone loses")] == [
        [LATER, "lab-run-97", "92"]
    ]


def test_few_students_say_nothing_about_an_item(classes):
    page = course_report.page({FIRST: classes[FIRST][:5]})
    assert "separate well (needs 10 students)" in page
    assert table(page, "Items that separate well") == []


def test_by_how_much_training_runs_reach_what_they_need():
    key, values = f"{FIRST}/mnist-run-accuracy", (0.93, 0.9, 0.8996, 0.31, 0.95)
    runs = [Graded(f"s{i}", 1, 1, {}, {}, {key: (value, 0.9)}) for i, value in enumerate(values)]
    runs.append(Graded("s9", 1, 1, {}, {}))  # whose program did not train at all
    _, _, rows = course_report.runs({FIRST: runs})
    assert rows == [
        (FIRST, "mnist-run-accuracy", 0.9, 5, 3, "0.9000", "0.9000", "0.8996", 2)
    ]  # fmt: skip


def test_every_wrong_idea_has_a_topic_and_every_topic_ideas():
    ideas = [idea for name in notebooks.names() for idea in wrong_ideas_of(name)]
    assert {topic_of(idea) for idea in ideas} == set(range(len(TOPICS)))


def test_the_verb_reads_the_gradebook(tmp_path, capsys):
    assert verbs.main(["course", "--root", str(tmp_path)]) == 2
    assert "make grade" in capsys.readouterr().err
    url = database_url(tmp_path)
    prepare("nb00_start", tmp_path, url)
    marks = {name: Mark(p, p, False, False) for name, p in notebooks.points("nb00_start").items()}
    write_rows(Result("ada", "nb00_start", marks), url)
    assert verbs.main(["course", "--root", str(tmp_path)]) == 0
    page = (tmp_path / "report" / "course.html").read_text()
    assert "Students: 1. Notebooks: 1." in page and "ada" not in page.split("</style>")[1]
