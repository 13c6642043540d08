"""A student's text in a real browser: nothing of it lies over the page, nothing calls home."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import notebooks
from autograder.classroom.coordinator import grade_class
from autograder.course import database_url
from autograder.grading.formgrader import with_schemes
from tests.browser import browser, free_port, is_there, wait_for
from tests.submissions.make import hand_in, reference

pytestmark = pytest.mark.skipif(
    not is_there(), reason="no browser: apt-get install chromium chromium-driver"
)
NOTEBOOK = "nb00_start"
OVER = """<a class="modal-backdrop fade" href="https://own-1.example/">x</a>
<div class="navbar-fixed-top" id="notebook" style="position:fixed;inset:0">own bar</div>
<img src="https://own-2.example/x.png"> ![y](https://own-3.example/y.png)
<a href="/formgrader/api/x">here</a> <a href="da&#10;ta:text/html,x">data</a>
<svg><style>*{position:fixed}</style></svg> <math href="javascript:x()"><mi>x</mi></math>
<p>$&#92;href{javascript:x()}{x}$</p> $\\let\\zz\\href1 \\zz{javascript:y()}{y}$ ja<!-- -->vascript
$$\\hspace{-2000em}\\rule{999em}{999em}\\class{modal-backdrop}{x}$$ <title>own</title>
<base href="https://own-4.example/"><link rel=stylesheet href="https://own-5.example/a.css">"""
GOOD = "An honest formula: $\\\\frac{a}{b}$, and $$x = \\\\arg\\\\max_i y_i.$$".replace(
    "\\\\", "\\"
)
POINTS = """
const found = [];
for (let row = 0; row < 10; row++) for (let column = 0; column < 5; column++) {
  const x = (column + 0.5) * innerWidth / 5, y = (row + 0.5) * innerHeight / 10;
  const over = document.elementFromPoint(x, y);
  const own = over && over.closest(".text_cell_render, .output_area, .input_area");
  if (!own) continue;
  const box = own.closest(".cell").getBoundingClientRect();
  if (x < box.left - 1 || x > box.right + 1 || y < box.top - 1 || y > box.bottom + 1)
    found.push([x, y, over.outerHTML.slice(0, 200)]);
}
const wide = document.querySelector(".modal-backdrop, .navbar-fixed-top a[href*=own]");
if (wide) found.push(wide.outerHTML);
return found;
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course with one graded submission."""
    root = tmp_path_factory.mktemp("course")
    for name in ("autograder", "source"):
        shutil.copytree(notebooks.ROOT / name, root / name)
    shutil.copy(notebooks.ROOT / "nbgrader_config.py", root)
    nb = reference(NOTEBOOK)
    nb.cells[1:1] = [nbformat.v4.new_markdown_cell(text) for text in (OVER, GOOD)]
    nb.cells.append(nbformat.v4.new_markdown_cell(OVER))
    hand_in(nb, root / "in" / NOTEBOOK, "ada")
    grade_class(NOTEBOOK, root / "in" / NOTEBOOK, root=root, workers=1)
    return root


@pytest.fixture(scope="module")
def window():
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def formgrader(root):
    """The address of the submission in formgrader."""
    with Gradebook(database_url(root)) as gradebook:
        name = gradebook.find_submission_notebook(NOTEBOOK, NOTEBOOK, "ada").id
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "server", "--config", "nbgrader_config.py",
         "--allow-root", "--no-browser", f"--port={port}", "--ip=127.0.0.1", "--ServerApp.token=",
         "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"],
        cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(root / "none"), "PYTHONPATH": ""},
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/formgrader"
    try:
        wait_for(lambda: urllib.request.urlopen(f"{address}/gradebook").close())
        yield f"{address}/submissions/{name}/?index=0"
    finally:
        server.terminate()
        server.wait()


def addresses(root, request):
    if request.param == "feedback":
        return f"file://{root}/feedback/ada/{NOTEBOOK}/{NOTEBOOK}.html"
    return request.getfixturevalue("formgrader")


@pytest.fixture(scope="module", params=["feedback", "formgrader"])
def page(request, root, window):
    """A window that shows the page; everything it asked for is remembered."""
    window.open(addresses(root, request))
    window.asked = window.requests()
    return window


def test_nothing_of_the_student_lies_over_the_page(page):
    height = page.run("return document.documentElement.scrollHeight")
    for top in range(0, int(height), 700):
        page.run("scrollTo(0, arguments[0])", top)
        assert page.run(POINTS) == []


def test_no_request_leaves_the_machine(page):
    page.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    asked = [*page.asked, *page.requests()]
    assert [
        url for url in asked if not url.startswith(("file:", "data:", "http://127.0.0.1:"))
    ] == []


def test_no_class_id_or_style_of_the_student_survives(page):
    script = """return [...document.querySelectorAll(".text_cell_render *")]
      .filter(one => one.id || one.className || one.getAttribute("style"))
      .map(one => one.outerHTML.slice(0, 100))"""
    assert page.run(script) == []


def test_no_link_of_the_student_runs_code_or_asks_this_server(page):
    script = """const own = ".text_cell_render [href], .text_cell_render [src]";
      return [...document.querySelectorAll(own)]
      .map(one => one.getAttribute("href") || one.getAttribute("src"))"""
    allowed = ("https://", "http://", "mailto:", "#", "data:image/")
    assert [link for link in page.run(script) if not link.startswith(allowed)] == []


def test_formulas_are_drawn(page):
    script = """const found = [...document.querySelectorAll("math mfrac")];
      return found.length && found.every(one => one.getBoundingClientRect().height > 10)"""
    assert page.run(script)


def test_a_page_fits_a_phone_and_a_few_sheets(root, window):
    address = f"file://{root}/feedback/ada/{NOTEBOOK}/{NOTEBOOK}.html"
    window.as_phone()
    window.open(address)
    try:
        assert window.run("return document.documentElement.scrollWidth") <= 390
        assert window.run("return innerWidth") == 390
    finally:
        window.as_desk()
    sheets = re.findall(rb"/Type\s*/Page\b", window.printed())
    assert 1 <= len(sheets) <= 5


def test_a_page_has_a_language_and_alt_texts_and_folds_the_setup(root, window):
    window.open(f"file://{root}/feedback/ada/{NOTEBOOK}/{NOTEBOOK}.html")
    assert window.run("return document.documentElement.lang") == "en"
    without = "return [...document.images].filter(one => !one.alt).length"
    assert window.run(without) == 0
    assert "FINGERPRINTS" not in window.run("return document.body.innerText")
    assert window.run("return document.querySelector('#notebook details').open") is False


def test_formgrader_still_works(root, window, formgrader):
    window.open(formgrader)
    assert window.run("return typeof $ === 'function' && $('.score').length") >= 5
    assert window.run("return document.querySelectorAll('.scoring-buttons').length") >= 5
    points = "return [...document.querySelectorAll('.score')].map(one => Number(one.placeholder))"
    assert wait_for(lambda: told(window.run(points))) == sum(notebooks.points(NOTEBOOK).values())


def test_formgrader_counts_what_was_graded_and_folds_the_setup(root, window, formgrader):
    address = formgrader.split("/submissions/")[0]
    with urllib.request.urlopen(f"{address}/api/assignments") as answer:
        found = {one["name"]: one for one in json.load(answer)}
    assert found[NOTEBOOK]["num_submissions"] == 1
    with urllib.request.urlopen(f"{address}/api/submissions/{NOTEBOOK}") as answer:
        assert [(one["student"], one["autograded"]) for one in json.load(answer)] == [("ada", True)]
    window.open(formgrader)
    text = window.run("return document.body.innerText")
    assert "Setup: run this cell first" in text and "quick_library" not in text


def test_the_mark_scheme_stands_above_the_written_answer():
    nb = reference("nb01_backprop")
    before = [cell.source for cell in nb.cells]
    shown = with_schemes(nb, "nb01_backprop").cells
    place = next(i for i, cell in enumerate(shown) if notebooks.grade_id(cell) == "nan-why")
    assert "Mark scheme" in shown[place - 1].source and "1 point: names" in shown[place - 1].source
    assert [cell.source for cell in nb.cells] == before


def told(points):
    if not sum(points):
        raise ValueError("not filled in yet")
    return sum(points)
