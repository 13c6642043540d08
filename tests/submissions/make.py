"""Submissions as students would hand them in, made from the released notebooks."""

import copy

import nbformat

from autograder import notebooks
from autograder.notebooks import RELEASE, path_of


def submission(notebook, answers):
    """The released notebook with answer cells filled; `answers` maps answer id → text."""
    nb = nbformat.read(path_of(RELEASE, notebook), as_version=4)
    for cell in nb.cells:
        name = notebooks.grade_id(cell)
        if name in answers:
            cell.source = answers[name]
    return nb


def reference(notebook, **replaced):
    """The right answers to everything, but for the `replaced` ones."""
    return submission(notebook, {**notebooks.answers(notebook), **written(notebook), **replaced})


def written(notebook):
    """The reference answers to the written questions, without the mark schemes."""
    return {name: answer for name, (answer, _) in notebooks.mark_schemes(notebook).items()}


def with_cell(nb, source, after):
    """A copy of `nb` with one more code cell behind the cell with this id."""
    nb = copy.deepcopy(nb)
    place = next(i for i, cell in enumerate(nb.cells) if cell.id == after)
    nb.cells.insert(place + 1, nbformat.v4.new_code_cell(source))
    return nb


def write_files(folder, entries):
    """Write files below a folder: path → bytes."""
    for path, data in entries.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def hand_in(nb, folder, student):
    """Write a submission where the grader looks for it."""
    path = folder / student / f"{folder.name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)
    return path
