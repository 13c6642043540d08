"""Made-up downloads of learning platforms, each in the platform's own format."""

import json
from pathlib import Path

import pytest

from autograder.classroom import lms, owners
from autograder.classroom.intake import NothingToGrade, take_in
from autograder.classroom.roster import Person, Roster
from tests.submissions.make import write_files as write
from tests.submissions.malformed import as_json, right, submission, zipped

NOTEBOOK = "nb00_start"
FILE = f"{NOTEBOOK}.ipynb"
RIGHT = json.dumps(right()).encode()
UNTOUCHED = json.dumps(as_json(submission(NOTEBOOK, {}))).encode()
ROSTER = Roster([
    Person("ada", "Lovelace", "Ada", "ada@uni.example", "A", "123", "ada-l"),
    Person("alan", "Turing", "Alan Mathison", "alan@uni.example", "B", "77"),
    Person("grace", "Höpper", "Grace", "grace@uni.example", "B", "5"),
])  # fmt: skip
BLACKBOARD, DAY = "Assignment 1_{}_attempt_2026-10-0{}-23-59-01", "Oct {}, 2026 1159 PM"
GRADESCOPE = """---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '123'
    :email: ada@uni.example
  - :name: Someone Else
    :sid: '900'
    :email: else@uni.example
  :created_at: 2026-10-05 21:59:59.123456000 Z
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
submission_12:
  :submitters:
  - :name: Grace Hopper
    :sid:
    :email: grace@uni.example
  :created_at: 2026-10-06 08:00:00 Z
"""
DOWNLOADS = {
    "Canvas": {
        f"lovelaceada_123_456_{FILE}": RIGHT, "turingalan_LATE_77_88_nb00_start-1.ipynb": RIGHT,
        "höppergrace_5_6_work.zip": zipped({f"work/{FILE}": RIGHT}),
    },
    "Canvas, anonymous": {
        f"anon_x7Kq2_456_{FILE}": RIGHT, f"LATE_anon_PP3aa_88_{FILE}": RIGHT,
    },
    "Moodle": {
        f"Ada Lovelace_9001_assignsubmission_file/{FILE}": RIGHT,
        f"Alan Mathison Turing_9002_assignsubmission_file_/{FILE}": RIGHT,
        "Grace Höpper_9003_assignsubmission_file_/my.zip": zipped({FILE: RIGHT}),
    },
    "Blackboard": {
        f"{BLACKBOARD.format('ada', 4)}_{FILE}": UNTOUCHED,
        f"{BLACKBOARD.format('ada', 5)}_{FILE}": RIGHT,
        f"{BLACKBOARD.format('ada', 5)}.txt": b"Name: Ada",
        f"{BLACKBOARD.format('alan', 4)}_my work.ipynb": RIGHT,
    },
    "Brightspace": {
        f"123-4567 - Ada Lovelace - {DAY.format(4)}/{FILE}": RIGHT,
        f"123-4567 - Ada Lovelace - {DAY.format(5)}/{FILE}": RIGHT,
        f"77-4567 - Alan Turing - {DAY.format(6)}/nb00.ipynb": RIGHT,
        "index.html": b"<html>",
    },
    "Google Classroom": {
        f"Ada Lovelace - {FILE}": RIGHT, f"Alan Turing - Copy of {FILE}": RIGHT,
        "Grace Höpper - nb00_start (1).ipynb": RIGHT, f"Copy of {FILE}": RIGHT,
    },
    "Gradescope": {
        f"submission_11/{FILE}": RIGHT, "submission_12/answer.ipynb": RIGHT,
        "submission_metadata.yml": GRADESCOPE.encode(),
    },
    "GitHub": {
        f"nb00-start-ada-l/{FILE}": RIGHT, "nb00-start-alan/README.md": b"#",
        f"nb00-start-alan/homework/{FILE}": RIGHT,
        "nb00-start-grace.zip": zipped({f"nb00-start-grace-main/{FILE}": RIGHT}),
    },
    "nbgrader": {
        f"ada/{NOTEBOOK}/timestamp.txt": b"2026-10-05 21:00:00 UTC",
        f"ada/{NOTEBOOK}/{FILE}": RIGHT, f"alan/{NOTEBOOK}/{FILE}": RIGHT,
        "alan/nb01_backprop/nb01_backprop.ipynb": b"{}",
    },
}  # fmt: skip
ALONE = {
    "Canvas": ["höppergrace_5", "lovelaceada_123", "turingalan_77"],
    "Canvas, anonymous": ["anon_PP3aa", "anon_x7Kq2"],
    "Moodle": ["Ada__Lovelace_9001", "Alan__Mathison__Turing_9002", "Grace__Höpper_9003"],
    "Blackboard": ["ada", "alan"],
    "Brightspace": ["Ada__Lovelace_123", "Alan__Turing_77"],
    "Google Classroom": ["Ada__Lovelace", "Alan__Turing", "Grace__Höpper"],
    "Gradescope": ["123", "900", "grace@uni.example"],
    "GitHub": ["ada-l", "alan", "grace"],
    "nbgrader": ["ada", "alan"],
}
LISTED = {
    "Canvas": ["ada", "alan", "grace"],
    "Canvas, anonymous": ["anon_PP3aa", "anon_x7Kq2"],
    "Moodle": ["ada", "alan", "grace"],
    "Blackboard": ["ada", "alan"],
    "Brightspace": ["ada", "alan"],
    "Google Classroom": ["Alan__Turing", "ada", "grace"],  # he has two first names there
    "Gradescope": ["900", "ada", "grace"],
    "GitHub": ["ada", "alan", "grace"],
    "nbgrader": ["ada", "alan"],
}


def found(folder, roster=None):
    return {one.student: one for one in take_in(folder, NOTEBOOK, roster)[0]}


@pytest.mark.parametrize("platform", DOWNLOADS)
def test_each_platform_as_it_comes(tmp_path, platform):
    folder = write(tmp_path / "in", DOWNLOADS[platform])
    alone, listed = found(folder), found(folder, ROSTER)
    assert sorted(alone) == ALONE[platform] and not any(one.problem for one in alone.values())
    assert sorted(listed) == LISTED[platform]
    known = {one.sender.platform for one in alone.values()}
    assert known == {platform if platform != "nbgrader" else "folder"}


@pytest.mark.parametrize("platform", [name for name in DOWNLOADS if name != "nbgrader"])
def test_each_platform_as_a_zip_with_a_folder_in_it(tmp_path, platform):
    inside = {f"assignment_1_export/{path}": data for path, data in DOWNLOADS[platform].items()}
    write(tmp_path, {"in/download.zip": zipped(inside)})
    assert sorted(found(tmp_path / "in")) == ALONE[platform]
    assert sorted(found(tmp_path / "in" / "download.zip")) == ALONE[platform]


@pytest.mark.parametrize("platform", ["Blackboard", "Brightspace"])
def test_of_several_attempts_the_newest_counts_and_the_others_are_named(tmp_path, platform):
    ada = found(write(tmp_path, DOWNLOADS[platform]), ROSTER)["ada"]
    assert ada.when.startswith("2026-10-05 23:59")
    assert any("an earlier attempt, not graded" in note for note in ada.notes)
    assert not any("txt" in note for note in ada.notes)


def test_what_platforms_say_about_time(tmp_path):
    for platform in ("Canvas", "Gradescope", "nbgrader"):
        write(tmp_path / platform, DOWNLOADS[platform])
    canvas = found(tmp_path / "Canvas", ROSTER)
    assert {name: one.late for name, one in canvas.items()} == {
        "ada": False, "alan": True, "grace": False
    }  # fmt: skip
    assert found(tmp_path / "Gradescope", ROSTER)["ada"].when == "2026-10-05 21:59:59.123456+00:00"
    assert found(tmp_path / "nbgrader")["ada"].when == "2026-10-05 21:00:00 UTC"


def test_the_path_of_the_upload_is_kept_for_the_way_back(tmp_path):
    inside = {f"x/{path}": data for path, data in DOWNLOADS["Moodle"].items()}
    write(tmp_path, {"download.zip": zipped(inside)})
    assert found(tmp_path, ROSTER)["ada"].upload == (
        f"Ada Lovelace_9001_assignsubmission_file/{FILE}"
    )


def test_a_notebook_without_a_name_is_told_and_makes_no_student(tmp_path):
    submissions, strays = take_in(write(tmp_path, DOWNLOADS["Google Classroom"]), NOTEBOOK)
    assert strays == [(Path(f"Copy of {FILE}"), owners.NAMELESS)]


# --- Ids ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other"), [
    (f"Ann Lee_1_assignsubmission_file_/{FILE}", f"Ann Lee_2_assignsubmission_file_/{FILE}"),
    (f"ann lee/{FILE}", f"ann_lee/{FILE}"), (f"ann lee/{FILE}", f"ANN LEE/{FILE}"),
    (f"ann/{FILE}", f"Ann/{FILE}"), (f"a:b/{FILE}", f"a;b/{FILE}"),
    (f"{'x' * 70}a/{FILE}", f"{'x' * 70}b/{FILE}"), (f"lee_1_2_{FILE}", f"lee_3_4_{FILE}"),
])  # fmt: skip
def test_an_id_does_not_depend_on_who_else_is_there(tmp_path, one, other):
    (before,) = found(write(tmp_path, {one: RIGHT}))
    both = found(write(tmp_path, {other: RIGHT}))
    assert before in both and len(both) == 2


def test_a_name_that_two_students_of_the_roster_have_means_nobody(tmp_path):
    roster = Roster([Person("ann1", "Lee", "Ann"), Person("ann2", "Lee", "Ann")])
    write(tmp_path, {f"Ann Lee_{number}_assignsubmission_file_/{FILE}": RIGHT for number in (1, 2)})
    assert sorted(found(tmp_path, roster)) == ["Ann__Lee_1", "Ann__Lee_2"]


# --- Folders around a class --------------------------------------------------------------------

CLASS = {f"ada/{FILE}": RIGHT, "bob/work.ipynb": RIGHT}
LOOSE = {"ada.ipynb": RIGHT, "bob.ipynb": RIGHT, "cyd.ipynb": RIGHT}


def inside(folder, entries):
    return {f"{folder}/{path}": data for path, data in entries.items()}


@pytest.mark.parametrize("entries", [
    inside("homework1", CLASS), inside("homework1", LOOSE), inside("a/b", CLASS),
    {"homework1.zip": zipped(inside("homework1", CLASS))},
    {**inside("all/A", {f"ada/{FILE}": RIGHT, f"eve/{FILE}": RIGHT}),
     **inside("all/B", {f"bob/{FILE}": RIGHT, f"flo/{FILE}": RIGHT})},
    {**inside("section A", {f"ada/{FILE}": RIGHT, f"eve/{FILE}": RIGHT}),
     **inside("section B", {f"bob/{FILE}": RIGHT, f"flo/{FILE}": RIGHT})},
    {"section A/students.zip": zipped({f"ada/{FILE}": RIGHT, f"eve/{FILE}": RIGHT}),
     "section B/students.zip": zipped({f"bob/{FILE}": RIGHT, f"flo/{FILE}": RIGHT})},
])  # fmt: skip
def test_folders_around_a_class_are_no_student(tmp_path, entries):
    assert {"ada", "bob"} < set(found(write(tmp_path, entries))) | {""}


def test_a_folder_with_a_download_for_each_section(tmp_path):
    write(tmp_path, {f"{name}/submissions.zip": zipped(DOWNLOADS[name]) for name in
                     ("Canvas", "Moodle")})  # fmt: skip
    assert sorted(found(tmp_path)) == sorted(ALONE["Canvas"] + ALONE["Moodle"])


@pytest.mark.parametrize("entries", [inside("homework1", CLASS), inside("homework1", LOOSE)])
def test_one_student_with_several_students_notebooks_is_refused(tmp_path, entries):
    submissions, strays = take_in(write(tmp_path, {**entries, f"zoe/{FILE}": RIGHT}), NOTEBOOK)
    assert [one.student for one in submissions] == ["zoe"]
    ((path, reason),) = strays
    assert f"{path}" == "homework1" and "SUBMITTED=.../homework1" in reason


def test_what_zip_collect_has_downloaded_and_extracted_is_read_once(tmp_path):
    for folder in ("archive", "extracted"):
        write(tmp_path, inside(f"downloaded/{NOTEBOOK}/{folder}", DOWNLOADS["Blackboard"]))
    assert sorted(found(tmp_path / "downloaded")) == ALONE["Blackboard"]


def test_a_stray_notebook_beside_a_download_does_no_harm(tmp_path):
    write(tmp_path, {FILE: RIGHT, "download.zip": zipped(DOWNLOADS["Canvas"])})
    assert sorted(found(tmp_path)) == ALONE["Canvas"]


@pytest.mark.parametrize("platform", ["Canvas", "Gradescope"])
def test_among_students_own_folders_nobody_plays_a_download(tmp_path, platform):
    write(tmp_path, {f"zoe/{FILE}": RIGHT, **inside("eve", DOWNLOADS[platform])})
    submissions, strays = take_in(tmp_path, NOTEBOOK, ROSTER)
    assert [one.student for one in submissions] == ["zoe"]
    assert [f"{path}" for path, _ in strays] == ["eve"]


def test_of_one_student_alone_the_course_folders_are_no_students(tmp_path):
    folder = write(tmp_path, {f"ada/{NOTEBOOK}/{FILE}": RIGHT, f"ada/release/x/{FILE}": UNTOUCHED})
    assert list(found(folder)) == ["ada"]


def test_a_student_cannot_hand_in_for_others_of_the_roster(tmp_path):
    write(tmp_path, {f"ada/alan/{FILE}": UNTOUCHED, f"ada/grace/{FILE}": UNTOUCHED})
    assert list(found(tmp_path, ROSTER)) == ["ada"]


def test_nothing_but_nameless_notebooks_is_one_clear_sentence(tmp_path):
    with pytest.raises(NothingToGrade, match="the student's name"):
        take_in(write(tmp_path, {FILE: RIGHT}), NOTEBOOK)


@pytest.mark.parametrize(("name", "when"), [
    ("1-2 - Ada - Mar 1, 2026 0934 PM", "2026-03-01 21:34:00"),
    ("1-2 - Ada - Mar 1, 2026 934 PM", "2026-03-01 21:34:00"),
    ("1-2 - Ada - Mar 1, 2026 12:05 AM", "2026-03-01 00:05:00"),
    ("a_ada_attempt_2026-03-01-09-34-00_x.ipynb", "2026-03-01 09:34:00"),
])  # fmt: skip
def test_dates_in_names(name, when):
    assert lms.sender(name).when == when


@pytest.mark.parametrize("name", [
    "Ada - Maria Lovelace - nb00_start.ipynb", "Ada - Maria Lovelace - nb00_start - Copy.ipynb",
    "Ada - Maria Lovelace - Copy of Copy of nb00_start (2).ipynb",
])  # fmt: skip
def test_names_with_a_hyphen(name):
    assert lms.sender(name).name == "Ada - Maria Lovelace"


@pytest.mark.parametrize("told", ["{", "a: [", "a: &x [*x]", "[]", "x: {':submitters': 3}",
                                  "[" * 100_000])  # fmt: skip
def test_a_list_that_is_none_of_gradescopes_costs_nothing(tmp_path, told):
    write(tmp_path, {"submission_metadata.yml": told.encode(), f"ada/{FILE}": RIGHT})
    assert list(found(tmp_path)) == ["ada"]


@pytest.mark.parametrize("name", ["ada", "Ada - my notes.ipynb", "nb00-start", "nb00_start-2"])
def test_an_ordinary_name_is_no_platforms(name):
    assert lms.sender(name) is None
