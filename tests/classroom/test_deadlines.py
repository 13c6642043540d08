"""Late work costs the same through the verb and through plain nbgrader, and is shown."""

import contextlib
import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook

from autograder import __main__ as verbs
from autograder import course as courses
from autograder import notebooks
from autograder.classroom import deadlines, lms
from autograder.classroom.deadlines import LatePolicy, WrongTable
from autograder.classroom.gradebook import know_assignment
from autograder.classroom.roster import Person, Roster
from autograder.classroom.times import utc
from autograder.course import database_url
from tests.submissions.make import hand_in, reference

NOTEBOOK = "nb00_start"
TABLE = f"""
c.LatePolicy.zone = "Europe/Berlin"
c.LatePolicy.due = {{
    "{NOTEBOOK}": "2026-10-05 23:59", "{NOTEBOOK}/B": "2026-10-06 17:00 America/New_York",
}}
c.LatePolicy.per_day, c.LatePolicy.grace_minutes, c.LatePolicy.cap = 0.1, 15, 0.5
"""
ROSTER = """id,name,e-mail,section,lms id
ada,Ada Lovelace,ada@uni.example,A,1
ben,"Benson, Ben",ben@uni.example,B,2
cyd,Cyd Charisse,cyd@uni.example,A,3
dan,Dan Dare,dan@uni.example,A,4
"""
# Berlin is two hours before UTC: due at 21:59 UTC, in section B at 21:00 UTC of the next day.
SENT = {
    "ada": "2026-10-05 22:10:00 UTC", "ben": "2026-10-06 20:59:00 UTC",
    "cyd": "2026-10-07 00:00:00 UTC", "eve": "2026-12-24 18:00:00 UTC",
}  # fmt: skip
PENALTIES = {"ada": 0, "ben": 0, "cyd": 2, "eve": 5}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with a table of deadlines and a roster; its class graded twice: through plain
    nbgrader, and (in `made`) through the verbs. `told`: what the verb printed."""
    root = tmp_path_factory.mktemp("course")
    for name in ("autograder", f"source/{NOTEBOOK}", f"release/{NOTEBOOK}"):
        shutil.copytree(notebooks.ROOT / name, root / name)
    (root / "data").symlink_to(notebooks.DATA)
    config = (notebooks.ROOT / "nbgrader_config.py").read_text()
    (root / "nbgrader_config.py").write_text(config + TABLE)
    (root / "list.csv").write_text(ROSTER)
    for student, when in SENT.items():
        path = hand_in(reference(NOTEBOOK), root / "submitted" / student / NOTEBOOK, ".")
        path.with_name("timestamp.txt").write_text(when)
    (root / "made").mkdir()
    told, before = io.StringIO(), sys.path.copy()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(told):
        patch.setattr(courses, "ROOT", root)
        for words in (("roster", root / "list.csv"),
                      ("grade", NOTEBOOK, "--submitted", root / "submitted")):  # fmt: skip
            assert verbs.main([*map(str, words), "--root", str(root / "made")]) == 0
    sys.path[:] = before
    shutil.copy(root / "made" / "roster.csv", root)
    know_assignment(NOTEBOOK, database_url(root))
    autograde_plainly(root, "--student=[bc]*")
    return SimpleNamespace(root=root, made=root / "made", told=told.getvalue())


def autograde_plainly(root, *options):
    program = Path(sys.executable).with_name("nbgrader")
    done = subprocess.run(
        [program, "autograde", NOTEBOOK, *options], cwd=root, text=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def written(root):
    """What a gradebook holds about time: student → (due, sent, late by, penalty)."""
    with Gradebook(database_url(root)) as gradebook:
        return {
            row.student_id: (
                f"{row.duedate}", f"{row.timestamp}", row.total_seconds_late,
                row.late_submission_penalty,
            )
            for row in gradebook.assignment_submissions(NOTEBOOK)
        }  # fmt: skip


def test_the_verb_and_plain_nbgrader_write_the_same(course):
    found = written(course.made)
    plain = written(course.root)
    assert list(plain) == ["ben", "cyd"] and plain.items() <= found.items()
    assert {name: row[3] for name, row in found.items()} == PENALTIES
    assert found["ben"][0] == "2026-10-06 21:00:00"


def test_penalty_and_time_are_in_the_file_of_grades(course):
    with open(course.made / "grades" / f"{NOTEBOOK}.csv", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    cyd = rows["cyd"]
    assert (cyd["automatic"], cyd["late_penalty"], cyd["total"]) == ("10", "2", "8")
    assert (cyd["submitted"], cyd["late"]) == ("2026-10-07 00:00 UTC", "1 d 2 h 1 min")
    assert (cyd["last_name"], cyd["first_name"], cyd["lms_id"]) == ("Charisse", "Cyd", "3")


def test_the_page_shows_the_penalty(course):
    page = course.made / "feedback" / "cyd" / NOTEBOOK / f"{NOTEBOOK}.html"
    assert "late" in page.read_text().lower() and "8 of 10" in page.read_text()


def test_the_verb_tells_who_is_missing_and_unknown_before_grading(course):
    assert "Recognised: 4 students (folder 4)" in course.told
    assert "Not in roster.csv: eve" in course.told
    assert "In roster.csv, but nothing of theirs here: dan" in course.told


def test_a_students_extension_and_points_by_hand_change_the_penalty(course, monkeypatch):
    table = LatePolicy(due={NOTEBOOK: "2026-10-05 21:59", f"{NOTEBOOK}/eve": "2026-12-24 18:00"},
                       per_day=0.1, cap=0.5)  # fmt: skip
    monkeypatch.setattr(deadlines, "policy", lambda root: table)
    with Gradebook(database_url(course.made)) as gradebook:
        part = gradebook.find_submission_notebook(NOTEBOOK, NOTEBOOK, "cyd")
        part.grades[0].extra_credit = 10
        gradebook.db.commit()
    concerned, _ = deadlines.settle(NOTEBOOK, course.made, database_url(course.made))
    assert concerned == {"ada", "ben", "cyd", "eve"}
    assert {name: row[3] for name, row in written(course.made).items()} == {
        "ada": 1, "ben": 1, "cyd": 4, "eve": 0
    }  # fmt: skip


# --- The policy, without a class ---------------------------------------------------------------


@pytest.mark.parametrize(("hours", "lost"), [(0.2, None), (0.3, 1), (24.2, 1), (24.3, 2), (900, 5)])
def test_days_grace_and_cap(hours, lost):
    table = LatePolicy(per_day=0.1, grace_minutes=15, cap=0.5)
    assert table.late_submission_penalty("ada", 10, 3600 * hours) == lost


@pytest.mark.parametrize(("text", "time"), [
    ("2026-10-05 23:59", "2026-10-05 21:59:00"), ("2026-11-05 23:59", "2026-11-05 22:59:00"),
    ("2026-10-05 23:59 America/New_York", "2026-10-06 03:59:00"),
    ("2026-10-05 23:59 UTC", "2026-10-05 23:59:00"),
    ("2026-10-05 23:59:00+05:30", "2026-10-05 18:29:00"),
    ("Wednesday, 10 June 2026, 2:14 PM", "2026-06-10 12:14:00"),
])  # fmt: skip
def test_times_as_text(text, time):
    assert f"{utc(text, 'Europe/Berlin')}" == time


@pytest.mark.parametrize("text", ["next week", "2026-10-05 23:59 Europe/Berln", "2026-13-01", ""])
def test_a_wrong_time_in_the_table_is_one_clear_sentence(text):
    with pytest.raises(WrongTable, match="is no time"):
        LatePolicy().read(text)


def test_sections_that_canvas_writes_in_one_cell(monkeypatch):
    roster = Roster([Person("ada", section="Lecture 1, Lab 2, and Lab 3")])
    assert deadlines.sections_of(roster, "ada") == ["Lecture 1", "Lab 2", "Lab 3"]


def row_of(duedate):
    return SimpleNamespace(duedate=duedate, timestamp=None)


def one(**told):
    sender = lms.Sender("Ada", "9001", told.pop("platform", "Canvas"))
    return SimpleNamespace(student="ada", sender=sender, **{"when": "", "late": False, **told})


def test_late_without_a_time_counts_as_one_day_and_is_told():
    table, row = LatePolicy(per_day=0.1, grace_minutes=15), row_of(utc("2026-10-05", "UTC"))
    (line,) = deadlines.stamp(table, row, one(late=True), Roster())
    late = (row.timestamp - row.duedate).total_seconds()
    assert table.late_submission_penalty("ada", 10, late) == 1
    assert "counted as one day" in line


def test_late_without_a_date_in_the_table_is_told():
    (line,) = deadlines.stamp(LatePolicy(), row_of(None), one(late=True), Roster())
    assert "has no date" in line


@pytest.mark.parametrize(("number", "time"), [("9001", "2026-06-10 12:14:00"), ("8001", "None")])
def test_the_time_of_moodles_worksheet_is_used_for_its_own_assignment(number, time):
    row, table = row_of(None), LatePolicy(zone="Europe/Berlin")
    told = Person("ada", lms_id=number, sent="Wednesday, 10 June 2026, 2:14 PM")
    assert list(deadlines.stamp(table, row, one(platform="Moodle"), Roster([told]))) == []
    assert f"{row.timestamp}" == time
