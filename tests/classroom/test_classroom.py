"""A class run ends with the same gradebook whatever happens on the way."""

import itertools
import os
import random
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import pytest
from nbgrader.api import Gradebook

from autograder import __main__ as verbs
from autograder import notebooks
from autograder.classroom import coordinator, executors, journal
from autograder.course import database_url
from autograder.sandbox import machine
from autograder.sandbox.machine import NoSandbox, require_sandbox
from tests.submissions.make import hand_in, reference, submission

NOTEBOOK = "nb00_start"
SIZE = 6
NAMESPACE = ["unshare", "--map-root-user", "--mount"]  # where a test may mount a small disk


def grade(folder, root, **more):
    return coordinator.grade_class(NOTEBOOK, folder, root=root, **more)


def rows(root, database=None):
    """Every grade in the gradebook: (student, item, score, whether a person must look)."""
    with Gradebook(database or database_url(root)) as gradebook:
        return sorted(
            (s.student.id, grade.name, grade.auto_score, bool(grade.needs_manual_grade))
            for s in gradebook.assignment_submissions(NOTEBOOK)
            for notebook in s.notebooks
            for grade in notebook.grades
        )


@pytest.fixture(scope="module")
def submitted(tmp_path_factory):
    """Half of the class is right, half has written only one function."""
    folder = tmp_path_factory.mktemp("class") / NOTEBOOK
    answers = notebooks.answers(NOTEBOOK)
    for number in range(SIZE):
        partly = submission(NOTEBOOK, {"accuracy": answers["accuracy"]})
        hand_in(partly if number % 2 else reference(NOTEBOOK), folder, f"student{number}")
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, submitted):
    """The course folder of a run in which nothing happened."""
    root = tmp_path_factory.mktemp("undisturbed")
    grade(submitted, root)
    return root


def test_everyone_has_a_score_a_notebook_and_feedback(undisturbed):
    scores = {}
    for student, _, score, _ in rows(undisturbed):
        scores[student] = scores.get(student, 0) + score
    assert scores == {f"student{n}": 2 if n % 2 else 10 for n in range(SIZE)}
    for student in scores:
        assert (undisturbed / "feedback" / student / NOTEBOOK / f"{NOTEBOOK}.html").stat().st_size
        assert (undisturbed / "autograded" / student / NOTEBOOK).is_dir()


def test_a_second_run_computes_nothing(undisturbed, submitted, monkeypatch):
    monkeypatch.setattr(executors, "local", None)
    results = grade(submitted, undisturbed)
    assert [result.score for result in results] == [10, 2, 10, 2, 10, 2]


def test_only_a_changed_submission_is_graded_again(undisturbed, submitted, tmp_path):
    folder, root = tmp_path / NOTEBOOK, tmp_path / "course"
    shutil.copytree(submitted, folder)
    shutil.copytree(undisturbed, root)
    hand_in(reference(NOTEBOOK), folder, "student1")
    before = {path: path.stat().st_mtime_ns for path in (root / "journal").rglob("*.json")}
    results = {result.student: result.score for result in grade(folder, root)}
    changed = {path.stem for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert changed == {"student1"} and results["student1"] == 10


def verb(submitted, root):
    grade = [sys.executable, "-m", "autograder", "grade", NOTEBOOK]
    return [*grade, "--submitted", str(submitted), "--root", str(root)]


def start(submitted, root):
    return subprocess.Popen(
        verb(submitted, root), cwd=notebooks.ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def kill_and_resume(submitted, root, seconds):
    run = start(submitted, root)
    time.sleep(seconds)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    again = start(submitted, root)
    assert again.wait() == 0, again.stderr.read()


@pytest.mark.parametrize("seconds", [6, pytest.param(12, marks=pytest.mark.corpus)])
def test_a_killed_run_goes_on_to_the_same_gradebook(submitted, undisturbed, tmp_path, seconds):
    kill_and_resume(submitted, tmp_path, seconds)
    assert rows(tmp_path) == rows(undisturbed)


@pytest.mark.corpus
@pytest.mark.parametrize("number", range(20))
def test_a_run_killed_at_any_moment_goes_on(submitted, undisturbed, tmp_path, number):
    kill_and_resume(submitted, tmp_path, random.Random(number).uniform(1, 20))
    assert rows(tmp_path) == rows(undisturbed)
    assert not list(tmp_path.rglob("*.part"))


def test_a_killed_worker_costs_nobody_anything(submitted, undisturbed, tmp_path):
    killed = []

    def kill_a_worker(result, total):
        if not killed:
            killed.append(True)
            children = ["-n", "-P", str(os.getpid()), "-f", "multiprocessing.forkserver"]
            server = subprocess.run(["pgrep", *children], capture_output=True, text=True).stdout
            subprocess.run(["pkill", "-KILL", "-n", "-P", server.strip()], check=True)

    grade(submitted, tmp_path, each=kill_a_worker)
    assert rows(tmp_path) == rows(undisturbed)


@pytest.mark.parametrize("seconds", [15, pytest.param(70, marks=pytest.mark.corpus)])
def test_a_locked_gradebook_is_waited_for(submitted, undisturbed, tmp_path, seconds):
    shutil.copy(undisturbed / "gradebook.db", tmp_path)
    other = sqlite3.connect(tmp_path / "gradebook.db", check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(seconds, other.rollback).start()
    grade(submitted, tmp_path)
    assert rows(tmp_path) == rows(undisturbed)


@pytest.mark.parametrize("size", ["200k", pytest.param("350k", marks=pytest.mark.corpus)])
def test_a_full_disk_costs_nobody_anything(submitted, undisturbed, tmp_path, size):
    root = tmp_path / "course"
    with tempfile.TemporaryDirectory() as small:  # sockets need a short path
        script = f"mount -t tmpfs -o size={size} none {small} && TMPDIR={small} exec "
        done = subprocess.run(
            [*NAMESPACE, "sh", "-c", script + shlex.join(verb(submitted, root))],
            cwd=notebooks.ROOT, capture_output=True, text=True,
        )  # fmt: skip
    assert done.returncode in (1, 2)
    assert "Free some space" in re.sub(r"[│\s]+", " ", done.stdout + done.stderr)
    assert start(submitted, root).wait() == 0
    assert rows(root) == rows(undisturbed)


def test_a_sandbox_that_does_not_start_costs_nobody_anything(submitted, undisturbed, tmp_path):
    """As in a container whose users may not make namespaces."""
    if not machine.no_landlock():
        pytest.skip("here the sandbox without namespaces would start instead")
    fake = tmp_path / "bin" / "bwrap"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho bwrap: No permissions to create new namespace >&2; exit 1\n")
    fake.chmod(0o755)
    root = tmp_path / "course"
    done = subprocess.run(
        verb(submitted, root), cwd=notebooks.ROOT, capture_output=True, text=True,
        env={**os.environ, "PATH": f"{fake.parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "does not work here (bwrap: No permissions to create new namespace)" in done.stderr
    assert "allow_unsandboxed" in done.stderr and not (root / "journal").exists()
    grade(submitted, root)
    assert rows(root) == rows(undisturbed)


def test_without_a_working_sandbox_an_instructor_may_still_allow_it(tmp_path, monkeypatch):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(machine, "no_landlock", lambda: "not here")
    assert require_sandbox(allow_plain=True) == machine.NONE
    with pytest.raises(NoSandbox, match="does not work here"):
        require_sandbox(allow_plain=False)


def test_a_lost_gradebook_is_filled_again(submitted, undisturbed, tmp_path):
    shutil.copytree(undisturbed, tmp_path / "course")
    (tmp_path / "course" / "gradebook.db").unlink()
    grade(submitted, tmp_path / "course")
    assert rows(tmp_path / "course") == rows(undisturbed)


@pytest.mark.parametrize(
    "option, sentence",
    [
        (["--workers", "0"], "0 is not a number from 1 on"),
        (["--db", "grades"], "The gradebook given cannot be read"),
        (["--db", "postgresql://me:secret@127.0.0.1:1/x"], "me:***@127.0.0.1:1/x cannot be read"),
        (["--scheduler", "127.0.0.1"], "No Dask scheduler answers at 127.0.0.1"),
    ],
)
def test_a_wrong_option_is_one_clear_sentence(submitted, tmp_path, capsys, option, sentence):
    words = verb(submitted, tmp_path)
    with pytest.raises(SystemExit, match="2"):
        sys.exit(verbs.main([*words[words.index("grade") :], *option]))
    told = capsys.readouterr().err
    assert sentence in told and "Traceback" not in told


def test_a_machine_that_cannot_grade_says_so_and_records_nothing(tmp_path, monkeypatch):
    submitted = hand_in(reference(NOTEBOOK), tmp_path / NOTEBOOK, "student").parent.parent
    monkeypatch.setenv("TMPDIR", str(tmp_path / "missing"))
    monkeypatch.setattr(coordinator, "prepare", lambda *_: b"")
    results = grade(submitted, tmp_path)
    assert [result.graded for result in results] == [False]
    assert "Not graded" in results[0].problem
    assert not (tmp_path / "journal").exists()


def test_a_course_that_changes_during_a_run_costs_nobody_a_point(submitted, tmp_path, monkeypatch):
    """Workers may have mixed old and new checks: nothing of it is recorded."""
    versions = itertools.count()
    monkeypatch.setattr(journal, "version", lambda notebook: str(next(versions)))
    results = grade(submitted, tmp_path)
    assert {result.graded for result in results} == {False}
    assert "the course was changed while it was graded" in results[0].problem
    assert not list((tmp_path / "journal").rglob("*.json"))
