"""Makes `release/` and `solutions/` from `source/`: the same bytes every time."""

import copy
import shutil
import tempfile
import tomllib
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbgrader.preprocessors import NbGraderPreprocessor

from .. import notebooks
from ..course import course
from ..notebooks import RELEASE, ROOT, SOLUTIONS, SOURCE, path_of
from . import course_data, visible

CELL_METADATA = (
    "nbgrader", "tags", "description", "cellView", "jupyter", "deletable", "editable",
)  # fmt: skip
BADGE = "badge"
CELL_SECONDS = 300


class WriteStubs(NbGraderPreprocessor):
    """nbgrader's ClearSolutions, replaced: each stub names its exercise."""

    def preprocess_cell(self, cell, resources, index):
        if notebooks.metadata(cell).get("solution"):
            cell.source = notebooks.stub(cell)
        return cell, resources


def canonical(nb):
    """The one text form of a notebook: nbformat 4.5, sorted keys, LF, listed metadata only."""
    for cell in nb.cells:
        cell.metadata = {key: cell.metadata[key] for key in CELL_METADATA if key in cell.metadata}
    nb.metadata = {
        key: nb.metadata[key] for key in ("kernelspec", "language_info") if key in nb.metadata
    }
    nb.metadata["language_info"] = {"name": "python"}
    nbformat.validate(nb)
    return nbformat.writes(nb, version=4) + "\n"


def github():
    """The course's public place, "owner/repository", or "" while it has none."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["course"]["github"]


def course_data_cell(notebook):
    """The text of the cell that finds data files."""
    text = Path(course_data.__file__).read_text().rstrip()
    address = github() and f"https://raw.githubusercontent.com/{github()}/main/"
    return text.replace('COURSE = ""', f'COURSE = "{address}"')


def badge(notebook):
    """Links that open the release in the browser, Colab and Codespaces, as a list of cells."""
    owner, _, name = github().partition("/")
    file = f"{notebook}/{notebook}.ipynb"
    places = (
        ("Open in the browser", "https://jupyterlite.rtfd.io/en/latest/_static/badge.svg",
         f"https://{owner}.github.io/{name}/lite/notebooks/index.html?path={file}"),
        ("Open in Colab", "https://colab.research.google.com/assets/colab-badge.svg",
         f"https://colab.research.google.com/github/{owner}/{name}/blob/main/release/{file}"),
        ("Open in Codespaces", "https://github.com/codespaces/badge.svg",
         f"https://codespaces.new/{owner}/{name}"),
    )  # fmt: skip
    links = " ".join(f"[![{title}]({picture})]({page})" for title, picture, page in places)
    return [nbformat.v4.new_markdown_cell(links, id=BADGE)] if owner else []


GENERATED = {visible.CELL: visible.first_cell, "course-data": course_data_cell}


def refreshed_source(notebook):
    """The source notebook's text with its generated cells brought up to date."""
    nb = copy.deepcopy(notebooks.source(notebook))
    nb.cells = badge(notebook) + [cell for cell in nb.cells if cell.id != BADGE]
    for cell in nb.cells:
        if cell.id in GENERATED:
            cell.source = GENERATED[cell.id](notebook)
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return canonical(nb)


def released(notebook):
    """The release's text, made by nbgrader's own generate_assignment."""
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree(SOURCE / notebook, Path(root, "source", notebook))
        result = course(root).generate_assignment(notebook, force=True)
        if not result["success"]:
            raise RuntimeError(result.get("log") or result["error"])
        return canonical(nbformat.read(path_of(Path(root, "release"), notebook), as_version=4))


def solution(notebook):
    """The solution's notebook, not yet executed: hidden regions and mark schemes cut."""
    nb = copy.deepcopy(notebooks.source(notebook))
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.source = notebooks.visible(cell)
            cell.source = notebooks.solution(cell) if notebooks.is_answer(cell) else cell.source
        else:
            cell.source = cell.source.split(notebooks.MARK_SCHEME)[0].rstrip()
    return nb


def executed(nb):
    """Run a notebook from top to bottom in a fresh kernel, as a student would."""
    with tempfile.TemporaryDirectory() as folder:
        where = {"metadata": {"path": folder}}
        NotebookClient(nb, timeout=CELL_SECONDS, resources=where, record_timing=False).execute()
    return nb


def with_outputs(nb, path):
    """`nb` with the outputs of the committed notebook if no code but stored numbers changed."""
    committed = nbformat.read(path, as_version=4) if path.exists() else nbformat.v4.new_notebook()
    ran = [cell for cell in committed.cells if cell.cell_type == "code"]
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    if [notebooks.without_numbers(cell.source) for cell in ran] != [
        notebooks.without_numbers(cell.source) for cell in code
    ]:
        return executed(nb)
    for old, new in zip(ran, code, strict=True):
        new.update(outputs=old.outputs, execution_count=old.execution_count)
    return nb


def cells_of(text):
    """Each cell without its outputs."""
    cells = nbformat.reads(text, as_version=4).cells
    return [(cell.cell_type, cell.source, cell.metadata) for cell in cells]


def build(notebook, solutions=True):
    """Write everything that follows from one source notebook; returns what changed."""
    changed = write(path_of(SOURCE, notebook), refreshed_source(notebook))
    notebooks.source.cache_clear()
    changed += write(path_of(RELEASE, notebook), released(notebook))
    if solutions and not is_current(notebook):
        target = path_of(SOLUTIONS, notebook)
        changed += write(target, canonical(with_outputs(solution(notebook), target)))
    return changed


def is_current(notebook):
    """Does the committed solution hold the cells that the source now gives?"""
    path = path_of(SOLUTIONS, notebook)
    wanted = cells_of(canonical(solution(notebook)))
    return path.exists() and cells_of(path.read_text()) == wanted


def write(path, text):
    """Write `text` if the file does not hold it yet; returns the paths written."""
    if path.exists() and path.read_text() == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return [path]
