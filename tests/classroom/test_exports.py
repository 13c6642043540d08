"""The way back to a platform: its own file filled by id, pages under the uploads' names."""

import csv
import io
import zipfile
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook

from autograder import __main__ as verbs
from autograder.classroom import exports, lms, recognised, roster
from autograder.classroom.gradebook import know_assignment, result_files
from autograder.classroom.grades import FORMULA
from autograder.course import database_url, find_alembic

NOTEBOOK = "nb00_start"
CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,nb00 start (4711),nb01 (4712),Final
,,,,,Manual Posting,,
    Points Possible,,,,,10.00,100.00,(read only)
"Lovelace, Ada",123,U1,ada,A,,55.00,
"Turing, Alan",77,U2,alan,B,3.00,,95.00
"=cmd, Eve",5,U3,eve,A,,,
"Student, Test",999,,0f3a,A,,,
"""
WORKSHEET = """\ufeffIdentifier,Full name,ID number,Email address,Status,Grade,Maximum grade,\
Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 9001,Ada Lovelace,x1,ada@uni.example,Submitted,-,20.00,Yes,-,-,
Participant 9002,Alan Turing,x2,alan@uni.example,Submitted,-,20.00,Yes,-,-,
Participant 9003,Eve Nobody,x3,eve@uni.example,No submission,-,20.00,Yes,-,-,
"""
UPLOADS = {
    "canvas": {"ada": f"lovelaceada_123_456_{NOTEBOOK}.ipynb",
               "turingalan_77": "turingalan_LATE_77_88_work.zip/homework/x.ipynb",
               "zoe": "zoe.ipynb"},
    "moodle": {"ada": f"Ada Lovelace_9001_assignsubmission_file/{NOTEBOOK}.ipynb",
               "turingalan_77": "Alan Turing_9002_assignsubmission_file_/my.zip/a.ipynb",
               "zoe": "zoe.ipynb"},
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Ada has 9.5 points less 1 for being late, alan 8, zoe all; alan is known by his number."""
    root = tmp_path_factory.mktemp("term")
    url = database_url(root)
    find_alembic()
    know_assignment(NOTEBOOK, url)
    with Gradebook(url) as gradebook:
        gradebook.add_student("ada", lms_user_id="123", first_name="Ada", last_name="-Lovelace")
        for student, off in (("ada", 0.5), ("turingalan_77", 2), ("zoe", 0)):
            gradebook.update_or_create_student(student)
            row = gradebook.update_or_create_submission(NOTEBOOK, student)
            for grade in row.notebooks[0].grades:
                grade.auto_score, grade.needs_manual_grade = grade.max_score, False
            row.notebooks[0].grades[0].auto_score -= off
            row.notebooks[0].late_submission_penalty = 1 if student == "ada" else None
            page = result_files(root, student, NOTEBOOK)[1]
            page.parent.mkdir(parents=True)
            page.write_text(f"page of {student}")
        gradebook.db.commit()
    return root


def export(root, tmp_path, target, text, *more):
    """(rows of the written file, names and texts in the zip)."""
    submissions = [
        SimpleNamespace(student=student, sender=lms.sender(upload.split("/")[0]) or lms.Sender(""),
                        upload=upload, when="", late=False)
        for student, upload in UPLOADS.get(target, UPLOADS["canvas"]).items()
    ]  # fmt: skip
    recognised.path_of(root, NOTEBOOK).unlink(missing_ok=True)
    recognised.keep(root, NOTEBOOK, submissions)
    path = tmp_path / "Grades of 2026.csv"
    path.write_text(text, encoding="utf-8")
    words = ["export", NOTEBOOK, "--to", target, "--root", str(root), "--roster", str(path)]
    assert verbs.main([*words, *more]) == 0
    name = "grades.csv" if target == "csv" else path.name
    written = (root / "exports" / f"{NOTEBOOK}_{name}").read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(root / "exports" / f"{NOTEBOOK}_pages.zip") as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    return parsed(written), pages


def parsed(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas_there_and_back(root, tmp_path, capsys):
    rows, pages = export(root, tmp_path, "canvas", CANVAS)
    before = parsed(CANVAS.removeprefix("\ufeff"))
    column = before[0].index("nb00 start (4711)")
    assert [row[column] for row in rows] == [
        "nb00 start (4711)", "Manual Posting", "10.00", "8.5", "8", "", ""
    ]  # fmt: skip
    for row, old in zip(rows, before, strict=True):
        del row[column], old[column]
    assert [row[1:] for row in rows] == [row[1:] for row in before]
    assert {name: lms.sender(name).number for name in pages if "_" in name} == {
        f"lovelaceada_123_456_{NOTEBOOK}.html": "123", "turingalan_LATE_77_88_work.html": "77",
    }  # fmt: skip
    said = capsys.readouterr().out
    assert "Graded, but not in that file: zoe" in said
    assert "In that file, but not graded: left as they are: eve" in said


def test_the_filled_file_of_canvas_is_a_roster_again(root, tmp_path):
    export(root, tmp_path, "canvas", CANVAS)
    again = roster.read_roster(root / "exports" / f"{NOTEBOOK}_Grades of 2026.csv")
    first = roster.read_roster(tmp_path / "Grades of 2026.csv")
    assert [one.lms_id for one in again.people] == [one.lms_id for one in first.people]


def test_moodle_there_and_back(root, tmp_path, capsys):
    rows, pages = export(root, tmp_path, "moodle", WORKSHEET)
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [(row["Identifier"], row["Grade"]) for row in told] == [
        ("Participant 9001", "8.5"), ("Participant 9002", "8"), ("Participant 9003", ""),
    ]  # fmt: skip
    assert told[0]["Feedback comments"].startswith("8.5 of 10 points; late: 1 taken off; lost: ")
    assert pages[f"Ada Lovelace_9001_assignsubmission_file/{NOTEBOOK}.html"] == "page of ada"
    assert f"Alan Turing_9002_assignsubmission_file_/{NOTEBOOK}.html" in pages
    assert "Their file counts to 20.00 points, this notebook to 10" in capsys.readouterr().out


def test_a_table_of_our_own_has_everybody_of_the_list(root, tmp_path):
    rows, pages = export(root, tmp_path, "csv", CANVAS)
    told = {row[0]: row[5:7] for row in rows[1:]}
    assert told == {
        "ada": ["8.5", "10"], "turingalan_77": ["8", "10"], "eve": ["", ""], "zoe": ["10", "10"]
    }  # fmt: skip


@pytest.mark.parametrize(("target", "text"), [
    ("canvas", CANVAS), ("moodle", WORKSHEET), ("csv", CANVAS)
])  # fmt: skip
def test_no_cell_of_an_export_is_a_formula(root, tmp_path, target, text):
    rows, _ = export(root, tmp_path, target, text)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    assert all(path.stat().st_mode & 0o077 == 0 for path in (root / "exports").iterdir())


def test_semicolons_stay_semicolons(root, tmp_path):
    text = "Identifier;Full name;Email address;Grade\nParticipant 9001;Ada Lovelace;a@b.example;\n"
    export(root, tmp_path, "moodle", text)
    written = (root / "exports" / f"{NOTEBOOK}_Grades of 2026.csv").read_text()
    assert written.splitlines()[1] == "Participant 9001;Ada Lovelace;a@b.example;8.5"


@pytest.mark.parametrize(("words", "sentence"), [
    (["--to", "canvas"], "Give the LMS's own file to be filled: ROSTER=file"),
    (["--to", "blackboard"], "TO=blackboard is unknown: one of canvas, moodle, csv"),
    (["--to", "canvas", "--roster", "moodle.csv"], "is not what Canvas exports"),
    (["--to", "moodle", "--roster", "canvas.csv"], "is not Moodle's grading worksheet"),
    (["--to", "canvas", "--roster", "two.csv"], "COLUMN='...', one of: nb00 start (4711); nb0"),
    (["--to", "canvas", "--roster", "canvas.csv", "--column", "x"], "No columns of canvas.csv"),
])  # fmt: skip
def test_what_cannot_be_filled_is_one_clear_sentence(root, tmp_path, capsys, monkeypatch, words,
                                                     sentence):  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "canvas.csv").write_text(CANVAS)
    (tmp_path / "two.csv").write_text(CANVAS.replace("nb01 (4712)", "nb00_start again (4712)"))
    (tmp_path / "moodle.csv").write_text(WORKSHEET)
    assert verbs.main(["export", NOTEBOOK, "--root", str(root), *words]) == 2
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1


def test_a_column_can_be_named(root, tmp_path):
    text = CANVAS.replace("nb01 (4712)", "nb00_start again (4712)")
    rows, _ = export(root, tmp_path, "canvas", text, "--column", "nb00 start (4711)")
    assert rows[3][5] == "8.5" and rows[3][6] == "55.00"


def test_nothing_graded_is_one_clear_sentence(tmp_path, capsys):
    assert verbs.main(["export", NOTEBOOK, "--root", str(tmp_path)]) == 2
    assert "Grade the class first" in capsys.readouterr().err


@pytest.mark.parametrize("names", [["ada", "lovelaceada_123"], ["Z_123", "ada"]])
def test_who_was_graded_under_an_old_id_too_gets_the_points_of_the_new_one(tmp_path, names):
    people = roster.Roster([roster.Person("ada", lms_id="123")])
    graded = [exports.Total(name, "123", ("", "", ""), len(name), 10, "", False) for name in names]
    order = exports.Order(NOTEBOOK, tmp_path, "")
    assert exports.matched(order, graded, people)["ada"].student == "ada"


def test_a_group_that_sent_one_file_gets_a_page_each():
    assert exports.page_name("submission_1/x.ipynb", "ada", NOTEBOOK) == (
        f"submission_1/{NOTEBOOK}.html"
    )
