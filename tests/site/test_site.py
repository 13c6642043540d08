"""The site: no solution in its lessons, and notebooks that run in a browser with no other host.

The browser's tests use what `make site` has made; `make browser` makes it and runs them.
"""

import functools
import http.server
import json
import os
import threading
import time
from pathlib import Path

import nbformat
import pytest

from autograder import notebooks
from autograder.site import lessons, pyodide
from tests.browser import browser, is_there, wait_for

SITE = Path(os.environ.get("SITE", notebooks.ROOT / "_site"))
FIRST_CHECK, RUN_ALL = 60, 1800
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(not is_there(), reason="no browser: make chromium"),
    pytest.mark.skipif(not (SITE / "lite").is_dir(), reason="no site: make site"),
]
CELLS = """
const cells = window.jupyterapp?.shell?.currentWidget?.content?.widgets;
if (!cells) return null;
return cells.map(cell => cell.model.toJSON());
"""
READY = """
const panel = window.jupyterapp?.shell?.currentWidget;
return panel?.sessionContext?.session?.kernel?.status ?? "none";
"""
WRITE = """
for (const cell of window.jupyterapp.shell.currentWidget.content.widgets) {
  const text = arguments[0][cell.model.id];
  if (text) cell.model.sharedModel.setSource(text);
}
"""
RUN = "window.jupyterapp.commands.execute('notebook:run-all-cells');"
SPREAD = """
return [...document.querySelectorAll('math')].filter(formula => {
  const box = formula.getBoundingClientRect();
  return box.width && box.right > innerWidth && !formula.closest('span.math, div.math, table');
}).length + (document.documentElement.scrollWidth > innerWidth);
"""


@pytest.mark.parametrize("name", notebooks.names())
def test_a_lesson_shows_figures_and_no_solution(name):
    cells = {cell.id: cell for cell in lessons.lesson(name).cells}
    shown = json.dumps([cell.source for cell in cells.values()])
    for answer, text in notebooks.stubs(name).items():
        assert cells[answer].source == text and not cells[answer].get("outputs")
    assert "BEGIN SOLUTION" not in shown and "HIDDEN TESTS" not in shown
    outputs = [out for cell in cells.values() for out in cell.get("outputs", [])]
    assert any("image/png" in out.get("data", {}) for out in outputs)
    assert not any(out.output_type == "error" or out.get("name") == "stderr" for out in outputs)


def test_every_package_that_the_notebooks_import_is_pinned_for_the_browser():
    packages = json.loads(pyodide.LOCK.read_text())["packages"]
    there = {name for one in packages.values() for name in one["imports"]}
    used = {name.split(".")[0] for book in notebooks.names() for name in notebooks.imports(book)}
    assert used & {"numpy", "pandas", "matplotlib", "sklearn"} <= there
    wanted = {need for one in packages.values() for need in one["depends"]}
    plain = {name.lower().replace("_", "-") for name in packages}
    assert {need.lower().replace("_", "-") for need in wanted} <= plain


def test_what_the_kernel_itself_asks_for_is_pinned():
    wanted = {"ssl", "sqlite3", "jedi", "ipython", "micropip"}
    assert wanted <= set(json.loads(pyodide.LOCK.read_text())["packages"])


def test_a_file_that_is_not_the_official_one_is_refused(tmp_path):
    for name in pyodide.files():
        (tmp_path / name).write_text("something else")
    with pytest.raises(RuntimeError, match="not the official"):
        pyodide.gather(tmp_path / "out", str(tmp_path))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    handler = functools.partial(Quiet, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def until(found, seconds, what):
    deadline = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < deadline, f"not after {seconds} seconds: {what}"
        time.sleep(0.5)
    return value


def opened(window, address, name, answers):
    """The notebook in the browser, opened by its link on the first page, with these answers."""
    window.open(f"{address}/index.html")
    window.run(f"document.querySelector('a[href*=\"path={name}/\"]').click()")
    until(lambda: window.run(CELLS), 600, "the notebook is shown")
    until(lambda: window.run(READY) == "idle", 900, "Python has started")
    window.run(WRITE, answers)


def printed(cells):
    """Cell id → what it printed."""
    return {
        cell["id"]: "".join(
            "".join(out["text"]) for out in cell.get("outputs", []) if out.get("name") == "stdout"
        )
        for cell in cells
        if cell["cell_type"] == "code"
    }


def patience():
    """How much longer everything takes while other programs keep the cores busy."""
    return max(1, os.getloadavg()[0] / os.cpu_count())


def test_from_the_link_to_the_first_passed_check(address):
    with browser() as window:
        began = time.monotonic()
        first = dict(list(notebooks.answers("nb00_start").items())[:1])
        opened(window, address, "nb00_start", first)
        window.run(RUN)
        until(lambda: any("✓" in text for text in printed(window.run(CELLS)).values()), 600, "✓")
        seconds = time.monotonic() - began
        print(
            f"from the link to the first check that passes: {seconds:.0f} s, load {patience():.1f}"
        )
        assert seconds < FIRST_CHECK * patience()
        assert others(window, address) == []


@pytest.mark.parametrize("name", notebooks.names())
def test_run_all_prints_what_the_solution_prints(address, name):
    solution = nbformat.read(notebooks.path_of(notebooks.SOLUTIONS, name), as_version=4)
    with browser() as window:
        opened(window, address, name, notebooks.answers(name))
        began = time.monotonic()
        window.run(RUN)
        cells = until(lambda: finished(window), RUN_ALL, "all cells have run")
        print(f"{name}: run all {time.monotonic() - began:.0f} s, load {patience():.1f}")
        assert others(window, address) == []
    got, want = printed(cells), printed(solution.cells)
    wrong = [
        out for cell in cells for out in cell.get("outputs", []) if out["output_type"] == "error"
    ]
    assert wrong == []
    assert "✗" not in "".join(got.values())
    if name in SAME:
        assert {key: got[key] for key in want} == want


SAME = ("nb00_start", "nb01_backprop", "nb02_mlp", "nb03_init")


def finished(window):
    """The cells, once the last of them has a number or one has failed."""
    cells = window.run(CELLS) or []
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    failed = any(out["output_type"] == "error" for cell in code for out in cell["outputs"])
    return cells if code and (failed or code[-1]["execution_count"]) else None


def others(window, address):
    """What was asked of other hosts."""
    return [
        url for url in window.requests()
        if url.startswith(("http", "ws")) and not url.startswith(address)
    ]  # fmt: skip


@pytest.mark.parametrize("width", [400, 700, 1000, 1400])
@pytest.mark.parametrize("name", notebooks.names())
def test_no_formula_is_broken_or_wider_than_the_page(address, name, width):
    with browser() as window:
        window.as_phone(width)
        window.open(f"{address}/lessons/{name}.html")
        wait_for(lambda: window.run("return document.readyState === 'complete' || null"))
        assert window.run(SPREAD) == 0
        assert window.run("return document.querySelectorAll('.math code').length") == 0
        assert others(window, address) == []


for one in (
    test_from_the_link_to_the_first_passed_check,
    test_run_all_prints_what_the_solution_prints,
    test_no_formula_is_broken_or_wider_than_the_page,
):
    one.pytestmark = [*getattr(one, "pytestmark", []), *in_browser]
