"""A run that is stopped ends quickly, says one sentence, keeps what is graded, leaves nothing."""

import ctypes
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder import __main__ as verbs
from autograder import notebooks, secret
from autograder.classroom import gradebook, journal, report
from autograder.classroom.coordinator import grade_class
from autograder.classroom.records import Result
from tests.submissions.make import hand_in, reference, with_cell

from .test_classroom import rows, start

NOTEBOOK = "nb00_start"
SUBREAPER = 36  # Linux's prctl: what outlives the run becomes our child
SECONDS = 10  # the promise is 5, on a machine that does nothing else


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    """A class whose second student's notebook takes half a minute."""
    folder = tmp_path_factory.mktemp("class") / NOTEBOOK
    hand_in(reference(NOTEBOOK), folder, "ada")
    for name in ("bob", "cyd"):
        nb = with_cell(reference(NOTEBOOK), "import time\ntime.sleep(29)", after="imports")
        hand_in(nb, folder, name)
    return folder


@pytest.fixture
def orphans():
    """Our children that were not there before, living ones only."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    before = children()
    yield lambda: [pid for pid in children() - before if is_alive(pid)]
    ctypes.CDLL(None).prctl(SUBREAPER, 0, 0, 0, 0)


def children():
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


def is_alive(pid):
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def started(slow, root):
    """A run that has graded one student and works on the others."""
    run = start(slow, root)
    wait_until(lambda: list((root / "journal" / NOTEBOOK).glob("*.json")), 400)
    return run


def wait_until(met, seconds):
    deadline = time.monotonic() + seconds
    while not met() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert met()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_once_it_keeps_what_is_graded_and_says_how_to_go_on(
    slow, tmp_path, orphans, number
):
    run = started(slow, tmp_path)
    begin = time.monotonic()
    run.send_signal(number)
    assert run.wait(60) == 130
    assert time.monotonic() - begin < SECONDS
    told = run.stderr.read().decode()
    assert "Stopped. 1 of this run's" in told and "Traceback" not in told
    assert "python -m autograder grade" in told
    assert (tmp_path / "grades" / f"{NOTEBOOK}.csv").read_text().count("\n") == 2
    wait_until(lambda: not orphans(), SECONDS)
    assert {row[0] for row in rows(tmp_path)} == {"ada"}


@pytest.mark.parametrize("numbers", [[signal.SIGINT] * 2, [signal.SIGKILL]])
def test_ended_at_once_it_leaves_no_process(slow, tmp_path, orphans, numbers):
    run = started(slow, tmp_path)
    begin = time.monotonic()
    for number in numbers:
        run.send_signal(number)
        time.sleep(0.05)
    run.wait(60)
    assert time.monotonic() - begin < SECONDS
    wait_until(lambda: not orphans(), SECONDS)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_any_verb_that_is_stopped_says_one_sentence(monkeypatch, capsys, number):
    monkeypatch.setattr(verbs, "run_lint", lambda _: os.kill(os.getpid(), number))
    monkeypatch.setattr(sys, "argv", ["autograder", "lint"])
    assert verbs.main(["lint"]) == 130
    told = capsys.readouterr().err
    assert told.startswith("Stopped.") and told.endswith("python -m autograder lint\n")


def test_a_full_disk_is_told_in_one_sentence(monkeypatch, capsys):
    def full(_):
        raise OSError(28, "No space left on device", "grades/x.csv")

    monkeypatch.setattr(verbs, "run_lint", full)
    assert verbs.main(["lint"]) == 2
    said = "The disk is full (at grades/x.csv). Free some space and give the same command again."
    assert capsys.readouterr().err == f"autograder: {said}\n"


def entries(root):
    return {path: path.stat().st_mtime_ns for path in (root / "journal").rglob("*.json")}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    for name in ("ada", "bob"):
        hand_in(reference(NOTEBOOK), root / "in" / NOTEBOOK, name)
    grade_class(NOTEBOOK, root / "in" / NOTEBOOK, root=root)
    return root


LOSSES = {
    "a row of the gradebook": lambda root: forget_row(root, "ada"),
    "a graded notebook": lambda root: next((root / "autograded" / "ada").rglob("*.ipynb")).unlink(),
    "a feedback page": lambda root: next((root / "feedback" / "ada").rglob("*.html")).unlink(),
}


def forget_row(root, student):
    from nbgrader.api import Gradebook

    with Gradebook(gradebook.database_url(root)) as book:
        book.remove_submission(NOTEBOOK, student)


@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_lost_is_filled_again_whatever_the_journal_says(graded, loss):
    before, rows_before = entries(graded), rows(graded)
    LOSSES[loss](graded)
    grade_class(NOTEBOOK, graded / "in" / NOTEBOOK, root=graded)
    changed = {path.stem for path, time in entries(graded).items() if before[path] != time}
    assert changed == {"ada"} and rows(graded) == rows_before
    assert list((graded / "autograded" / "ada").rglob("*.ipynb"))
    assert list((graded / "feedback" / "ada").rglob("*.html"))


def test_the_last_five_gradebooks_are_kept(tmp_path, monkeypatch):
    path, folder = tmp_path / "gradebook.db", tmp_path / "backups"
    path.write_bytes(b"")
    for second in range(7):
        monkeypatch.setattr(
            gradebook.time, "strftime", lambda _, at=second: f"2026-01-01-00000{at}"
        )
        gradebook.back_up(path, folder)
    assert [one.stem[-1] for one in sorted(folder.iterdir())] == ["2", "3", "4", "5", "6"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_secret_and_gradebook_are_their_owners_alone(graded, tmp_path, monkeypatch):
    assert stat.S_IMODE((graded / "gradebook.db").stat().st_mode) == 0o600
    monkeypatch.delenv("COURSE_SECRET")
    monkeypatch.setattr(secret, "FILE", tmp_path / ".course_secret")
    secret.FILE.write_text("open to all")
    secret.FILE.chmod(0o644)
    assert secret.read() == b"open to all"
    assert stat.S_IMODE(secret.FILE.stat().st_mode) == 0o600


def test_a_half_written_file_never_stays(tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError):
        journal.write_whole(tmp_path / "gradebook.db", b"x" * 100)
    assert list(tmp_path.iterdir()) == []


def test_nbgrader_works_without_an_activated_environment(tmp_path):
    for name in ("autograder", f"source/{NOTEBOOK}", "nbgrader_config.py"):
        source, target = notebooks.ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-r", source, target], check=True)
    program = Path(sys.executable)
    done = subprocess.run(
        [program.with_name("nbgrader"), "generate_assignment", NOTEBOOK, "--force"],
        cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_students_of_the_gradebook_that_the_folder_lacks_are_told():
    there = [Result("ada", NOTEBOOK, {})]
    assert report.absent({"ada"}, there) == ""
    told = report.absent({"ada", "bob", *(f"x{n}" for n in range(12))}, there)
    assert "bob" in told and "and 3 more" in told and "ada" not in told
