"""Lists of students as platforms export them, and what becomes of them in nbgrader."""

import csv

import pytest
from nbgrader.api import Gradebook

from autograder import __main__ as verbs
from autograder.classroom import lms, roster
from autograder.classroom.recognised import lines
from autograder.classroom.roster import NoRoster, Person, Roster, enrol, read_roster
from autograder.course import database_url, find_alembic

OURS = """id,name,e-mail,section,lms id
ada,"Lovelace, Ada",ada@uni.example,A,123
alan,Alan Mathison Turing,alan@uni.example,B,77
"""
CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,nb00_start (4711),Final Score
,,,,,Manual Posting,
    Points Possible,,,,,10.00,(read only)
"Lovelace, Ada",123,U1,ada,A,,
"Turing, Alan Mathison",77,U2,alan,B,9.50,95.00
"Student, Test",999,,0f3a,A,,
"""
CANVAS_SEMICOLONS = (
    CANVAS.replace('"', "").replace(",", ";").replace("; A", ", A").replace("; T", ", T")
)
MOODLE = """First name,Last name,ID number,Email address,Roles,Groups
Ada,Lovelace,ada,ada@uni.example,Student,A
Alan Mathison,Turing,alan,alan@uni.example,Student,B
Tea,Cher,t1,tea@uni.example,Teacher,
"""
WORKSHEET = """\ufeffIdentifier,Full name,ID number,Email address,Status,Grade,Maximum grade,\
Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 123,Ada Lovelace,ada,ada@uni.example,Submitted,-,10.00,Yes,\
"Monday, 5 October 2026, 2:14 PM",-,
Participant 77,Alan Mathison Turing,alan,alan@uni.example,No submission,-,10.00,Yes,-,-,
"""
find_alembic()
LISTS = {"ours": OURS, "Canvas": CANVAS, "semicolons": CANVAS_SEMICOLONS, "Moodle": MOODLE,
         "worksheet": WORKSHEET}  # fmt: skip


def write(folder, text):
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_accepted_as_they_come(tmp_path, name):
    found = read_roster(write(tmp_path, LISTS[name])).people
    told = [(one.id, one.first, one.last) for one in found]
    assert told == [("ada", "Ada", "Lovelace"), ("alan", "Alan Mathison", "Turing")]
    if name != "Moodle":
        assert [one.lms_id for one in found] == ["123", "77"]
    if name == "worksheet":
        assert [one.sent for one in found] == ["Monday, 5 October 2026, 2:14 PM", ""]
    else:
        assert [one.section for one in found] == ["A", "B"]


def test_a_list_without_ids_is_known_by_its_addresses(tmp_path):
    found = read_roster(write(tmp_path, "Name,Email\nAda Lovelace,ada@uni.example\n")).people
    assert [one.id for one in found] == ["ada@uni.example"]


@pytest.mark.parametrize(("text", "reason"), [
    ("Name,Points\nAda,3\n", "It has: Name, Points"), ("", "no list of students"),
    (OURS + "ada,Another,x@y.example,A,5\n", "the id ada stands there twice"),
])  # fmt: skip
def test_what_is_no_list_is_one_clear_sentence(tmp_path, text, reason):
    with pytest.raises(NoRoster, match=reason):
        read_roster(write(tmp_path, text))
    with pytest.raises(NoRoster, match="cannot be read"):
        read_roster(tmp_path / "missing.csv")


def test_the_verb_keeps_the_list_and_makes_nbgraders_students(tmp_path, capsys):
    url = database_url(tmp_path)
    with Gradebook(url) as gradebook:
        gradebook.add_student("ada")
    (tmp_path / "lists").mkdir()
    path = write(tmp_path / "lists", CANVAS)
    assert verbs.main(["roster", str(path), "--root", str(tmp_path)]) == 0
    assert "2 students in 2 sections: A, B" in capsys.readouterr().out
    assert (tmp_path / "roster.csv").stat().st_mode & 0o077 == 0
    assert roster.of_course(tmp_path).people == read_roster(path).people
    with Gradebook(url) as gradebook:
        found = [(s.id, s.first_name, s.last_name, s.lms_user_id) for s in gradebook.students]
    assert sorted(found) == [("ada", "Ada", "Lovelace", "123"),
                             ("alan", "Alan Mathison", "Turing", "77")]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_what_is_kept_is_what_was_read(tmp_path, name):
    found = read_roster(write(tmp_path, LISTS[name]))
    roster.keep(found, tmp_path)
    assert roster.of_course(tmp_path).people == found.people


def test_no_cell_of_the_list_is_a_formula(tmp_path):
    people = [Person("ada", "=1+1", "@x", "-a@uni.example", "+A", "\t1")]
    roster.keep(Roster(people), tmp_path)
    with open(tmp_path / "roster.csv", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


@pytest.mark.parametrize("sender", [
    lms.Sender("lovelaceada", "123", "Canvas"), lms.Sender("ADA"), lms.Sender("ada@uni.example"),
    lms.Sender("Ada Lovelace"), lms.Sender("Lovelace, Ada"),
    lms.Sender("x", email="Ada@uni.example"), lms.Sender("x", "ada", "Gradescope"),
    lms.Sender("Àda Lovelace", "9", "Moodle"),
])  # fmt: skip
def test_students_are_found_by_what_platforms_say(tmp_path, sender):
    assert read_roster(write(tmp_path, OURS)).find(sender).id == "ada"


@pytest.mark.parametrize("sender", [
    lms.Sender("lovelaceada", "124", "Canvas"), lms.Sender("123"), lms.Sender(""),
    lms.Sender("Lovelace"),
])  # fmt: skip
def test_others_are_not(tmp_path, sender):
    assert read_roster(write(tmp_path, OURS)).find(sender) is None


def test_a_number_of_another_platform_is_nobodys_where_the_names_differ():
    ada = roster.Person("ada", "Lovelace", "Ada", lms_id="123")
    found = roster.Roster([ada]).find
    assert found(lms.Sender("Alan Turing", "123", "Brightspace")) is None
    assert found(lms.Sender("Ada King-Lovelace", "123", "Moodle")) is ada
    assert found(lms.Sender("Participant", "123", "Moodle")) is ada
    assert found(lms.Sender("lovelaceada", "123", "Canvas")) is ada
    assert roster.Roster([roster.Person("x", lms_id="5")]).find(lms.Sender("A B", "5", "Moodle"))


def test_a_gradebook_that_has_all_of_them_stays_as_it_is(tmp_path):
    people = read_roster(write(tmp_path, OURS))
    for _ in range(2):
        enrol(people, database_url(tmp_path))
    with Gradebook(database_url(tmp_path)) as gradebook:
        assert len(gradebook.students) == 2


def test_many_are_told_in_short():
    people = Roster([Person(f"s{number:03}") for number in range(40)])
    told = list(lines([], [], people, "grades/x.csv"))
    assert told[-1].endswith("and 30 more")
