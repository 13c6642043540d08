"""The data is what the manifest says, and the manifest what was published."""

import gzip
import hashlib
import json

import pytest

from autograder import data
from autograder.authoring import course_data
from autograder.notebooks import DATA

MANIFEST = json.loads((DATA / "MANIFEST.json").read_text())


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_a_file_has_its_size_and_hash(name):
    content = (DATA / name).read_bytes()
    assert len(content) == MANIFEST[name]["bytes"]
    assert hashlib.sha256(content).hexdigest() == MANIFEST[name]["sha256"]


DIGITS = {name: sha256 for name, sha256 in course_data.SHA256.items() if "ubyte" in name}


@pytest.mark.parametrize("name, sha256", sorted(DIGITS.items()))
def test_digits_unpack_to_the_published_bytes(name, sha256):
    content = gzip.decompress((DATA / f"{name}.gz").read_bytes())
    assert (
        hashlib.sha256(content).hexdigest() == sha256 == MANIFEST[f"{name}.gz"]["unpacked_sha256"]
    )


def test_every_data_file_is_in_the_manifest():
    files = {path.name for path in DATA.iterdir()} - {"README.md", "MANIFEST.json"}
    assert files == set(MANIFEST)


def test_houses_are_complete_and_capped_as_described():
    features, value = data.housing()
    assert features.shape == (20640, 8) and value.shape == (20640, 1)
    assert int((value > 5).sum()) == 965 and int((features[:, 2] == 52).sum()) == 1273


def test_notebooks_and_checks_read_the_same_data(monkeypatch):
    monkeypatch.setattr(course_data, "FOLDERS", [str(DATA)])
    pixels, labels = course_data.load_digits("test")
    assert (pixels == data.mnist("t10k")[0]).all() and (labels == data.mnist("t10k")[1]).all()
    assert (course_data.load_housing()[0] == data.housing()[0]).all()


def test_missing_data_is_one_clear_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(course_data, "FOLDERS", [str(tmp_path)])
    with pytest.raises(FileNotFoundError, match="copy the course's data folder"):
        course_data.load_housing()


def test_damaged_data_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(course_data, "FOLDERS", [str(tmp_path)])
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(b"12345678wrong"))
    with pytest.raises(ValueError, match="damaged"):
        course_data.idx_bytes("t10k-labels-idx1-ubyte", 8)
