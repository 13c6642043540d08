"""Nothing drifts: what is committed is what the source gives."""

import subprocess
import sys

import nbformat
import pytest

from autograder import notebooks
from autograder.authoring import build, lint, proof, readme
from autograder.notebooks import RELEASE, SOLUTIONS, SOURCE, path_of

NAMES = notebooks.names()
FIX = "Run: make build"
RUFF = [sys.executable, "-m", "ruff", "check", "."]


@pytest.mark.parametrize("name", NAMES)
def test_source_is_canonical_and_its_generated_cells_are_current(name):
    assert path_of(SOURCE, name).read_text() == build.refreshed_source(name), FIX


@pytest.mark.parametrize("name", NAMES)
def test_release_is_what_nbgrader_makes_of_the_source_byte_for_byte(name):
    assert path_of(RELEASE, name).read_text() == build.released(name), FIX


@pytest.mark.parametrize("name", NAMES)
def test_solutions_hold_the_source_cells(name):
    assert build.is_current(name), FIX


def test_there_are_no_leftover_notebooks():
    for folder in (RELEASE, SOLUTIONS):
        assert sorted(path.stem for path in folder.rglob("*.ipynb")) == NAMES


def test_the_readme_table_is_current():
    assert readme.README.read_text() == readme.refreshed(), FIX


def test_the_page_of_proof_is_current():
    assert proof.PAGE.read_text() == proof.page(), "Run: make proof"


@pytest.mark.parametrize("name", NAMES)
def test_lint_has_nothing_to_say(name):
    assert list(lint.lint(name)) == []


def test_the_rules_for_code_hold_in_modules_and_notebooks():
    said = subprocess.run(RUFF, cwd=SOURCE.parent, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("place", ["", "ada/networks"])
def test_badges_appear_only_with_the_course_address(monkeypatch, place):
    monkeypatch.setattr(build, "github", lambda: place)
    cells = nbformat.reads(build.refreshed_source("nb00_start"), as_version=4).cells
    found = [cell.source for cell in cells if cell.id == build.BADGE]
    assert len(found) == bool(place) and (not place or cells[0].source == found[0])
    for text in found:
        assert text.count("](https://") == 6 and "None" not in text
        assert "ada.github.io/networks/lite/" in text
        assert "github/ada/networks/blob/main/release/nb00_start/nb00_start.ipynb" in text
        assert "codespaces.new/ada/networks" in text
