"""The speed of grading a class, measured: `python benchmarks/class_speed.py` (long: an hour).

First `--backprop` right submissions of nb01_backprop (24), in one run on one machine: stock
nbgrader's own `nbgrader autograde` with its defaults, in a course folder of its own, on the
release's own grade cells; the same with the experiments (long training runs) taken out of the
submissions, because ours does not run them, and then its feedback pages; then `python -m autograder
grade` with one and with two workers, which also judges on fresh inputs and makes the pages. "beyond
own code" takes off the seconds that the student's code itself needs: the cells that are run, and
in ours the questions of the checks.

Then `--start` synthetic submissions of nb00_start, a third of them wrong (10,100,1000): the cost
of a submission in the first and the second half of the run, and the coordinator's peak memory.
Neither should grow. 0 leaves a part out. Use it on a quiet machine.
"""

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbgrader.api import Gradebook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder import notebooks  # noqa: E402
from autograder.course import database_url, find_alembic  # noqa: E402
from autograder.notebooks import RELEASE, ROOT, path_of  # noqa: E402
from tests.submissions.make import reference  # noqa: E402

BACKPROP, START = "nb01_backprop", "nb00_start"
# The verb, and afterwards what the coordinator itself used at most, without its workers.
GRADE = """
import re, sys
from autograder.__main__ import main
code = main(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print("\\npeak", peak[1])
sys.exit(code)
"""
# Seconds of all checks of the reference in one process, where nothing else happens.
CHECKS = f"""
import time
from autograder import notebooks
from autograder.authoring import prove
namespace = notebooks.run("{BACKPROP}")
start = time.monotonic()
assert not prove.failing("{BACKPROP}", namespace)
print(time.monotonic() - start)
"""


def hand_in(nb, folder, notebook, number):
    path = folder / f"s{number:04}" / notebook / f"{notebook}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nb, path)


def right_class(folder, size, experiments=True):
    nb = reference(BACKPROP)
    for cell in nb.cells:
        if notebooks.is_experiment(cell) and not experiments:
            cell.source = ""
    for number in range(size):
        hand_in(nb, folder, BACKPROP, number)


def mixed_class(folder, size):
    """Two thirds are right, the others have got one exercise wrong."""
    answer = "accuracy"
    wrong = notebooks.answers(START)[answer] + "\n\ndef accuracy(*_):\n    return 0.5\n"
    for number in range(size):
        nb = reference(START, **({answer: wrong} if number % 3 == 2 else {}))
        hand_in(nb, folder, START, number)


def run(command, folder):
    """(seconds, what it printed) of a command that must succeed."""
    start = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(
            f"{' '.join(map(str, command))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    return time.monotonic() - start, done.stdout


def stock(size, experiments):
    """(seconds, seconds of the feedback, mean score) of plain nbgrader, in a course made for it."""
    with tempfile.TemporaryDirectory() as root:
        root = Path(root)
        right_class(root / "submitted", size, experiments)
        source = path_of(root / "source", BACKPROP)
        source.parent.mkdir(parents=True)
        source.write_bytes(path_of(RELEASE, BACKPROP).read_bytes())
        nbgrader = [sys.executable, "-m", "nbgrader"]
        run([*nbgrader, "generate_assignment", BACKPROP], root)
        seconds, _ = run([*nbgrader, "autograde", BACKPROP], root)
        feedback, _ = run([*nbgrader, "generate_feedback", BACKPROP], root)
        return seconds, feedback, mean_score(root, BACKPROP, size)


def ours(make, notebook, size, workers):
    """(seconds, mean score, when each result was safe, peak MB of the coordinator)."""
    with tempfile.TemporaryDirectory() as folder:
        submitted, root = Path(folder, "submitted"), Path(folder, "course")
        make(submitted, size)
        command = ["grade", notebook, "--submitted", submitted, "--root", root]
        start = time.time()
        seconds, printed = run(
            [sys.executable, "-c", GRADE, *command, "--workers", str(workers)], ROOT
        )
        done = sorted(path.stat().st_mtime - start for path in root.glob("journal/*/*.json"))
        peak = int(printed.split("\npeak ")[1]) / 1024
        return seconds, mean_score(root, notebook, size), done, peak


def mean_score(root, notebook, size):
    with Gradebook(database_url(root)) as gradebook:
        scores = [row.score for row in gradebook.assignment_submissions(notebook)]
    if len(scores) != size:
        sys.exit(f"{len(scores)} of {size} submissions were graded")
    return sum(scores) / size


def cell_seconds():
    """Seconds of the reference's cells, in a kernel that is ready: all, graded, experiments."""
    nb = reference(BACKPROP)
    NotebookClient(nb, timeout=None, kernel_name="python3").execute()
    code = [cell for cell in nb.cells if "execution" in cell.metadata]
    kinds = (lambda cell: True, notebooks.is_graded, notebooks.is_experiment)
    return [sum(duration(cell) for cell in code if kind(cell)) for kind in kinds]


def duration(cell):
    times = cell.metadata["execution"]
    start, end = times["iopub.status.busy"], times["shell.execute_reply"]
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def compare(size):
    every, graded, experiments = cell_seconds()
    checks = float(run([sys.executable, "-c", CHECKS], ROOT)[1])
    without = every - experiments
    own = without - graded + checks
    print(f"{BACKPROP}: {every:.2f} s in its cells, {experiments:.2f} s of them experiments;")
    print(f"{checks:.2f} s in the checks on fresh inputs")
    print(f"{size} submissions            total s  s/submission  beyond own code  mean score")
    total, _, score = stock(size, experiments=True)
    print_row("stock nbgrader", total, size, every, score)
    short, feedback, score = stock(size, experiments=False)
    print_row("stock, no experiments", short, size, without, score)
    print_row("stock, with feedback", short + feedback, size, without, score)
    single, score, *_ = ours(right_class, BACKPROP, size, 1)
    print_row("ours, 1 worker", single, size, own, score)
    double, score, *_ = ours(right_class, BACKPROP, size, 2)
    print_row("ours, 2 workers", double, size, own / 2, score)
    for name, seconds in (("stock", total), ("stock, no experiments", short)):
        print(f"{name} / ours: {seconds / single:.2f} with 1 worker, {seconds / double:.2f} with 2")
    print(f"1 worker / 2 workers: {single / double:.2f}\n")


def print_row(name, total, size, own, score):
    each = total / size
    print(f"{name:24} {total:10.1f} {each:13.2f} {each - own:16.2f} {score:11.1f}", flush=True)


def growth(sizes, workers):
    print(f"{START}, {workers} workers. Seconds per submission:")
    print("submissions   total s    all  first half  second half  coordinator's peak MB")
    for size in sizes:
        seconds, _, done, peak = ours(mixed_class, START, size, workers)
        half = size // 2
        first = (done[half] - done[0]) / half
        second = (done[-1] - done[half]) / (size - 1 - half)
        print(
            f"{size:11} {seconds:9.1f} {seconds / size:6.2f} {first:11.2f} {second:12.2f}"
            f" {peak:22.0f}",
            flush=True,
        )


def numbers(text):
    return [int(part) for part in text.split(",") if int(part)]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--backprop", type=int, default=24, help="submissions of nb01_backprop")
    options.add_argument("--start", type=numbers, default=[10, 100, 1000], help="sizes, from 4 on")
    options.add_argument("--workers", type=int, default=2, help="for nb00_start")
    options = options.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    find_alembic()
    if options.backprop:
        compare(options.backprop)
    if options.start:
        growth(options.start, options.workers)


if __name__ == "__main__":
    main()
