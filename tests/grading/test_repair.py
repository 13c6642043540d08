"""Repair finds every cell of the course again, whatever happened to the notebook."""

import copy
import itertools
import random

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from autograder import notebooks
from autograder.grading import pieces, recognise, repair

NAME = "nb00_start"


def solved(name=NAME):
    """The notebook as a student who got everything right would hand it in."""
    nb = copy.deepcopy(notebooks.source(name))
    for cell in nb.cells:
        cell.source = notebooks.visible(cell) if cell.cell_type == "code" else cell.source
        if notebooks.is_answer(cell):
            cell.source = notebooks.solution(cell)
    return nb


def repaired(nb, name=NAME):
    new = repair.repaired(nb, notebooks.source(name), name)
    nbformat.validate(new)
    MetadataValidator().validate_nb(new)
    return new


def cell(nb, name):
    return next(c for c in nb.cells if name in (notebooks.grade_id(c), c.get("id")))


def ids(nb):
    return [notebooks.grade_id(c) for c in nb.cells if notebooks.grade_id(c)]


def texts(nb):
    return [c.source for c in nb.cells]


def stub(name):
    return notebooks.stub(cell(notebooks.source(NAME), name))


def code(text, **metadata):
    return nbformat.v4.new_code_cell(text, metadata=metadata)


@pytest.mark.parametrize("name", notebooks.names())
def test_a_sound_notebook_stays_as_it_is(name):
    new, source = repaired(solved(name), name), notebooks.source(name)
    for mine, given in zip(new.cells, source.cells, strict=True):
        text = given.source if notebooks.is_graded(given) else notebooks.solution(given)
        assert mine.source == text
        assert notebooks.metadata(mine) == notebooks.metadata(given)
        assert notebooks.is_experiment(mine) == notebooks.is_experiment(given)


@pytest.mark.parametrize("name", notebooks.names())
def test_without_markers_ids_and_metadata_every_code_cell_is_known_by_its_text(name):
    nb = solved(name)
    for one in nb.cells:
        one.source = pieces.MARKER.sub("# some comment", one.source)
        one.metadata, one.id = {}, "x"
    source = notebooks.source(name)
    found = recognise.recognised(nb, source, name)
    wrong = [c.id for slot, c in enumerate(source.cells) if c.cell_type == "code"
             and not notebooks.is_graded(c) and found[slot].slot != slot]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("name", notebooks.names())
def test_shuffled_cells_come_back_in_the_order_of_the_course(name):
    nb = solved(name)
    random.Random(1).shuffle(nb.cells)
    assert texts(repaired(nb, name)) == texts(repaired(solved(name), name))


@pytest.mark.parametrize("name", notebooks.names())
def test_an_empty_notebook_gets_all_answers_and_grade_cells(name):
    nb = repaired(nbformat.v4.new_notebook(), name)
    assert ids(nb) == ids(notebooks.source(name))


@pytest.mark.parametrize("name", notebooks.names())
def test_cells_dropped_doubled_and_damaged_at_random_never_stop_it(name):
    chance = random.Random(2)
    for _ in range(10):
        nb = solved(name)
        nb.cells = [copy.deepcopy(chance.choice(nb.cells)) for _ in nb.cells]
        for one in nb.cells:
            chance.choice(DAMAGES)(one)
        assert ids(repaired(nb, name)) == ids(notebooks.source(name))


DAMAGES = [
    lambda one: None,
    lambda one: one.pop("id"),
    lambda one: one.pop("source"),
    lambda one: one.update(metadata=None),
    lambda one: one.update(metadata={"nbgrader": {"grade_id": []}, "tags": 3}),
    lambda one: one.update(source=["a", 1, None]),
    lambda one: one.update(cell_type={}),
    lambda one: one.update(source=pieces.MARKER.sub("", one.source)),
]


@pytest.mark.parametrize("order", list(itertools.permutations(["stub", "first", "second"])))
def test_the_last_copy_that_is_not_the_stub_counts(order):
    made = {"stub": stub("accuracy"), "first": "def accuracy(): return 1",
            "second": "def accuracy(): return 2"}  # fmt: skip
    nb = solved()
    place = nb.cells.index(cell(nb, "accuracy"))
    meta = nb.cells[place].metadata
    nb.cells[place : place + 1] = [code(made[name], **copy.deepcopy(meta)) for name in order]
    last = [name for name in order if name != "stub"][-1]
    new = repaired(nb)
    assert cell(new, "accuracy").source == made[last]
    assert repair.SKIP in texts(new)


def test_a_copy_that_does_not_count_still_runs_before_the_one_that_does():
    nb = solved()
    nb.cells.append(code("# nb00_start: accuracy (keep this line)\ndef accuracy(): return 2"))
    new = texts(repaired(nb))
    first = new.index(cell(solved(), "accuracy").source)
    assert new.index(nb.cells[-1].source) == first + 1


def test_a_marker_of_another_notebook_is_no_claim():
    nb = solved()
    nb.cells.append(code("# nb01_backprop: accuracy (keep this line)\nx = 1"))
    assert cell(repaired(nb), "accuracy").source == cell(solved(), "accuracy").source


def test_a_heading_with_a_marker_does_not_replace_code():
    nb = solved()
    nb.cells.append(nbformat.v4.new_markdown_cell("# nb00_start: accuracy\nmy notes"))
    assert cell(repaired(nb), "accuracy").source == cell(solved(), "accuracy").source


def test_merged_cells_are_cut_at_their_markers():
    nb = solved()
    first, second = cell(nb, "one-hot"), cell(nb, "accuracy")
    first.source += "\n\n" + second.source
    nb.cells.remove(second)
    mine, wanted = texts(repaired(nb)), texts(repaired(solved()))
    assert [text.strip() for text in mine] == [text.strip() for text in wanted]


def test_an_extra_cell_stays_before_the_cell_it_stood_before():
    nb = solved()
    nb.cells.insert(nb.cells.index(cell(nb, "accuracy")), code("import math"))
    moved = [nb.cells.pop(nb.cells.index(c)) for c in (nb.cells[-1], nb.cells[-2])]
    nb.cells[:0] = moved
    new = texts(repaired(nb))
    assert new.index("import math") + 1 == new.index(cell(solved(), "accuracy").source)


def test_deleted_given_code_comes_back_and_edited_given_code_stays():
    nb = solved("nb02_mlp")
    text = cell(nb, "abstract-classes").source
    nb.cells.remove(cell(nb, "abstract-classes"))
    cell(nb, "imports").source += "\nimport math"
    new = texts(repaired(nb, "nb02_mlp"))
    assert new.count(text) == 1
    assert sum(one.startswith("import matplotlib") for one in new) == 1


def test_experiments_are_not_put_back():
    nb = solved()
    nb.cells = [one for one in nb.cells if not notebooks.is_experiment(one)]
    assert not any(notebooks.is_experiment(one) for one in repaired(nb).cells)


def test_an_experiment_without_its_tag_is_still_not_run():
    nb = solved()
    for one in nb.cells:
        one.metadata.pop("tags", None)
    assert sum(map(notebooks.is_experiment, repaired(nb).cells)) == sum(
        map(notebooks.is_experiment, notebooks.source(NAME).cells)
    )


def test_a_helper_in_a_cell_tagged_as_experiment_is_run():
    nb = solved()
    nb.cells.insert(3, code("def helper():\n    return 1", tags=["experiment"]))
    helper = next(one for one in repaired(nb).cells if one.source.startswith("def helper"))
    assert not notebooks.is_experiment(helper)


def test_a_lost_answer_comes_back_as_released_and_says_so():
    nb = solved()
    nb.cells.remove(cell(nb, "accuracy"))
    assert cell(repaired(nb), "accuracy").source == stub("accuracy") + repair.LOST


def test_a_written_answer_that_lost_its_id_is_found_behind_its_question():
    nb = solved("nb02_mlp")
    one = cell(nb, "baseline-why")
    one.source, one.metadata, one.id = "The line is a yardstick.", {}, "x"
    assert cell(repaired(nb, "nb02_mlp"), "baseline-why").source == "The line is a yardstick."


def test_a_written_answer_in_a_code_cell_becomes_text_again():
    nb = solved("nb02_mlp")
    one = cell(nb, "baseline-why")
    one.update(source="Because.", cell_type="code", outputs=[], execution_count=None)
    assert cell(repaired(nb, "nb02_mlp"), "baseline-why").cell_type == "markdown"


def test_pictures_of_a_written_answer_are_kept_and_other_attachments_dropped():
    nb = solved("nb02_mlp")
    one = cell(nb, "baseline-why")
    one.attachments = {"a.png": {"image/png": "AAAA", "text/html": "<b>"}, "b": 3}
    assert cell(repaired(nb, "nb02_mlp"), "baseline-why").attachments == {
        "a.png": {"image/png": "AAAA"}
    }


def test_grade_cells_hold_the_text_and_points_of_the_course():
    nb = solved()
    for one in nb.cells:
        if notebooks.is_graded(one):
            one.source, one.metadata.nbgrader["points"] = "pass", 99
    for one in repaired(nb).cells:
        if notebooks.is_graded(one):
            given = cell(notebooks.source(NAME), notebooks.grade_id(one))
            assert one == {**given, "id": one.id}


def test_bytes_that_no_file_may_hold_are_dropped_from_cells():
    nb = solved()
    nb.cells.append(code("a = 1\r\nb = 2\x00\ud83d\r"))
    assert repaired(nb).cells[-1].source == "a = 1\nb = 2\n"
