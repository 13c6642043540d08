"""Gradescope: a zip with setup and run_autograder, and its results.json.

`python -m autograder.hosts.gradescope NOTEBOOK FOLDER` runs there; FOLDER is /autograder.
"""

import json
import re
import sys
import zipfile
from pathlib import Path

from .. import secret
from ..classroom.executors import KIT, files
from ..notebooks import ROOT
from . import one

TEMPLATES = Path(__file__).parent / "templates"
EXECUTABLE, PRIVATE = 0o755 << 16, 0o600 << 16


def export(order):
    """Write the zip that Gradescope takes under "Configure Autograder"."""
    path = order.path("gradescope.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("setup.sh", "run_autograder"):
            text = (TEMPLATES / name).read_text().replace("NOTEBOOK", order.notebook)
            add(archive, name, text.encode(), EXECUTABLE)
        for file in (file for name in [*KIT, "requirements.txt"] for file in files(ROOT / name)):
            add(archive, f"course/{file.relative_to(ROOT)}", file.read_bytes())
        add(archive, "course/.course_secret", secret.read(), PRIVATE)
    path.chmod(0o600)
    yield f"Written: {path}: upload it under Configure Autograder. It holds the solutions."


def add(archive, name, content, mode=0o644 << 16):
    entry = zipfile.ZipInfo(name)
    entry.external_attr, entry.compress_type = mode, zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def report(result):
    """What Gradescope reads: each item with its points and message."""
    tests = [
        {"name": name, "score": points, "max_score": most, "visibility": "visible",
         "status": "passed" if points >= most else "failed", "output": message}
        for name, points, most, message in one.items(result)
    ]  # fmt: skip
    return {"output": one.remarks(result), "visibility": "visible",
            "stdout_visibility": "hidden", "tests": tests}  # fmt: skip


def student(folder):
    """Who handed in, as Gradescope says it; only the drawn inputs depend on it."""
    path = Path(folder, "submission_metadata.json")
    users = json.loads(path.read_text()).get("users", []) if path.exists() else []
    name = next((str(user.get("email") or user.get("name")) for user in users), "")
    return re.sub(r"\W+", "_", name.split("@")[0]).strip("_") or "student"


def main(notebook, folder):
    result = one.graded(notebook, Path(folder, "submission"), student(folder))
    target = Path(folder, "results", "results.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report(result), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
