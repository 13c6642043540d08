"""`make site`: lessons, proof and chart as pages, and the notebooks to run in the browser."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import nbformat

from .. import notebooks
from ..notebooks import DATA, RELEASE, ROOT, path_of
from . import lessons, pyodide

HERE = Path(__file__).parent
TOOLS = ROOT / ".venv-site" / "bin"
CHART = ROOT / "docs" / "clinic-chart.svg"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"


def build(target, python=""):
    """Write the whole site into the folder `target`; yields lines about what was made.

    python: where Pyodide lies (see pyodide.py); "" for its official address.
    """
    with tempfile.TemporaryDirectory() as work:
        shutil.rmtree(target, ignore_errors=True)
        write_pages(Path(work, "pages"))
        run("sphinx-build", "-q", "-c", HERE, Path(work, "pages"), target)
        yield f"Written: {target}/index.html: {len(notebooks.names())} lessons, proof, chart"
        write_files(target / "files")
        write_lite(Path(work, "lite"), target / "lite")
        pyodide.gather(target / "lite" / "static" / "pyodide", python)
        (target / ".nojekyll").touch()
        yield f"Written: {target}/lite: the notebooks, to run in the browser"


def run(program, *words, where=None):
    done = subprocess.run(
        [str(TOOLS / program), *map(str, words)], cwd=where, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed:\n{(done.stderr or done.stdout)[-3000:]}")


def write_pages(folder):
    """What Sphinx reads."""
    (folder / "lessons").mkdir(parents=True)
    for name in notebooks.names():
        nbformat.write(lessons.lesson(name), folder / "lessons" / f"{name}.ipynb")
    (folder / "index.md").write_text(lessons.front())
    (folder / "proof.md").write_bytes((ROOT / "docs" / "proof.md").read_bytes())
    (folder / "clinic.md").write_text(lessons.CLINIC)
    shutil.copy(CHART, folder)


def write_files(folder):
    """What is there to download."""
    folder.mkdir()
    for name in notebooks.names():
        shutil.copy(path_of(RELEASE, name), folder)
    shutil.copy(CHART, folder)


def write_lite(work, target):
    """JupyterLite with the release and the data; Python is put beside it later."""
    contents = work / "contents"
    shutil.copytree(DATA, contents / "data", ignore=shutil.ignore_patterns("*.md", "*.json"))
    for name in notebooks.names():
        nb = nbformat.read(path_of(RELEASE, name), as_version=4)
        nb.cells = lessons.without_badge(nb)
        (contents / name).mkdir()
        nbformat.write(nb, path_of(contents, name))
    (work / "jupyter-lite.json").write_text(json.dumps(settings()))
    wheels = [str(path) for path in sorted((ROOT / ".venv-site" / "wheels").glob("*.whl"))]
    chosen = {
        "LiteBuildConfig": {"contents": [str(contents)], "output_dir": str(target.resolve()),
                            "no_sourcemaps": True, "apps": ["lab", "notebooks", "tree"]},
        "PipliteAddon": {"piplite_urls": wheels},
    }  # fmt: skip
    (work / "jupyter_lite_config.json").write_text(json.dumps(chosen))
    run("jupyter-lite", "build", where=work)


def settings():
    """JupyterLite's own settings: Python from this site, packages too, nothing from elsewhere."""
    python = {
        "pyodideUrl": "./static/pyodide/pyodide.js",
        "disablePyPIFallback": True,
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Neural networks from scratch",
            "exposeAppInBrowser": True,  # for tests/site/test_site.py
            "litePluginSettings": {KERNEL: python},
        },
    }
