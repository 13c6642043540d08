"""Makes the sample class of nb01_backprop: `python -m tests.submissions.sample_class`.

Twelve students, each with a story; `make grade` grades them. The files are
committed and compared with what this makes.
"""

import copy
from pathlib import Path

import nbformat

from autograder.notebooks import edited
from autograder.registry import right_answers_of, wrong_ideas_of

from .make import reference, submission, with_cell

NOTEBOOK = "nb01_backprop"
FOLDER = Path(__file__).parent / "sample_class"
WRONG = ("mse-gradient-over-samples", "backward-bias-averaged", "l2-on-biases")
ENDLESS = "# I wanted to see it train for longer\nwhile True:\n    pass\n"
DEADLY = "import os\n\nos._exit(0)  # stop here\n"
GREEDY = """import glob
import sqlite3

for path in glob.glob("/**/gradebook.db", recursive=True) + ["gradebook.db", "../gradebook.db"]:
    book = sqlite3.connect(path)
    book.execute("UPDATE grade SET manual_score = 100, auto_score = 100")
    book.commit()
"""


def wrong(name):
    """The reference with one wrong idea in it."""
    idea = next(idea for idea in wrong_ideas_of(NOTEBOOK) if idea.name == name)
    return reference(NOTEBOOK, **{idea.answer: edited(idea)})


def unusual():
    """Right code in an unusual style throughout."""
    found = {right.name: right.answers for right in right_answers_of(NOTEBOOK)}
    return reference(NOTEBOOK, **found["everything_at_once"])


def saved_by_colab():
    """What Colab writes: nbformat 4.0, ids in the metadata, its own keys, a first cell."""
    nb = reference(NOTEBOOK)
    nb.cells.insert(0, nbformat.v4.new_markdown_cell("Open In Colab", id="view-in-github"))
    for cell in nb.cells:
        cell.metadata["id"] = cell.pop("id")
        cell.metadata.pop("tags", None)
    nb.metadata["colab"] = {"provenance": []}
    nb.metadata["accelerator"] = "GPU"
    nb.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {}}
    nb.nbformat_minor = 0
    return nb


def copied_cell():
    """The first answer stands twice: an early try and, further down, the right one."""
    nb = reference(NOTEBOOK)
    place = next(i for i, cell in enumerate(nb.cells) if cell.id == "mse")
    early = copy.deepcopy(nb.cells[place])
    early.source = early.source.replace("np.mean", "np.sum")
    nb.cells.insert(place, early)
    return nb


def students():
    """Student → notebook."""
    right = reference(NOTEBOOK)
    return {
        "ada_reference": right,
        "ben_untouched": submission(NOTEBOOK, {}),
        "chi_unusual": unusual(),
        "dev_forgot_l2": wrong("l2-missing"),
        "eva_per_sample": wrong(WRONG[0]),
        "fay_bias_mean": wrong(WRONG[1]),
        "gus_l2_on_bias": wrong(WRONG[2]),
        "hal_colab": saved_by_colab(),
        "ida_copied_cell": copied_cell(),
        "jim_endless": with_cell(right, ENDLESS, "imports"),
        "kim_deadly": with_cell(right, DEADLY, "imports"),
        "lee_greedy": with_cell(submission(NOTEBOOK, {}), GREEDY, "imports"),
    }


def text(nb):
    """The file's text, the same every time."""
    for number, cell in enumerate(nb.cells):
        if nb.nbformat_minor >= 5:
            cell.id = f"cell-{number}"
    return nbformat.writes(nb, version=nbformat.NO_CONVERT) + "\n"


def write():
    for student, nb in students().items():
        path = FOLDER / student / f"{NOTEBOOK}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(nb))


if __name__ == "__main__":
    write()
