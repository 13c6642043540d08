"""A notebook as text: what an author edits comes back, and is never lost."""

import shutil

import pytest

from autograder import notebooks
from autograder.authoring.text import NotANotebook, edit

SOURCE = notebooks.path_of(notebooks.SOURCE, "nb00_start")


@pytest.fixture
def path(tmp_path):
    return shutil.copy(SOURCE, tmp_path / "nb00_start.ipynb")


def test_an_unchanged_text_changes_nothing(path, monkeypatch):
    monkeypatch.setenv("EDITOR", "true")
    assert not edit(path)
    assert path.read_bytes() == SOURCE.read_bytes()


def test_a_changed_word_is_the_only_change(path, monkeypatch):
    monkeypatch.setenv("EDITOR", "sed -i s/accuracy/correctness/")
    assert edit(path)
    assert "correctness" in path.read_text()
    assert path.read_text().replace("correctness", "accuracy") == SOURCE.read_text()


def test_a_text_that_makes_no_notebook_is_kept(path, monkeypatch):
    monkeypatch.setenv("EDITOR", 'sed -i s/id="title"/id="two_words!"/')
    with pytest.raises(NotANotebook, match="is as before") as refused:
        edit(path)
    assert path.read_bytes() == SOURCE.read_bytes()
    kept = str(refused.value).split("Your text: ")[1]
    with open(kept) as file:
        assert "two_words!" in file.read()
