"""Classroom 50 and plain GitHub Actions: result.json and a summary to read.

`python -m autograder.hosts.classroom50 NOTEBOOK FOLDER` grades a student's checkout.
"""

import datetime
import json
import os
import sys
from pathlib import Path

from . import one

TEMPLATES = Path(__file__).parent / "templates"
SCHEMA = "classroom50/result/v1"
GIVEN = {
    "classroom": "CLASSROOM", "assignment": "ASSIGNMENT", "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL", "release": "RELEASE_URL",
}  # fmt: skip
NOTE = (
    "Classroom 50 publishes what lies beside autograder.py, so the course itself stays off it: "
    "put a copy where the runner finds it ({place}, or the variable COURSE_FOLDER). For GitHub "
    "Actions alone, copy grade.yml into .github/workflows/ of the students' repositories."
)
PLACE = "/opt/course"


def export(order):
    """Write autograder.py for Classroom 50, and a workflow that grades on push."""
    folder = order.path("classroom50")
    folder.mkdir(exist_ok=True)
    for name in ("autograder.py", "grade.yml"):
        text = (TEMPLATES / name).read_text().replace("NOTEBOOK", order.notebook)
        (folder / name).write_text(text)
    yield f"Written: {folder}/autograder.py and grade.yml"
    yield NOTE.format(place=PLACE)


def report(result, given=os.environ):
    """The content of result.json; points that are no whole numbers are counted in hundredths."""
    found = list(one.items(result))
    times = 1 if all(float(part).is_integer() for _, *pair, _ in found for part in pair) else 100
    tests = [
        {"test-name": name, "passed": points >= most, "score": round(times * points),
         "max-score": round(times * most), "message": message}
        for name, points, most, message in found
    ]  # fmt: skip
    about = {key: given.get(name, "") for key, name in GIVEN.items()}
    return {
        "schema": SCHEMA, **about, "review": given.get("REVIEW_URL") or about["commit"],
        "datetime": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests), "tests": tests,
    }  # fmt: skip


def summary(result, told):
    """The result as Markdown, as a student reads it on GitHub."""
    lines = [f"# {result.notebook}: {told['score']} of {told['max-score']} points", ""]
    lines += ["| item | points | |", "|---|---|---|"]
    for test in told["tests"]:
        sign = "✓" if test["passed"] else "✗"
        lines.append(f"| {test['test-name']} | {test['score']} of {test['max-score']} | {sign} |")
    for test in told["tests"]:
        if test["message"]:
            lines += ["", "~~~", test["message"].replace("~~~", "~ ~ ~"), "~~~"]
    return "\n".join([*lines, "", one.remarks(result), ""])


def main(notebook, folder="."):
    result = one.graded(notebook, folder, os.environ.get("OWNER") or "student")
    told = report(result)
    Path(folder, "result.json").write_text(json.dumps(told, indent=2, ensure_ascii=False))
    Path(folder, "release-body.md").write_text(summary(result, told))
    print(f"{told['score']} of {told['max-score']} points")


if __name__ == "__main__":
    main(*sys.argv[1:])
