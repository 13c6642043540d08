"""nbgrader's configuration of this course. Each setting says why it is there."""

import sys
from pathlib import Path

from nbgrader import preprocessors as nbgrader
from nbgrader.server_extensions.formgrader import base, formgrader

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # so that `nbgrader` finds the autograder without installing it

from autograder.authoring.build import WriteStubs  # noqa: E402
from autograder.classroom.deadlines import Deadlines, LatePolicy  # noqa: E402
from autograder.course import database_url, find_alembic  # noqa: E402
from autograder.grading.feedback import CutHidden, FeedbackExporter, GetMarks  # noqa: E402
from autograder.grading.formgrader import FormgraderAPI, FormgraderExporter  # noqa: E402
from autograder.grading.referee import Referee  # noqa: E402
from autograder.grading.repair import Repair  # noqa: E402
from autograder.secret import close_to_others  # noqa: E402

find_alembic()  # also where the environment is not activated
close_to_others(ROOT / "gradebook.db")
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "neural_networks_from_scratch"
c.CourseDirectory.root = str(ROOT)
# An absolute path, so that nbgrader may be called from any folder; it waits for locks.
c.CourseDirectory.db_url = database_url(ROOT)

# nbgrader's own list, with stubs that name the exercise they belong to.
c.GenerateAssignment.preprocessors = [
    nbgrader.LockCells,
    WriteStubs,
    nbgrader.ClearOutput,
    nbgrader.CheckCellMetadata,
    nbgrader.ComputeChecksums,
    nbgrader.SaveCells,
    nbgrader.ClearHiddenTests,
    nbgrader.ClearMarkScheme,
    nbgrader.ComputeChecksums,
    nbgrader.CheckCellMetadata,
]

# Repair replaces DeduplicateIds, which stops the whole class at one copied cell.
c.Autograde.sanitize_preprocessors = [
    Repair,
    nbgrader.ClearOutput,
    nbgrader.OverwriteKernelspec,
    nbgrader.OverwriteCells,
    nbgrader.CheckCellMetadata,
]

# Referee replaces Execute: the verdict is formed outside the student's process.
# CutHidden comes after the scores are saved: nobody sees hidden regions from here on.
c.Autograde.autograde_preprocessors = [
    Referee,
    nbgrader.LimitOutput,
    nbgrader.SaveAutoGrades,
    Deadlines,
    nbgrader.AssignLatePenalties,
    CutHidden,
    nbgrader.CheckCellMetadata,
]

# Late work. due: "nbNN_topic", "nbNN_topic/SECTION" or "nbNN_topic/STUDENT" → a time, perhaps
# with its time zone, such as "2026-10-05 23:59" or "2026-10-05 23:59 Europe/Berlin".
c.AssignLatePenalties.plugin_class = LatePolicy
c.LatePolicy.zone = "UTC"
c.LatePolicy.due = {}
c.LatePolicy.per_day = 0.0  # the part of the points lost for each day that has begun, such as 0.1
c.LatePolicy.grace_minutes = 15
c.LatePolicy.cap = 0.5  # the most that can be lost

c.GenerateFeedback.preprocessors = [GetMarks]
c.GenerateFeedback.exporter_class = FeedbackExporter
# Students' Markdown and outputs may hold scripts; feedback and formgrader are opened in a
# browser. nbgrader's pages heed the first setting for outputs only, hence the second.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "markdown2html": "autograder.grading.markup.safe_markdown",
    "highlight_code": "autograder.grading.markup.highlighted",
}

# formgrader takes nbconvert's exporter, whose pages load MathJax from another machine; no
# setting names another.
formgrader.HTMLExporter = FormgraderExporter
# Nor does one say that this class is graded without a folder submitted/.
base.NbGraderAPI = FormgraderAPI

# Seconds of computing (or sleeping): one cell, and one whole submission.
c.Referee.cell_seconds = 30
c.Referee.submission_seconds = 900
# True lets submissions run without bubblewrap where it is missing. Unsafe; every report says so.
c.Referee.allow_unsandboxed = False
