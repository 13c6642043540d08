"""Attacks, each graded between honest submissions; and innocents that look like attacks.

One class is graded in a process of its own, so that whatever it leaves behind
can be told from what other programs do. Each test reads its own outcome.
"""

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import notebooks
from autograder.course import database_url
from tests import container
from tests.submissions import corpus

pytestmark = pytest.mark.corpus

HOSTILE, INNOCENT = corpus.files("hostile"), corpus.files("innocent")
CELL_SECONDS, SUBMISSION_SECONDS, CONVERSION = 12, 60, 15
SECRET = "canary-of-the-course-secret"
NEIGHBOUR = "neighbour-canary"
EVERY = 8
GRADE = """
import json, sys, time
from autograder.classroom.coordinator import grade_class
if __name__ == "__main__":
    folder, root, limits = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    start, ends, lost = time.monotonic(), {}, {}
    def each(result, total):
        ends[result.student] = time.monotonic() - start
        if not result.graded:
            lost[result.student] = result.problem
    tiers = {r.sandbox for r in grade_class("nb00_start", folder, root, 2, each, limits=limits)}
    print(json.dumps([ends, lost, sorted(tiers)]))
"""


def write(nb, folder, student):
    path = Path(folder, student, f"{corpus.NOTEBOOK}.ipynb")
    path.parent.mkdir(parents=True)
    path.write_text(nbformat.writes(nb))


def write_class(folder):
    """Attacks (only `accuracy` is right), innocents, and honest work between them."""
    right = notebooks.answers(corpus.NOTEBOOK)
    only = {"accuracy": right["accuracy"]}
    for number, path in enumerate([*HOSTILE, *INNOCENT]):
        answers = only if path in HOSTILE else right
        write(corpus.submission(path, answers), folder, f"{number:03}-{path.stem}")
        if number % EVERY == 0:
            write(corpus.released(right), folder, f"{number:03}-z-{NEIGHBOUR}")


class Class:
    """What came of the class: rows, files, times, and what was left behind."""

    def __init__(self, tier, root, ends, lost, tiers, left):
        self.root, self.ends, self.lost, self.left = Path(root), ends, lost, left
        assert tiers == [tier]
        self.busy = max(1, os.getloadavg()[2] / os.cpu_count())  # how long one waits for a turn
        self.rows = {name: self.marks(name) for name in ends if name not in lost}

    def marks(self, student):
        with Gradebook(database_url(self.root)) as gradebook:
            found = gradebook.find_submission_notebook(corpus.NOTEBOOK, corpus.NOTEBOOK, student)
            return {grade.name: grade.auto_score for grade in found.grades}

    def student(self, path):
        return next(name for name in self.ends if name[4:] == path.stem)

    def score(self, path):
        return sum(mark or 0 for mark in self.rows[self.student(path)].values())

    def seconds(self, path):
        """From the end of the submission whose worker took this one."""
        ends, name = sorted(self.ends.values()), self.student(path)
        place = sorted(self.ends).index(name)
        return self.ends[name] - (ends[place - 2] if place > 1 else 0)

    def shown(self, path):
        """The outputs in the graded notebook, and the feedback page."""
        folder = Path(self.student(path), corpus.NOTEBOOK, corpus.NOTEBOOK)
        nb = nbformat.read(self.root / "autograded" / f"{folder}.ipynb", as_version=4)
        outputs = [output for cell in nb.cells for output in cell.get("outputs", [])]
        return outputs, (self.root / "feedback" / f"{folder}.html").read_text()


@pytest.fixture(scope="session", params=["bubblewrap", "landlock"])
def graded(request):
    """The class graded in each tier; the second in a container, where there is no other."""
    if request.param == "landlock" and os.geteuid():
        pytest.skip("only root can make something like a container here")
    with tempfile.TemporaryDirectory(prefix="nnh-") as base:
        folders = {name: Path(base, name) for name in ("in", "root", "t")}
        for folder in folders.values():
            folder.mkdir()
        write_class(folders["in"])
        yield run(folders, request.param)


def run(folders, tier):
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # what outlives the grader becomes our child
    before, groups_before = children(), groups()
    limits = {"cell_seconds": CELL_SECONDS, "submission_seconds": SUBMISSION_SECONDS}
    script = folders["in"].parent / "grade.py"
    script.write_text(GRADE)
    program = [sys.executable, str(script), folders["in"], folders["root"], json.dumps(limits)]
    if tier == "landlock":
        folders["in"].parent.chmod(0o755)
        program = container.command(*program, writable=[folders["in"].parent])
    done = subprocess.run(
        program,
        env={**os.environ, "TMPDIR": str(folders["t"]), "COURSE_SECRET": SECRET,
             "PYTHONPATH": str(notebooks.ROOT)},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    left = {
        "processes": [pid for pid in children() - before if lives(pid)],
        "files": sorted(map(str, folders["t"].iterdir())),
        "sockets": [
            s for s in Path("/proc/net/unix").read_text().split() if str(folders["t"]) in s
        ],
        "groups": [str(group) for group in groups() - groups_before if dead(group)],
        "written": [
            str(path) for place in (*PLACES, folders["t"]) for path in place.glob("*pwned*")
        ],
    }
    ctypes.CDLL(None).prctl(36, 0, 0, 0, 0)
    return Class(tier, folders["root"], *json.loads(done.stdout.splitlines()[-1]), left)


# Where attacks try to write; tempfile.gettempdir() of the grader is folders["t"].
PLACES = [
    notebooks.ROOT, notebooks.DATA, Path.home(), Path("/"), Path("/dev/shm"), Path("/var/tmp"),
    Path("/tmp"), Path(tempfile.gettempdir()),
]  # fmt: skip


def groups():
    return set(Path("/sys/fs/cgroup").glob("*/course-*"))


def children():
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


def lives(pid, patience=5):
    """Does this child of ours go on? If it ended, bury it."""
    deadline = time.monotonic() + patience
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.05)
    return False


def dead(group):
    return not os.path.exists(f"/proc/{group.name.split('-')[1]}")


class Live(HTMLParser):
    """Collects what would act in a browser: scripts, handlers, links that run code."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            target = name in ("href", "src", "srcdoc", "data", "action", "xlink:href")
            if name.startswith("on") or (target and is_live(tag, value or "")):
                self.found.append((tag, name, value))
        if tag in ("iframe", "object", "embed", "form", "base"):
            self.found.append((tag, attributes))

    def handle_data(self, text):
        if self.cdata_elem == "script" and "pwned" in text:
            self.found.append(text)


def is_live(tag, value):
    """Does this address run code, or call another machine? nbgrader's own scripts may."""
    value = value.strip().lower()
    return value.startswith(("javascript:", "data:text", "//")) or (
        tag == "img" and not value.startswith("data:image/")
    )


def ids(path):
    return path.stem


@pytest.mark.parametrize("path", HOSTILE, ids=ids)
def test_an_attack_earns_at_most_what_its_code_earns_honestly(graded, path):
    assert graded.score(path) <= corpus.earned(path, 2)  # harm to itself is its own


@pytest.mark.parametrize("path", INNOCENT, ids=ids)
def test_an_innocent_keeps_every_point(graded, path):
    assert graded.score(path) == 10


def test_every_submission_has_a_definite_score(graded):
    assert graded.lost == {}


def test_the_rows_of_honest_neighbours_are_unchanged(graded):
    full = notebooks.points(corpus.NOTEBOOK)
    neighbours = [row for name, row in graded.rows.items() if NEIGHBOUR in name]
    assert len(neighbours) >= 10 and all(row == full for row in neighbours)


@pytest.mark.parametrize("kind", ["processes", "files", "sockets", "groups", "written"])
def test_nothing_is_left_behind(graded, kind):
    assert graded.left[kind] == []


@pytest.mark.parametrize("path", HOSTILE, ids=ids)
def test_an_attack_sees_nothing_that_is_hidden(graded, path):
    solution = "table[np.arange(len(labels)), labels] = 1.0"
    canaries = [
        SECRET,
        NEIGHBOUR,
        "HIDDEN TESTS",
        "import__(",
        solution,
        "REACHED ",
        "gradebook.db",
    ]
    outputs, feedback = graded.shown(path)
    assert [word for word in canaries if word in json.dumps(outputs)] == []
    assert [word for word in canaries[:2] if word in feedback] == []


@pytest.mark.parametrize("path", HOSTILE, ids=ids)
def test_feedback_is_dead_text(graded, path):
    outputs, feedback = graded.shown(path)
    assert Live(feedback).found == [] and "\x1b" not in feedback
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds <= {"text/plain", "image/png"} and "\\u001b" not in json.dumps(outputs)


@pytest.mark.parametrize("path", HOSTILE, ids=ids)
def test_an_attack_ends_within_twice_its_limit(graded, path):
    assert graded.seconds(path) < 2 * (SUBMISSION_SECONDS + CONVERSION) * graded.busy
