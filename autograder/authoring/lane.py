"""One notebook in the Python that runs this: `python -m autograder.authoring.lane NOTEBOOK`.

Uses nothing that grades a class, so that it runs beside Colab's old packages. Prints JSON.
"""

import contextlib
import io
import json
import os
import sys
import time
import warnings

from .. import notebooks
from . import prove


def examined(notebook):
    """What differs here from what is proven elsewhere."""
    began = time.process_time()
    passed, failed, error = quick_checks(notebook)
    problems = list(prove.report(notebook)) + error
    return {
        "notebook": notebook, "problems": problems, "passed": passed, "failed": failed,
        "seconds": round(time.process_time() - began),
    }  # fmt: skip


def quick_checks(notebook):
    """(✓, ✗, errors) of the notebook as students get it, with the right answers in it."""
    shown, namespace = io.StringIO(), {"__name__": "__main__", "display": print}
    try:
        with contextlib.redirect_stdout(shown), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for cell in notebooks.source(notebook).cells:
                if cell.cell_type == "code":
                    text = notebooks.visible(cell)
                    text = notebooks.solution(cell) if notebooks.is_answer(cell) else text
                    notebooks.execute(text, notebooks.file_of(notebook, cell), namespace)
    except Exception as problem:
        return 0, 0, [f"{cell.id}: {type(problem).__name__}: {problem}"]
    return shown.getvalue().count("✓"), shown.getvalue().count("✗"), []


if __name__ == "__main__":
    os.environ.setdefault("MPLBACKEND", "agg")
    for name in sys.argv[1:]:
        print(json.dumps(examined(name), ensure_ascii=False), flush=True)
