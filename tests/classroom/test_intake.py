"""Submissions are found in any layout; what is not one is refused with a reason."""

import io
import json
import os
import resource
import time
import zipfile
from pathlib import Path

import pytest

from autograder.classroom import files, grades, intake, owners, report
from autograder.classroom.coordinator import grade_class
from autograder.classroom.intake import NothingToGrade, take_in
from autograder.classroom.reading import Unreadable, read
from autograder.classroom.roster import Roster
from autograder.grading.failures import MachineFault
from tests.submissions.make import write_files as write
from tests.submissions.malformed import as_json, cell, right, submission, zipped

NOTEBOOK = "nb00_start"
FILE = f"{NOTEBOOK}.ipynb"
RIGHT = json.dumps(right()).encode()
UNTOUCHED = json.dumps(as_json(submission(NOTEBOOK, {}))).encode()


def students(folder):
    """Student → problem of a folder of submissions."""
    return {one.student: one.problem for one in take_in(folder, NOTEBOOK)[0]}


def only(folder):
    (one,) = take_in(folder, NOTEBOOK)[0]
    return one


# --- Layouts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [
    f"ada/{NOTEBOOK}/{FILE}", f"ada/{FILE}", "ada/solution.ipynb", "ada.ipynb",
    f"ada/week 1/{FILE}", "ada/nb00_start (1).ipynb", "ada/Copy of nb00_start.ipynb",
    "ada/NB00_START.IPYNB", "ada/nb00_start.ipynb.txt",
])  # fmt: skip
def test_a_folder_or_file_for_each_student(tmp_path, path):
    assert students(write(tmp_path, {path: RIGHT})) == {"ada": ""}


CANVAS = {
    "lovelaceada_123_456_nb00_start.ipynb": RIGHT,
    "turingalan_LATE_77_88_nb00_start-1.ipynb": RIGHT,
    "hoppergrace_5_6_work.zip": zipped({f"work/{FILE}": RIGHT}),
}
MOODLE = {
    f"Ada Lovelace_123_assignsubmission_file_/{FILE}": RIGHT,
    f"Alan Turing_77_assignsubmission_file/{FILE}": RIGHT,
    "Grace Hopper_5_assignsubmission_file_/work.zip": zipped({FILE: RIGHT}),
}
CANVAS_NAMES = ["hoppergrace_5", "lovelaceada_123", "turingalan_77"]
MOODLE_NAMES = ["Ada__Lovelace_123", "Alan__Turing_77", "Grace__Hopper_5"]


@pytest.mark.parametrize("kind", ["zip", "folder", "zip in the folder", "folder in the folder"])
@pytest.mark.parametrize(
    ("download", "names"), [(CANVAS, CANVAS_NAMES), (MOODLE, MOODLE_NAMES)],
    ids=["canvas", "moodle"],
)  # fmt: skip
def test_a_download_of_an_lms(tmp_path, download, names, kind):
    folder = tmp_path / "handed_in"
    if kind == "zip":
        folder = write(tmp_path, {"submissions.zip": zipped(download)}) / "submissions.zip"
    elif kind == "zip in the folder":
        write(folder, {"submissions.zip": zipped(download)})
    else:
        write(folder / ("unzipped" if kind == "folder in the folder" else ""), download)
    assert students(folder) == dict.fromkeys(names, "")


def test_canvas_the_file_sent_last_counts(tmp_path):
    folder = write(tmp_path, {
        "ada_1_20_nb00_start.ipynb": RIGHT, "ada_1_21_nb00_start-2.ipynb": RIGHT,
        "ada_1_22_nb00_start-1.ipynb": RIGHT,
    })  # fmt: skip
    assert only(folder).path.name == "ada_1_21_nb00_start-2.ipynb"


def test_moodle_two_students_of_one_name_stay_two(tmp_path):
    folder = write(tmp_path, {
        f"Ann Lee_{number}_assignsubmission_file_/{FILE}": RIGHT for number in (1, 2)
    })  # fmt: skip
    assert list(students(folder)) == ["Ann__Lee_1", "Ann__Lee_2"]


def test_names_that_differ_only_in_signs_stay_two_students(tmp_path):
    names = ("ann lee", "ann_lee", "ANN LEE")
    folder = write(tmp_path, {f"{name}/{FILE}": RIGHT for name in names})
    assert len(students(folder)) == 3


def test_a_student_cannot_hand_in_for_another(tmp_path):
    folder = write(tmp_path, {
        f"ada/{FILE}": RIGHT, "eve/ada_1_2_nb00_start.ipynb": UNTOUCHED,
        f"eve/ada/{FILE}": UNTOUCHED,
    })  # fmt: skip
    assert list(students(folder)) == ["ada", "eve"]


# --- Which of several --------------------------------------------------------------------------


def test_of_several_the_rightly_named_one_counts_and_the_others_are_told(tmp_path):
    one = only(write(tmp_path, {f"ada/{FILE}": RIGHT, "ada/a.ipynb": RIGHT, "ada/z.pdf": b"%PDF"}))
    assert one.path == Path("ada", FILE)
    assert one.notes == (
        "2 notebooks: ada/nb00_start.ipynb was graded.",
        "ada/a.ipynb: another copy, not graded.",
        "ada/z.pdf: It is not a notebook (.ipynb).",
    )


def test_of_several_badly_named_ones_the_one_with_more_of_it_counts(tmp_path):
    part = right()
    part["cells"] = part["cells"][:12]
    write(tmp_path, {"ada/z.ipynb": json.dumps(part).encode(), "ada/a.ipynb": RIGHT})
    one = take_in(write(tmp_path, {"bob.ipynb": RIGHT}), NOTEBOOK)[0][0]
    assert one.path == Path("ada/a.ipynb")


def test_a_written_one_counts_before_an_untouched_one(tmp_path):
    one = only(write(tmp_path, {f"ada/{FILE}": UNTOUCHED, "ada/b.ipynb": RIGHT}))
    assert one.path == Path("ada/b.ipynb")


def test_other_assignments_of_nbgraders_layout_are_no_news(tmp_path):
    entries = {f"ada/{NOTEBOOK}/{FILE}": RIGHT, "ada/nb02_mlp/nb02_mlp.ipynb": b"{}"}
    assert only(write(tmp_path, entries)).notes == ()


# --- Refused -----------------------------------------------------------------------------------


def test_a_student_without_a_notebook_is_listed_with_a_reason(tmp_path):
    (tmp_path / "bob").mkdir()
    write(tmp_path, {"ada/essay.pdf": b"%PDF", f"cyd/{FILE}": b""})
    assert students(tmp_path) == {
        "ada": "No notebook of nb00_start to grade. ada/essay.pdf: It is not a notebook (.ipynb).",
        "bob": "No notebook of nb00_start was handed in: the folder is empty.",
        "cyd": "No notebook of nb00_start to grade. cyd/nb00_start.ipynb: The file is empty.",
    }


def test_files_of_nobody_are_listed_and_make_no_student(tmp_path):
    submissions, strays = take_in(
        write(tmp_path, {f"ada/{FILE}": RIGHT, "notes.txt": b"hello"}), NOTEBOOK
    )
    assert [one.student for one in submissions] == ["ada"]
    assert strays == [(Path("notes.txt"), "It is not a notebook (.ipynb).")]


def test_links_are_not_followed(tmp_path):
    folder = write(tmp_path / "in", {f"ada/{FILE}": RIGHT})
    secret = write(tmp_path / "out", {FILE: RIGHT})
    (folder / "eve").mkdir()
    (folder / "eve" / FILE).symlink_to(folder / "ada" / FILE)
    (folder / "eve" / "all").symlink_to(secret)
    (folder / "mal.ipynb").symlink_to(secret / FILE)
    found = students(folder)
    assert found.pop("ada") == ""
    assert all("links are not followed" in problem for problem in found.values())
    assert list(found) == ["eve", "mal"]


def test_a_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "ada").mkdir()
    os.mkfifo(tmp_path / "ada" / FILE)
    assert "not an ordinary file" in students(tmp_path)["ada"]


def test_files_that_may_not_be_read_are_a_reason(tmp_path, monkeypatch):
    write(tmp_path, {f"ada/{FILE}": RIGHT, f"bob/{FILE}": RIGHT})
    ordinary = Path.read_bytes

    def refuse(path):
        if "ada" in path.parts:
            raise PermissionError(13, "Permission denied")
        return ordinary(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = intake.read_folder(tmp_path, NOTEBOOK, set(), Roster())  # in this process
    found = {one.student: one.problem for kind, one in told if kind == "one"}
    assert "PermissionError" in found["ada"] and found["bob"] == ""


def test_a_path_that_leads_out_of_a_zip_is_refused(tmp_path):
    data = zipped({"../../bob/evil.ipynb": RIGHT, "/etc/x.ipynb": RIGHT, "C:\\x.ipynb": RIGHT,
                   f"ada/{FILE}": RIGHT})  # fmt: skip
    path = write(tmp_path, {"class.zip": data}) / "class.zip"
    submissions, strays = take_in(path, NOTEBOOK)
    assert [one.student for one in submissions] == ["ada"]
    assert [reason for _, reason in strays] == [files.OUTSIDE] * 3
    assert sorted(tmp_path.rglob("*")) == [path]


def test_a_zip_bomb_is_refused_and_the_others_are_graded(tmp_path):
    bomb = zipped({f"{number}.ipynb": bytes(60 << 20) for number in range(2)})
    one_large = zipped({FILE: bytes(files.LARGEST + 1)})
    nested = RIGHT
    for _ in range(4):
        nested = zipped({"in.zip": nested})
    write(tmp_path, {"ada/a.zip": bomb, "bob/b.zip": one_large, "cyd/c.zip": nested,
                     f"dan/{FILE}": RIGHT})  # fmt: skip
    found = students(tmp_path)
    assert "far too much" in found["ada"]
    assert "larger than 100 MB" in found["bob"]
    assert "zip file in a zip file" in found["cyd"]
    assert found["dan"] == ""


@pytest.mark.parametrize("damage", [
    lambda data: data[:200], lambda data: b"PK\x03\x04" + bytes(300), lambda data: b"",
    lambda data: data.replace(data[60:400], bytes(340)),
])  # fmt: skip
def test_a_damaged_zip_is_refused(tmp_path, damage):
    assert students(write(tmp_path, {"ada/work.zip": damage(zipped({FILE: RIGHT}))}))["ada"]


def with_password(entries):
    data = bytearray(zipped(entries))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + place] |= 1
    return bytes(data)


def wrong_sum(entries):
    data = bytearray(zipped(entries))
    for mark, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        data[data.rindex(mark) + place] ^= 1
    return bytes(data)


@pytest.mark.parametrize("broken", [with_password, wrong_sum])
@pytest.mark.parametrize("inner", [{FILE: RIGHT}, {"in.zip": zipped({FILE: RIGHT})}])
def test_a_locked_or_damaged_zip_is_refused_and_the_others_are_graded(tmp_path, broken, inner):
    found = students(write(tmp_path, {"ada/work.zip": broken(inner), f"bob/{FILE}": RIGHT}))
    assert "cannot be read" in found["ada"] and found["bob"] == ""


def test_a_link_in_a_zip_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo(FILE)
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert files.LINK in students(write(tmp_path, {"ada/work.zip": buffer.getvalue()}))["ada"]


@pytest.mark.parametrize("entries", [{}, {"notes.txt": b"hello"}])
def test_a_folder_without_any_student_is_one_clear_sentence(tmp_path, entries):
    with pytest.raises(NothingToGrade, match="No .ipynb file in"):
        take_in(write(tmp_path, entries), NOTEBOOK)
    with pytest.raises(NothingToGrade, match="There is no folder"):
        take_in(tmp_path / "missing", NOTEBOOK)


def test_a_notebook_in_place_of_the_folder_is_no_submission(tmp_path):
    with pytest.raises(NothingToGrade, match="neither a folder nor a zip"):
        take_in(write(tmp_path, {"ada.ipynb": RIGHT}) / "ada.ipynb", NOTEBOOK)


# --- Reading one file --------------------------------------------------------------------------


def test_the_same_bytes_give_the_same_notebook():
    assert read(RIGHT, NOTEBOOK) == read(RIGHT, NOTEBOOK)


def test_any_cut_of_the_file_gives_its_whole_cells_or_a_reason():
    text = json.dumps(right(), indent=1)
    counts = []
    for end in range(0, len(text), len(text) // 25):
        try:
            counts.append(len(read(text[:end].encode(), NOTEBOOK)[0].cells))
        except Unreadable:
            counts.append(0)
    assert counts == sorted(counts) and counts[-1] >= len(right()["cells"]) - 2


def test_git_conflicts_in_different_answers_lose_neither_side():
    ours, theirs = right(), right()
    untouched = as_json(submission(NOTEBOOK, {}))
    cell(ours, "one-hot")["source"] = cell(untouched, "one-hot")["source"]
    cell(theirs, "accuracy")["source"] = cell(untouched, "accuracy")["source"]
    body = [json.dumps(nb["cells"], indent=1)[1:-1] for nb in (ours, theirs)]
    text = '{"cells": [\n<<<<<<< HEAD\n{}\n||||||| base\n=======\n{}\n>>>>>>> b\n], "nbformat": 4}'
    for side in body:
        text = text.replace("{}", side, 1)
    found = "\n".join(one.source for one in read(text.encode(), NOTEBOOK)[0].cells)
    assert "table[np.arange" in found and "np.mean(guessed" in found


def test_everything_set_aside_is_in_the_table_and_in_the_notes(tmp_path, capsys):
    folder = write(tmp_path / "in", {
        f"ada/{FILE}": RIGHT, "ada/old.ipynb": b"", "cyd/x.pdf": b"%PDF", "notes.txt": b"?"
    })  # fmt: skip
    results = grade_class(NOTEBOOK, folder, root=tmp_path, workers=1)
    report.print_scores(results)
    grades.write_notes(NOTEBOOK, tmp_path, results)
    notes = (tmp_path / "grades" / f"{NOTEBOOK}_notes.csv").read_text()
    for text in (capsys.readouterr().out, notes):
        for reason in ("The file is empty", "It is not a notebook", "notes.txt"):
            assert reason in " ".join(text.split())
    assert {one.student: one.score for one in results} == {"": 0, "ada": 10, "cyd": 0}


# --- Budgets -----------------------------------------------------------------------------------


def test_what_one_sender_packs_again_and_again_costs_only_that_one(tmp_path):
    """Zips in zips: each is within the bounds of one file."""
    inner = zipped({f"{number}.ipynb": bytes(20 << 20) for number in range(5)})
    bomb = zipped({f"{number}.zip": inner for number in range(50)})
    many = zipped({f"{number}.ipynb": b"{}" for number in range(files.SENDER_FILES + 5)})
    write(tmp_path, {"ada/a.zip": bomb, "bob/b.zip": many, f"dan/{FILE}": RIGHT})
    found = students(tmp_path)
    assert "All files together" in found["ada"] and "All files together" in found["bob"]
    assert found["dan"] == ""


def test_a_notebook_that_takes_all_memory_costs_only_its_sender(tmp_path):
    deep = b'{"cells": [' + b'{"a":[{},{},{},{}]},' * 3_500_000 + b"{}]}"
    write(tmp_path, {f"ada/{FILE}": deep, f"bob/{FILE}": RIGHT})
    before = peak()
    found = students(tmp_path)
    assert found["ada"] and found["bob"] == ""
    assert peak() < before + 300 * 2**10


def test_a_machine_too_busy_to_read_costs_nobody_a_point(tmp_path, monkeypatch):
    def starved(*_):
        raise MachineFault("this machine is too busy to read or grade it in 600 s")

    write(tmp_path, {f"ada/{FILE}": RIGHT})
    monkeypatch.setattr(intake, "candidate", starved)
    with pytest.raises(MachineFault, match="ada/nb00_start.ipynb: this machine is too busy"):
        list(intake.read_folder(tmp_path, NOTEBOOK, set(), Roster()))  # in this process


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def kill_reader(folder, notebook, given_up, roster):
    yield "begin", "student ada"
    if "student ada" not in given_up:
        os._exit(1)
    yield "one", intake.Submission("ada", Path("ada"), problem=intake.ENDS_READING)
    yield "strays", []


def test_a_submission_that_ends_the_reader_is_named(tmp_path, monkeypatch):
    write(tmp_path, {f"ada/{FILE}": RIGHT})
    monkeypatch.setattr(intake, "read_folder", kill_reader)
    assert only(tmp_path).problem == intake.ENDS_READING


def test_too_many_cells_are_named(tmp_path):
    nb = right()
    nb["cells"] += [cell(nb, "imports")] * (intake.MOST_CELLS + 1)
    write(tmp_path, {f"ada/{FILE}": json.dumps(nb).encode()})
    assert "more than 3000 cells" in only(tmp_path).problem


def test_cut_names_of_two_students_stay_two():
    found = {owners.safe("x" * 70 + end) for end in "ab"}
    assert len(found) == 2 and all(len(name) <= 60 for name in found)


@pytest.mark.parametrize("name", ["=cmd", "+1", "-1", "@x"])
def test_no_student_id_begins_like_a_formula(name):
    assert owners.safe(name)[0] not in "=+-@"


def test_a_figure_of_thirty_megabytes_is_read_in_a_moment(tmp_path):
    nb = right()
    shown = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * (30 << 20)}}
    cell(nb, "imports")["outputs"] = [shown]
    start = time.process_time()
    read(json.dumps(nb).encode(), NOTEBOOK)
    assert time.process_time() - start < 3
