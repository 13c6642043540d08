"""The course in other Pythons: Colab's, the newest of everything, and the browser's.

Each lane is an environment of its own in `.lanes/`. What a machine lacks is skipped by name.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .. import notebooks
from ..notebooks import ROOT

FOLDER = ROOT / ".lanes"
PAGE = ROOT / "docs" / "lanes.md"
COLAB = ("matplotlib==3.10.0", "scikit-learn==1.6.1", "ipython==7.34.0", "ipykernel==6.17.1")
NEWEST = ("numpy", "pandas", "matplotlib", "scikit-learn", "ipython", "ipykernel")
BROWSER = Path(__file__).with_name("lane.mjs")
HEAD = """# The course in other Pythons

Made by `make lanes`, which takes hours; the pinned environment is what `make test` and
`make corpus` use. In each lane the references and the unusual right answers keep every point,
every wrong idea loses its own items and no others, the whole notebook runs, and its quick checks
say ✓ and never ✗. A number is how many ✓ were counted.

"""


@dataclass(frozen=True)
class Lane:
    """name, the interpreter it needs, and the packages."""

    name: str
    needs: str
    packages: tuple = ()


LANES = (
    Lane("colab-2026.07", "python3.12", ("numpy==2.0.2", "pandas==2.2.2", *COLAB)),
    Lane("colab-2026.08", "python3.13", ("numpy==2.1.3", "pandas==2.2.3", *COLAB)),
    Lane("newest", "python3.13", NEWEST),
    Lane("browser", "node"),
)


def run(chosen, books, python=""):
    """Examine notebooks in lanes; yields lines. `RuntimeError` unless all is well.

    python: the folder of Pyodide, as `make site` writes it.
    """
    well = True
    for lane in (lane for lane in LANES if not chosen or lane.name in chosen):
        command, lacks = prepared(lane, python)
        if lacks:
            yield f"{lane.name}: skipped, {lacks}"
            continue
        for book in books:
            found = examined(command, book)
            well = well and not found["problems"] and not found["failed"]
            keep(lane, found)
            yield f"{lane.name}: {in_words(found)}"
            yield from (f"  {problem}" for problem in found["problems"])
    PAGE.write_text(page(notebooks.names()))
    if not well:
        raise RuntimeError("not every lane is as it should be: see above")


def prepared(lane, python):
    """(the command that examines a notebook, "") or (None, what this machine lacks)."""
    program = interpreter(lane.needs)
    if not program:
        return None, f"there is no {lane.needs} on this machine"
    if lane.needs == "node":
        place = Path(python or ROOT / "_site" / "lite" / "static" / "pyodide").resolve()
        lacks = "" if place.is_dir() else "Python for the browser is missing: make site"
        return [program, str(BROWSER), str(place), str(ROOT)], lacks
    folder = FOLDER / lane.name
    if not (folder / "ready").exists():
        subprocess.run([program, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin" / "pip"), "install", "-q", "nbformat", *lane.packages]
        subprocess.run(pip, check=True)
        (folder / "ready").touch()
    return [str(folder / "bin" / "python"), "-m", "autograder.authoring.lane"], ""


def interpreter(name):
    """The path of a program: the one of that name, or pyenv's."""
    version = name.removeprefix("python")
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/{name}"))
    return str(kept[-1]) if kept else shutil.which(name)


def examined(command, book):
    done = subprocess.run(
        [*command, book], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"},
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"notebook"')]
    if lines:
        return json.loads(lines[-1])
    last = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
    return {"notebook": book, "problems": [last], "passed": 0, "failed": 0, "seconds": 0}


def in_words(found):
    problems = f", {len(found['problems'])} problems" if found["problems"] else ""
    return (
        f"{found['notebook']}: {found['passed']} ✓, {found['failed']} ✗{problems}, "
        f"{found['seconds']} s of computing"
    )


def keep(lane, found):
    path = FOLDER / "found" / lane.name / f"{found['notebook']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False))


def page(books):
    """The table notebook × lane of what was examined so far."""
    names = [lane.name for lane in LANES]
    rows = [f"| notebook | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for book in books:
        rows.append(f"| {book} | {' | '.join(cell(name, book) for name in names)} |")
    return HEAD + "\n".join(rows) + "\n"


def cell(lane, book):
    path = FOLDER / "found" / lane / f"{book}.json"
    if not path.exists():
        return "not asked"
    found = json.loads(path.read_text())
    if found["problems"] or found["failed"]:
        return f"{len(found['problems']) + found['failed']} problems"
    return f"{found['passed']} ✓"
