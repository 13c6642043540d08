"""A new assignment with one exercise that is proven, built and linted as it stands."""

import re
from pathlib import Path

import nbformat

from ..notebooks import ROOT, SOURCE, path_of
from .build import canonical
from .lint import CALL, MARKER

NAME = re.compile(r"nb\d\d_[a-z0-9_]+")
TITLE = """# {title}

Say here what the student builds in this notebook, and why.

**Time:** about 10 minutes. **Points:** 2.

| section | you write | points |
|---|---|---|
| 1 | `double`: two times a table | 2 |

Run the cells from top to bottom. You write in the cells marked `your code here`."""
TEXT = """## 1. Twice the table

Say why, then the formula with its shapes: for $x$ of shape $(n, d)$ the result is $2x$, of the
same shape. By hand: $x = (1, 3)$ gives $(2, 6)$.

**Exercise** (1 line): write `double(x)`."""
ANSWER = '''def double(x):
    """Two times x. x: float array (n, d); returns an array of the same shape."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION'''
VISIBLE = """_x = np.array([[1.0, 3.0], [-2.0, 0.5], [4.0, -1.0]])
quick_check("double-values", lambda: double(_x))

### BEGIN HIDDEN TESTS
{call}
### END HIDDEN TESTS"""
PACKAGE = '''"""{name}: say what this notebook teaches.

Goals: … Prerequisites: … Out of scope: …

One mistake costs one item: say how.
"""

NOTEBOOK = "{name}"
ANSWERS = ("double",)
'''
CHECKS = '''"""double: two times a table."""

from autograder.grading.expect import expect
from autograder.registry import check


@check("{name}/double-values")
def double_values(student, rng):
    """Every entry is two times the entry of x, in a table of the same shape."""
    x = rng.normal(size=(4, 3))
    expect(student.run("double(x)", x=x), 2 * x, "double(x)")
'''
INSIDE = '''"""What the checks of {name} ask: these functions run in the student's process."""
'''
MISTAKE = """double-squares loses double-values
# You squared the entries. Two times x is x + x.
-    return 2 * x
+    return x**2
"""
RIGHT = '''"""Adds the table to itself, in float32."""

# %% answer double
# {name}: double (keep this line)
def double(x):
    x = x.astype("float32")
    return x + x
'''


def new(name):
    """Write the files of a new assignment; returns their paths. `ValueError` if it cannot be."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name} is no name for an assignment. Take one such as nb08_topic.")
    if (SOURCE / name).exists():
        raise ValueError(f"source/{name} is there already.")
    checks = ROOT / "autograder" / "checks" / name
    files = {
        checks / "__init__.py": PACKAGE,
        checks / "double.py": CHECKS,
        checks / "inside.py": INSIDE,
        checks / "mistakes" / "double.diff": MISTAKE,
        checks / "right_answers" / "adds_in_float32.py": RIGHT,
    }
    for path, text in files.items():
        _write(path, text.replace("{name}", name))
    _write(path_of(SOURCE, name), canonical(_notebook(name)))
    return [*files, path_of(SOURCE, name)]


def _write(path, text):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _notebook(name):
    """Title, setup cell, text, answer, grade cell."""
    cells = [
        _text("title", TITLE.format(title=name[5:].replace("_", " ").capitalize())),
        _code("quick-check", "", cellView="form", jupyter={"source_hidden": True}),
        _code("imports", "import numpy as np"),
        _text("double-text", TEXT),
        _graded(name, "double", ANSWER, solution=True, grade=False, locked=False),
        _graded(
            name, "double-values", VISIBLE.format(call=CALL.format(key=f"{name}/double-values")),
            solution=False, grade=True, locked=True, points=2,
        ),
    ]  # fmt: skip
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _text(name, source):
    return nbformat.v4.new_markdown_cell(source, id=name)


def _code(name, source, **metadata):
    return nbformat.v4.new_code_cell(source, id=name, metadata=metadata)


def _graded(notebook, name, source, **nbgrader):
    marker = MARKER.format(notebook=notebook, grade_id=name)
    about = {"grade_id": name, "schema_version": 3, "task": False, **nbgrader}
    return _code(name, f"{marker}\n{source}", nbgrader=about)
