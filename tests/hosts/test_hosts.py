"""Gradescope and Classroom 50: the same scores and messages as `make grade`, and no leak."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
import yaml

from autograder import __main__ as verbs
from autograder import notebooks
from autograder.classroom.coordinator import grade_class
from autograder.classroom.records import Mark, Result
from autograder.hosts import classroom50, gradescope, one
from autograder.registry import wrong_ideas_of
from tests import container
from tests.submissions.make import hand_in, reference

NOTEBOOK = "nb00_start"
LOST = {"nb00_start/one-hot": {"message": "one-hot\nFound: 1\n~~~\n", "idea": "x"}}
RESULT = Result(
    "ada", NOTEBOOK,
    {"one-hot": Mark(0.0, 2.0, False, False), "accuracy": Mark(2.0, 2.0, False, False),
     "words": Mark(None, 4.0, True, True)},
    LOST, sandbox="landlock",
)  # fmt: skip


def exported(tmp_path, target):
    assert verbs.main(["export", NOTEBOOK, "--to", target, "--root", str(tmp_path)]) == 0
    return next((tmp_path / "exports").glob(f"{NOTEBOOK}_{target}*"))


def test_gradescope_gets_each_item_with_points_and_message():
    told = gradescope.report(RESULT)
    assert [(t["name"], t["score"], t["max_score"], t["status"]) for t in told["tests"]] == [
        ("one-hot", 0, 2, "failed"), ("accuracy", 2, 2, "passed"),
    ]  # fmt: skip
    assert "Found: 1" in told["tests"][0]["output"]
    assert {test["visibility"] for test in told["tests"]} == {"visible"}
    assert "words" in told["output"] and "landlock" in told["output"]


def test_classroom_50_gets_its_result_and_a_summary():
    told = classroom50.report(RESULT, {"CLASSROOM": "c", "COMMIT_URL": "u"})
    assert (told["score"], told["max-score"], told["schema"]) == (2, 4, "classroom50/result/v1")
    assert (told["classroom"], told["review"]) == ("c", "u")
    text = classroom50.summary(RESULT, told)
    assert "| one-hot | 0 of 2 | ✗ |" in text and text.count("~~~") == 2


def test_the_zip_of_gradescope_holds_what_grading_needs(tmp_path):
    path = exported(tmp_path, "gradescope")
    with zipfile.ZipFile(path) as archive:
        modes = {one.filename: one.external_attr >> 16 for one in archive.infolist()}
        assert NOTEBOOK in archive.read("run_autograder").decode()
    assert modes["setup.sh"] & 0o111 and modes["run_autograder"] & 0o111
    assert modes["course/.course_secret"] & 0o777 == 0o600 and path.stat().st_mode & 0o077 == 0
    assert {f"course/source/{NOTEBOOK}/{NOTEBOOK}.ipynb", "course/requirements.txt"} <= set(modes)


def test_nothing_that_classroom_50_publishes_holds_an_answer(tmp_path):
    folder = exported(tmp_path, "classroom50")
    assert sorted(path.name for path in folder.iterdir()) == ["autograder.py", "grade.yml"]
    text = (folder / "autograder.py").read_text() + (folder / "grade.yml").read_text()
    assert not [answer for answer in notebooks.answers(NOTEBOOK).values() if answer in text]
    steps = yaml.safe_load((folder / "grade.yml").read_text())["jobs"]["grade"]["steps"]
    assert any(f"classroom50 {NOTEBOOK}" in step.get("run", "") for step in steps)


# --- The whole way (long) ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def submitted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("in") / NOTEBOOK
    idea = wrong_ideas_of(NOTEBOOK)[0]
    hand_in(reference(NOTEBOOK, **{idea.answer: notebooks.edited(idea)}), folder, "ada")
    nb = reference(NOTEBOOK)
    nb.cells.append(nbformat.v4.new_code_cell("while True: pass"))
    hand_in(nb, folder, "ben")
    return folder


@pytest.fixture(scope="module")
def graded(submitted, tmp_path_factory):
    found = grade_class(NOTEBOOK, submitted, root=tmp_path_factory.mktemp("course"))
    return {result.student: result for result in found}


@pytest.mark.corpus
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make something like a container")
@pytest.mark.parametrize("student", ["ada", "ben"])
def test_gradescope_in_a_container_gives_the_same(submitted, graded, student, tmp_path):
    base = tmp_path / "autograder"
    with zipfile.ZipFile(exported(tmp_path, "gradescope")) as archive:
        archive.extractall(base / "source")
    (base / "source" / "venv").symlink_to(sys.prefix)
    shutil.copytree(submitted / student, base / "submission")
    (base / "submission_metadata.json").write_text(json.dumps({"users": [{"email": "a@b.c"}]}))
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(0o755)
    program = container.command("bash", base / "source" / "run_autograder", writable=[tmp_path])
    subprocess.run(program, check=True, env={**os.environ, "AUTOGRADER": str(base)})
    told = json.loads((base / "results" / "results.json").read_text())
    assert "Sandbox: landlock" in told["output"]
    result = graded[student]
    assert {test["name"]: test["score"] for test in told["tests"]} == {
        name: points for name, points, _, _ in one.items(result)
    }
    same = {key.split("/")[1]: found["message"] for key, found in result.failed.items()}
    assert {test["name"]: test["output"] for test in told["tests"] if test["output"]} == same


@pytest.mark.corpus
def test_classroom_50_gives_the_same(submitted, graded, tmp_path):
    folder = exported(tmp_path, "classroom50")
    checkout = tmp_path / "checkout"
    shutil.copytree(submitted / "ada", checkout)
    environment = {**os.environ, "COURSE_FOLDER": str(notebooks.ROOT), "CLASSROOM": "c",
                   "ASSIGNMENT": "a", "SUBMISSION_TAG": "submit/1", "COMMIT_URL": "u",
                   "RELEASE_URL": "r"}  # fmt: skip
    program = [sys.executable, str(folder / "autograder.py")]
    subprocess.run(program, cwd=checkout, env=environment, check=True)
    told = json.loads((checkout / "result.json").read_text())
    assert told["score"] == graded["ada"].score
    assert f"{told['score']} of" in (checkout / "release-body.md").read_text()
