"""Malformed submissions of nb00_start: each function is named for its fault.

A function gets the right notebook as plain JSON. It changes it, or returns
what is handed in instead: the file's bytes or text, another JSON value, or a
dict file name → one of these. `lost` names the graded items that the fault
costs, `reason` a part of the sentence that refuses the submission.
"""

import io
import json
import zipfile
from dataclasses import dataclass

import nbformat

from autograder.authoring import build
from autograder import notebooks

from .make import reference, submission

NOTEBOOK = "nb00_start"
FILE = f"{NOTEBOOK}.ipynb"
ONE_HOT = ("one-hot-values", "one-hot-errors")
ACCURACY = ("accuracy-values",)
GRADIENT = ("numerical-gradient-values", "numerical-gradient-restores")
EVERYTHING = (*ONE_HOT, *ACCURACY, *GRADIENT)
VARIANTS = {}


@dataclass(frozen=True)
class Variant:
    """make: writes it; lost: the items it costs; reason: why it is refused, or ""."""

    make: object
    lost: tuple
    reason: str

    @property
    def score(self):
        return sum(p for item, p in notebooks.points(NOTEBOOK).items() if item not in self.lost)


def variant(lost=(), reason=""):
    """Register a malformed submission under its function's name."""

    def register(make):
        VARIANTS[make.__name__] = Variant(make, EVERYTHING if reason else tuple(lost), reason)
        return make

    return register


def right():
    """The right notebook as a student's program would save it."""
    return as_json(reference(NOTEBOOK))


def as_json(nb):
    return json.loads(nbformat.writes(nb))


def content(made, nb):
    """The bytes of what a variant's function gave."""
    made = nb if made is None else made
    if isinstance(made, bytes):
        return made
    text = made if isinstance(made, str) else json.dumps(made, indent=1)
    return text.encode()


def files(name):
    """What the variant hands in: path below the student's folder → bytes."""
    nb = right()
    made = VARIANTS[name].make(nb)
    if isinstance(made, dict) and not {"cells", "worksheets", "nbformat"} & set(made):
        return {path: content(one, nb) for path, one in made.items()}
    return {f"{NOTEBOOK}/{FILE}": content(made, nb)}


def at(nb, name):
    """The place of the cell with this id."""
    return next(place for place, cell in enumerate(nb["cells"]) if cell.get("id") == name)


def cell(nb, name):
    return nb["cells"][at(nb, name)]


def stub(name):
    return as_json(submission(NOTEBOOK, {}))["cells"][at(right(), name)]["source"]


def text_of(one):
    return "".join(one["source"])


def code(text, **more):
    return {"cell_type": "code", "execution_count": None, "id": "extra", "metadata": {},
            "outputs": [], "source": text, **more}  # fmt: skip


def unmarked(text):
    """A cell's text without its marker comment."""
    return "".join(text).split("\n", 1)[1]


def forget(one):
    """Take everything from a cell by which it could be known, but for its text."""
    one["metadata"] = {}
    one.pop("id", None)


def zipped(entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


# --- Cells copied, moved, deleted, retyped, edited ---------------------------------------------


@variant()
def untouched_by_any_fault(nb):
    pass


@variant()
def copied_answer_first_filled_then_stub(nb):
    nb["cells"].insert(at(nb, "one-hot") + 1, {**cell(nb, "one-hot"), "source": stub("one-hot")})


@variant()
def copied_answer_first_stub_then_filled(nb):
    nb["cells"].append(dict(cell(nb, "one-hot")))
    cell(nb, "one-hot")["source"] = stub("one-hot")


@variant(ACCURACY)
def copied_answer_last_copy_wrong(nb):
    wrong = text_of(cell(nb, "accuracy")).replace("axis=1", "axis=0")
    nb["cells"].insert(at(nb, "accuracy") + 1, {**cell(nb, "accuracy"), "source": wrong})


@variant()
def copied_grade_cell(nb):
    nb["cells"].insert(3, dict(cell(nb, "accuracy-values")))


@variant()
def copied_markdown_cell(nb):
    nb["cells"].insert(3, dict(cell(nb, "one-hot-text")))


@variant()
def every_cell_twice(nb):
    nb["cells"] = [dict(one) for one in nb["cells"] for _ in range(2)]


@variant()
def answer_moved_to_the_end(nb):
    nb["cells"].append(nb["cells"].pop(at(nb, "one-hot")))


@variant()
def grade_cells_moved_to_the_start(nb):
    nb["cells"].sort(key=lambda one: not one["metadata"].get("nbgrader", {}).get("grade"))


@variant()
def all_cells_in_reverse_order(nb):
    nb["cells"].reverse()


@variant()
def imports_moved_to_the_end(nb):
    nb["cells"].append(nb["cells"].pop(at(nb, "imports")))


@variant()
def imports_and_setup_deleted(nb):
    nb["cells"] = [one for one in nb["cells"] if one["id"] not in ("imports", "quick-check")]


@variant()
def imports_retyped_to_markdown(nb):
    one = cell(nb, "imports")
    nb["cells"][at(nb, "imports")] = {"cell_type": "markdown", "id": "imports", "metadata": {},
                                      "source": one["source"]}  # fmt: skip


@variant(ACCURACY)
def answer_deleted(nb):
    del nb["cells"][at(nb, "accuracy")]


@variant()
def grade_cells_deleted(nb):
    nb["cells"] = [c for c in nb["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]


@variant()
def all_markdown_deleted(nb):
    nb["cells"] = [one for one in nb["cells"] if one["cell_type"] == "code"]


@variant(reason="No cell of nb00_start")
def everything_deleted(nb):
    nb["cells"] = []


@variant()
def only_answers_left(nb):
    nb["cells"] = [c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]


@variant(ACCURACY)
def answer_emptied(nb):
    cell(nb, "accuracy")["source"] = []


@variant()
def answer_retyped_to_markdown(nb):
    one = cell(nb, "one-hot")
    one.update(cell_type="markdown")
    del one["outputs"], one["execution_count"]


@variant()
def answer_retyped_to_raw(nb):
    one = cell(nb, "one-hot")
    one.update(cell_type="raw")
    del one["outputs"], one["execution_count"]


@variant()
def grade_cells_retyped_to_markdown(nb):
    for one in nb["cells"]:
        if one["metadata"].get("nbgrader", {}).get("grade"):
            one.update(cell_type="markdown")
            del one["outputs"], one["execution_count"]


@variant()
def markdown_retyped_to_code(nb):
    for one in nb["cells"]:
        if one["cell_type"] == "markdown":
            one.update(cell_type="code", outputs=[], execution_count=None)


@variant()
def locked_cells_edited(nb):
    for one in nb["cells"]:
        if one["metadata"].get("nbgrader", {}).get("locked"):
            one["source"] = "raise RuntimeError('edited')"


@variant()
def grade_cell_replaced_by_own_code(nb):
    cell(nb, "one-hot-values")["source"] = "one_hot = None"


@variant()
def answers_merged_into_one_cell(nb):
    first, second = cell(nb, "one-hot"), cell(nb, "accuracy")
    first["source"] = text_of(first) + "\n\n" + text_of(second)
    nb["cells"].remove(second)


@variant()
def answers_merged_and_second_marker_lost(nb):
    first, second = cell(nb, "one-hot"), cell(nb, "accuracy")
    first["source"] = text_of(first) + "\n\n" + unmarked(second["source"])
    nb["cells"].remove(second)


@variant()
def answer_merged_with_its_grade_cell(nb):
    first, second = cell(nb, "accuracy"), cell(nb, "accuracy-values")
    first["source"] = text_of(first) + "\n\n" + text_of(second)
    nb["cells"].remove(second)


@variant()
def answer_split_behind_a_helper(nb):
    one = cell(nb, "accuracy")
    one["source"] = text_of(one).split("\n")[0] + "\ndef place(table):\n    return table.argmax(1)"
    rest = "def accuracy(scores, y):\n    return np.mean(place(scores) == place(np.asarray(y)))"
    nb["cells"].insert(at(nb, "accuracy") + 1, {**one, "source": rest, "id": "half"})


@variant()
def answers_swapped_with_their_texts_under_the_other_marker(nb):
    first, second = cell(nb, "one-hot"), cell(nb, "accuracy")
    a, b = text_of(first), text_of(second)
    first["source"] = a.split("\n")[0] + "\n" + unmarked(b)
    second["source"] = b.split("\n")[0] + "\n" + unmarked(a)


@variant()
def answer_in_a_new_cell_while_the_stub_stays(nb):
    new = code(unmarked(cell(nb, "numerical-gradient")["source"]))
    cell(nb, "numerical-gradient")["source"] = stub("numerical-gradient")
    nb["cells"].insert(at(nb, "numerical-gradient") + 1, new)


@variant()
def answer_in_a_new_cell_at_the_end(nb):
    nb["cells"].append(code(unmarked(cell(nb, "one-hot")["source"])))
    cell(nb, "one-hot")["source"] = stub("one-hot")


@variant()
def helper_in_a_copied_experiment_cell(nb):
    helper = {**cell(nb, "one-hot-figure"), "id": "copy", "source": "def axis():\n    return 1"}
    nb["cells"].insert(at(nb, "accuracy"), helper)
    one = cell(nb, "accuracy")
    one["source"] = text_of(one).replace("axis=1", "axis=axis()")


@variant(ONE_HOT)
def syntax_error_in_one_answer(nb):
    cell(nb, "one-hot")["source"] = text_of(cell(nb, "one-hot")) + "\n  )"


# --- Markers, ids, metadata --------------------------------------------------------------------


@variant()
def all_metadata_lost(nb):
    for one in nb["cells"]:
        forget(one)


@variant()
def all_markers_lost(nb):
    for one in nb["cells"]:
        if "(keep this line)" in text_of(one).split("\n")[0]:
            one["source"] = unmarked(one["source"])


@variant()
def marker_and_metadata_of_one_cell_lost(nb):
    one = cell(nb, "one-hot")
    one["source"] = unmarked(one["source"])
    forget(one)


@variant()
def all_markers_and_metadata_lost(nb):
    all_markers_lost(nb)
    all_metadata_lost(nb)


@variant()
def marker_edited(nb):
    one = cell(nb, "one-hot")
    one["source"] = "##  nb00_start : one-hot\n" + unmarked(one["source"])
    forget(one)


@variant()
def marker_below_a_magic(nb):
    one = cell(nb, "accuracy")
    one["source"] = "import math\n\n" + text_of(one)
    forget(one)


@variant()
def metadata_of_wrong_types(nb):
    for one, wrong in zip(nb["cells"], [[], None, "x", 3, {"nbgrader": []}] * 9, strict=False):
        one["metadata"] = wrong


@variant()
def nbgrader_values_of_wrong_types(nb):
    for one in nb["cells"]:
        if "nbgrader" in one["metadata"]:
            wrong = {"grade": "yes", "grade_id": 7, "points": "many", "schema_version": "9"}
            one["metadata"]["nbgrader"] |= wrong


@variant()
def tags_of_wrong_types(nb):
    for one in nb["cells"]:
        one["metadata"]["tags"] = "experiment"


@variant()
def experiment_tag_on_an_answer(nb):
    cell(nb, "one-hot")["metadata"]["tags"] = ["experiment"]


@variant()
def points_edited(nb):
    for one in nb["cells"]:
        if one["metadata"].get("nbgrader", {}).get("grade"):
            one["metadata"]["nbgrader"]["points"] = 1000


@variant()
def grade_ids_renamed(nb):
    for one in nb["cells"]:
        if "nbgrader" in one["metadata"]:
            one["metadata"]["nbgrader"]["grade_id"] += "_2"


@variant()
def grade_ids_of_two_answers_exchanged(nb):
    first, second = cell(nb, "one-hot"), cell(nb, "accuracy")
    first["metadata"], second["metadata"] = second["metadata"], first["metadata"]


@variant()
def grade_and_solution_flags_flipped(nb):
    for one in nb["cells"]:
        if "nbgrader" in one["metadata"]:
            about = one["metadata"]["nbgrader"]
            about["grade"], about["solution"] = about["solution"], about["grade"]
            about["locked"] = not about["locked"]


@variant()
def nbgrader_metadata_of_an_old_version(nb):
    for one in nb["cells"]:
        if "nbgrader" in one["metadata"]:
            one["metadata"]["nbgrader"]["schema_version"] = 1


@variant()
def nbgrader_metadata_emptied(nb):
    for one in nb["cells"]:
        if "nbgrader" in one["metadata"]:
            one["metadata"]["nbgrader"] = {}


@variant()
def widgets_without_state(nb):
    nb["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"a": {}}}


@variant()
def kernel_of_r(nb):
    nb["metadata"] = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"},
                      "language_info": {"name": "R", "file_extension": ".r"}}  # fmt: skip


@variant()
def kernel_of_python_2(nb):
    nb["metadata"]["kernelspec"] = {"name": "python2", "display_name": "Python 2"}


@variant()
def notebook_metadata_missing(nb):
    del nb["metadata"]


@variant()
def notebook_metadata_of_wrong_type(nb):
    nb["metadata"] = ["kernelspec"]


# --- What programs save ------------------------------------------------------------------------


@variant()
def saved_by_colab(nb):
    nb.update(nbformat_minor=0)
    nb["metadata"] |= {"colab": {"provenance": [], "toc_visible": True}, "accelerator": "GPU",
                       "widgets": {"application/vnd.jupyter.widget-state+json": {}}}  # fmt: skip
    for place, one in enumerate(nb["cells"]):
        one["metadata"] |= {"id": one.pop("id"), "outputId": f"o{place}", "colab": {"height": 9}}
        one["metadata"].pop("nbgrader", None)
    link = {"id": "view-in-github", "colab_type": "text"}
    badge = '<a href="https://colab.research.google.com/"><img src="badge.svg"/></a>'
    nb["cells"].insert(0, {"cell_type": "markdown", "metadata": link, "source": [badge]})


LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py",
    "mimetype": "text/x-python", "name": "python", "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}  # fmt: skip


@variant()
def saved_by_jupyterlab(nb):
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    nb["metadata"] = {"kernelspec": kernel, "language_info": {**LANGUAGE, "version": "3.14.0"}}
    ran(nb, {"trusted": True, "scrolled": True, "execution": {"iopub.status.busy": "2026-09-01"}})


@variant()
def saved_by_jupyterlite(nb):
    kernel = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
    about = {**LANGUAGE, "codemirror_mode": {"name": "python", "version": 3}, "version": "3.12.7"}
    nb.update(nbformat_minor=4)
    nb["metadata"] = {"kernelspec": kernel, "language_info": about}
    ran(nb, {"trusted": True})


@variant()
def saved_by_vs_code(nb):
    kernel = {"display_name": ".venv (3.13.1)", "language": "python", "name": "python3"}
    nb.update(nbformat_minor=2)
    nb["metadata"] = {"kernelspec": kernel, "language_info": LANGUAGE, "orig_nbformat": 4}
    ran(nb, {"vscode": {"languageId": "python"}})
    for place, one in enumerate(nb["cells"]):
        one["id"] = f"#VSC-{place:08x}"


def ran(nb, metadata):
    """What running leaves in a file: numbers and outputs; and a program's own metadata."""
    code = [one for one in nb["cells"] if one["cell_type"] == "code"]
    for number, one in enumerate(code, 1):
        said = {"name": "stdout", "output_type": "stream", "text": ["✓ as it should be\n"]}
        one.update(execution_count=number, outputs=[said])
        one["metadata"] |= metadata


@variant()
def nbformat_4_1_without_cell_ids(nb):
    nb.update(nbformat_minor=1)
    for one in nb["cells"]:
        del one["id"]


@variant()
def nbformat_4_5_without_cell_ids(nb):
    for one in nb["cells"]:
        del one["id"]


@variant()
def nbformat_4_2_with_cell_ids(nb):
    nb.update(nbformat_minor=2)


@variant()
def nbformat_99(nb):
    nb.update(nbformat=4, nbformat_minor=99)


@variant()
def nbformat_5(nb):
    nb.update(nbformat=5, nbformat_minor=0)


@variant()
def nbformat_3(nb):
    old = nbformat.convert(nbformat.reads(json.dumps(nb), as_version=4), 3)
    return json.loads(nbformat.v3.writes_json(old))


@variant()
def nbformat_number_missing(nb):
    del nb["nbformat"], nb["nbformat_minor"]


@variant()
def cell_ids_all_the_same(nb):
    for one in nb["cells"]:
        one["id"] = "same"


@variant()
def cell_ids_invalid(nb):
    for place, one in enumerate(nb["cells"]):
        one["id"] = [place, None, "", "two words!", "x" * 300][place % 5]


@variant()
def cell_ids_of_other_cells(nb):
    ids = [one["id"] for one in nb["cells"]]
    for one, other in zip(nb["cells"], reversed(ids), strict=True):
        one["id"] = other


@variant()
def sources_as_text_and_as_lists(nb):
    for place, one in enumerate(nb["cells"]):
        one["source"] = text_of(one) if place % 2 else text_of(one).splitlines(keepends=True)


@variant()
def sources_that_are_no_text(nb):
    nb["cells"][1:1] = [code(None), code(7), code({"a": 1}), code([1, None]), code("")]


@variant()
def source_missing(nb):
    del cell(nb, "title")["source"]


@variant()
def windows_line_ends_in_cells(nb):
    for one in nb["cells"]:
        one["source"] = text_of(one).replace("\n", "\r\n")


@variant()
def windows_line_ends_in_the_file(nb):
    return json.dumps(nb, indent=1).replace("\n", "\r\n")


@variant()
def execution_counts_and_outputs_missing(nb):
    for one in nb["cells"]:
        one.pop("execution_count", None)
        one.pop("outputs", None)


@variant()
def outputs_of_wrong_types(nb):
    for one in nb["cells"]:
        one["outputs"] = [None, 3, {"output_type": "unknown"}]


@variant()
def huge_outputs(nb):
    big = {"output_type": "stream", "name": "stdout", "text": "0123456789" * 2_000_000}
    cell(nb, "one-hot")["outputs"] = [big]


@variant()
def attachments(nb):
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk"
    cell(nb, "title")["attachments"] = {"a.png": {"image/png": png}, "b": 3}
    cell(nb, "one-hot")["attachments"] = {"a.png": {"image/png": png}}


@variant()
def unknown_cell_types(nb):
    for place, name in enumerate(("title", "one-hot", "accuracy-values", "imports")):
        cell(nb, name)["cell_type"] = ["heading", "sql", None, "Code"][place]


@variant()
def cells_that_are_no_cells(nb):
    nb["cells"][3:3] = [None, 3, "text", [], {}]


@variant()
def unknown_keys_everywhere(nb):
    for one in (nb, *nb["cells"]):
        one["vscode"] = {"languageId": "python"}


# --- Broken files ------------------------------------------------------------------------------


@variant()
def byte_order_mark(nb):
    return b"\xef\xbb\xbf" + json.dumps(nb).encode()


@variant()
def utf_16(nb):
    return json.dumps(nb, ensure_ascii=False).encode("utf-16")


@variant()
def latin_1(nb):
    cell(nb, "title")["source"] = "Zoë's Übung"
    return json.dumps(nb, ensure_ascii=False).replace("—", "-").encode("latin-1", "replace")


@variant()
def nul_bytes_in_the_file(nb):
    return json.dumps(nb).encode() + b"\x00" * 512


@variant()
def nul_and_half_characters_in_cells(nb):
    cell(nb, "accuracy")["source"] = text_of(cell(nb, "accuracy")) + "\n# \x00 \ud83d"


@variant(GRADIENT)
def cut_off_in_an_answer(nb):
    text = json.dumps(nb, indent=1)
    return text[: text.index("def numerical_gradient") + 30]


@variant(reason="cannot be read")
def cut_off_at_the_start(nb):
    return json.dumps(nb, indent=1)[:50]


@variant(ACCURACY)
def one_cell_garbled(nb):
    text = json.dumps(nb, indent=1)
    return text.replace('"def accuracy(', '"def \x00accuracy" "', 1)


@variant()
def trailing_commas(nb):
    return json.dumps(nb, indent=1).replace("\n }", ",\n }").replace("\n  ]", ",\n  ]")


@variant()
def git_conflict_in_one_cell(nb):
    theirs = json.loads(json.dumps(nb))
    cell(theirs, "accuracy")["source"] = stub("accuracy")
    ours, theirs = (json.dumps(one, indent=1).splitlines() for one in (nb, theirs))
    same = sum(1 for _ in takewhile_same(ours, theirs))
    tail = sum(1 for _ in takewhile_same(ours[::-1], theirs[::-1]))
    lines = [*ours[:same], "<<<<<<< HEAD", *theirs[same:-tail], "=======", *ours[same:-tail],
             ">>>>>>> laptop", *ours[-tail:]]  # fmt: skip
    return "\n".join(lines)


def takewhile_same(first, second):
    for a, b in zip(first, second, strict=False):
        if a != b:
            return
        yield a


@variant(reason="empty")
def empty_file(nb):
    return b""


@variant(reason="empty")
def only_nul_bytes(nb):
    return b"\x00" * 4096


@variant(reason="PDF")
def pdf_renamed(nb):
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"


@variant(reason="web page")
def html_renamed(nb):
    return "<!DOCTYPE html><html><body>Sign in to Colab</body></html>"


@variant(reason="compressed")
def gzip_renamed(nb):
    return b"\x1f\x8b\x08\x00rest"


@variant(reason="cannot be read")
def python_script_renamed(nb):
    return "\n\n".join(text_of(one) for one in nb["cells"] if one["cell_type"] == "code")


@variant(reason="no list of cells")
def json_without_cells(nb):
    return json.dumps({"nbformat": 4, "metadata": {}})


@variant(reason="no list of cells")
def cells_that_are_no_list(nb):
    nb["cells"] = {"0": nb["cells"][0]}


@variant(reason="not a notebook")
def json_list(nb):
    return "[1, 2, 3]"


@variant(reason="cannot be read")
def json_nested_too_deep(nb):
    return "[" * 200_000


@variant(reason="looks like nb02_mlp")
def another_assignment(nb):
    return as_json(build.solution("nb02_mlp"))


@variant(reason="No cell of nb00_start")
def a_notebook_of_something_else(nb):
    nb["cells"] = [code("print('hello')"), code("import pandas as pd")]


# --- Names and places --------------------------------------------------------------------------


@variant()
def zip_renamed_to_ipynb(nb):
    return zipped({FILE: json.dumps(nb)})


@variant()
def zip_of_the_folder(nb):
    return {"hand-in.zip": zipped({f"work/{FILE}": json.dumps(nb), "__MACOSX/._x.ipynb": "x"})}


@variant(reason="another place")
def link_to_another_student(nb):
    return {f"{NOTEBOOK}/link": b"../../untouched_by_any_fault/nb00_start/nb00_start.ipynb"}


@variant()
def named_by_the_browser(nb):
    return {"nb00_start (1).ipynb": None}


@variant()
def named_by_drive(nb):
    return {"Copy of nb00_start.ipynb": None}


@variant()
def named_something_else(nb):
    return {"Untitled7.ipynb": None}


@variant()
def named_with_a_second_suffix(nb):
    return {"nb00_start.ipynb.txt": None}


@variant()
def in_a_subfolder(nb):
    return {"my work/week 1/nb00_start.ipynb": None}


@variant()
def several_of_which_one_is_named_right(nb):
    wrong = right()
    cell(wrong, "one-hot")["source"] = "one_hot = None"
    return {"a.ipynb": wrong, FILE: None, "z.ipynb": wrong}


@variant()
def several_of_which_the_named_one_is_untouched(nb):
    return {FILE: as_json(submission(NOTEBOOK, {})), "nb00_start (1).ipynb": None}


@variant()
def several_of_which_the_named_one_is_damaged(nb):
    return {FILE: b"", "final.ipynb": None}


@variant()
def several_of_other_assignments(nb):
    return {"nb02.ipynb": as_json(build.solution("nb02_mlp")), "mine.ipynb": None, "scratch.ipynb":
            {"cells": [code("x = 1")], "nbformat": 4}}  # fmt: skip


@variant()
def checkpoint_beside_it(nb):
    return {f".ipynb_checkpoints/{FILE}": b"", f"{NOTEBOOK}/{FILE}": None}


@variant(reason="not a notebook")
def only_a_pdf(nb):
    return {"nb00_start.pdf": b"%PDF-1.7"}


@variant(reason="folder is empty")
def nothing_handed_in(nb):
    return {}
