"""A course's year: a changed exercise, a new term, a student who is to be forgotten."""

import csv

import pytest
from nbgrader.api import Gradebook

from autograder import __main__ as verbs
from autograder import notebooks, secret
from autograder.classroom import changed, gradebook, grades, terms
from autograder.classroom.gradebook import back_up, prepare, record
from autograder.classroom.records import Mark, Result
from autograder.course import database_url

from .test_cluster import postgres

__all__ = ["postgres"]  # a fixture
NOTEBOOK = "nb00_start"
POINTS = notebooks.points(NOTEBOOK)


@pytest.fixture
def root(tmp_path, blank):
    """Ada (with points by hand) and bob are graded; all kinds of files are there."""
    url = database_url(tmp_path)
    (tmp_path / "gradebook.db").write_bytes(blank)
    for student in ("ada", "bob"):
        marks = {name: Mark(points, points, False, False) for name, points in POINTS.items()}
        record(Result(student, NOTEBOOK, marks), tmp_path, url)
        for path in (
            f"journal/{NOTEBOOK}/{student}.json", f"why/{student}_accuracy-values.ipynb",
            f"viva/{student}_{NOTEBOOK}.html", f"submitted/{student}/{NOTEBOOK}/a.ipynb",
        ):  # fmt: skip
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(student)
    with Gradebook(url) as book:
        part = book.find_submission_notebook(NOTEBOOK, NOTEBOOK, "ada")
        next(g for g in part.grades if g.name == "one-hot-values").manual_score = 1.5
        part.comments[0].manual_comment = "Well done, ada."
        book.db.commit()
    grades.write_grades(NOTEBOOK, tmp_path, url)
    lines = [f"2026-10-05 10:00:00 {NOTEBOOK} {name}: 10 points" for name in ("ada", "bob")]
    (tmp_path / "grading.log").write_text("\n".join(lines) + "\n")
    back_up(tmp_path / "gradebook.db", tmp_path / "backups")
    return tmp_path


def scores(root, url=""):
    with Gradebook(url or database_url(root)) as book:
        return {row.student_id: (row.score, row.max_score) for row in
                book.assignment_submissions(NOTEBOOK)}  # fmt: skip


def source_with(monkeypatch, tmp_path, old, new):
    """The course with another text of the notebook's source."""
    folder = tmp_path / "changed" / NOTEBOOK
    folder.mkdir(parents=True)
    text = notebooks.path_of(notebooks.SOURCE, NOTEBOOK).read_text()
    assert old in text
    (folder / f"{NOTEBOOK}.ipynb").write_text(text.replace(old, new))
    monkeypatch.setattr(gradebook.notebooks, "SOURCE", folder.parent)
    notebooks.source.cache_clear()


@pytest.fixture
def changed_source(monkeypatch, tmp_path):
    yield lambda old, new: source_with(monkeypatch, tmp_path, old, new)
    monkeypatch.undo()
    notebooks.source.cache_clear()


def test_an_unchanged_notebook_is_not_mentioned(root):
    assert changed.told(NOTEBOOK, database_url(root)) == ""


def test_a_renamed_item_is_one_sentence_and_a_verb_that_helps(root, changed_source, capsys):
    changed_source('"accuracy-values"', '"accuracy-numbers"')
    words = ["grade", NOTEBOOK, "--root", str(root), "--submitted", str(root / "submitted")]
    assert verbs.main(words) == 2
    told = capsys.readouterr().err
    assert "gone: accuracy-values; new: accuracy-numbers" in told and "make renew" in told
    assert verbs.main(["renew", NOTEBOOK, "--root", str(root)]) == 0
    assert "accuracy-numbers" in capsys.readouterr().out
    assert scores(root) == {"ada": (7.5, 10.0), "bob": (8.0, 10.0)}
    with Gradebook(database_url(root)) as book:
        part = book.find_submission_notebook(NOTEBOOK, NOTEBOOK, "ada")
        assert [c.manual_comment for c in part.comments if c.manual_comment] == ["Well done, ada."]
    assert changed.told(NOTEBOOK, database_url(root)) == ""


def test_changed_points_are_told_and_no_score_is_above_its_maximum(root, changed_source):
    changed_source('"points": 3', '"points": 1')
    url = database_url(root)
    assert "numerical-gradient-values 3 → 1" in changed.told(NOTEBOOK, url)
    prepare(NOTEBOOK, root, url)
    changed.limit(NOTEBOOK, url)
    assert scores(root)["bob"] == (8.0, 8.0)


def test_a_new_term_starts_clean_and_keeps_the_old_one_whole(root, monkeypatch, capsys):
    monkeypatch.setattr(secret, "FILE", root / ".course_secret")
    (root / ".course_secret").write_text("old")
    before = scores(root)
    assert verbs.main(["new-term", "2026-autumn", "--root", str(root)]) == 0
    assert [path.name for path in root.iterdir()] == ["terms"]
    old = root / "terms" / "2026-autumn"
    assert scores(old) == before and (old / ".course_secret").read_text() == "old"
    assert (old / "feedback" / "ada").is_dir() and old.stat().st_mode & 0o077 == 0
    assert verbs.main(["new-term", "2026-autumn", "--root", str(root)]) == 2
    assert "Give this one another name" in capsys.readouterr().err


def test_a_new_term_that_was_killed_goes_on(root, monkeypatch):
    calls = []

    def replace_then_die(old, new):
        calls.append(old)
        if len(calls) == 3:
            raise KeyboardInterrupt
        old.rename(new)

    with monkeypatch.context() as patched:
        patched.setattr(terms.os, "replace", replace_then_die)
        with pytest.raises(KeyboardInterrupt):
            terms.new_term(root, "x")
    target, moved = terms.new_term(root, "x")
    assert "gradebook.db" in moved and "grading.log" in moved and scores(target)
    assert [path.name for path in root.iterdir()] == ["terms"]


@pytest.mark.parametrize("name", ["../x", "", "a/b", ".hidden"])
def test_a_term_needs_a_plain_name(tmp_path, name):
    with pytest.raises(terms.NoTerm):
        terms.new_term(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def holds(root, word):
    """The files below `root` that hold the word in name or text."""
    return [
        path for path in root.rglob("*")
        if path.is_file()
        and (word in str(path.relative_to(root)) or word.encode() in path.read_bytes())
    ]  # fmt: skip


def test_a_student_is_forgotten_everywhere_and_nobody_else_is(root, blank, capsys):
    terms.new_term(root, "old")
    (root / "gradebook.db").write_bytes(blank)
    marks = {name: Mark(points, points, False, False) for name, points in POINTS.items()}
    for student in ("ada", "bob", "ada_b"):
        record(Result(student, NOTEBOOK, marks), root, database_url(root))
    grades.write_grades(NOTEBOOK, root, database_url(root))
    assert verbs.main(["forget", "bob", "--root", str(root)]) == 0
    told = capsys.readouterr().out
    assert "gradebook" in told and "terms/old: backups/" in told and "Not touched" in told
    assert holds(root, "bob") == []
    assert scores(root).keys() == {"ada", "ada_b"} and scores(root / "terms" / "old").keys() == {
        "ada"
    }
    assert verbs.main(["forget", "ada", "--root", str(root)]) == 0
    assert scores(root).keys() == {"ada_b"}
    with open(root / "grades" / f"{NOTEBOOK}.csv", newline="") as file:
        assert [row["student"] for row in csv.DictReader(file)] == ["ada_b"]


def test_a_gradebook_on_a_server_is_renewed_and_forgets_and_stays_when_the_term_ends(
    postgres, tmp_path, changed_source, capsys, monkeypatch
):
    prepare(NOTEBOOK, tmp_path, postgres)
    marks = {name: Mark(points, points, False, False) for name, points in POINTS.items()}
    for student in ("ada", "bob"):
        record(Result(student, NOTEBOOK, marks), tmp_path, postgres)
    where = ["--root", str(tmp_path), "--db", postgres]
    changed_source('"accuracy-values"', '"accuracy-numbers"')
    assert verbs.main(["renew", NOTEBOOK, *where]) == 0
    assert "backups" not in capsys.readouterr().out
    assert verbs.main(["forget", "bob", *where]) == 0
    assert scores(tmp_path, postgres) == {"ada": (8.0, 10.0)}
    monkeypatch.setattr(secret, "FILE", tmp_path / "elsewhere" / "secret")
    assert verbs.main(["new-term", "2026-autumn", "--root", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "another database" in told and "COURSE_SECRET" in told
    assert (tmp_path / "terms" / "2026-autumn" / "feedback" / "ada").is_dir()
    assert verbs.main(["new-term", "2027-spring", "--root", str(tmp_path)]) == 2


def test_nobody_to_forget_is_one_sentence(root, capsys):
    for student in ("eve", "../ada", "..", ""):
        assert verbs.main(["forget", student, "--root", str(root)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert scores(root).keys() == {"ada", "bob"}
