"""Deadlines and what late work costs: the table `c.LatePolicy` of nbgrader_config.py.

nbgrader keeps them as it always does: the assignment's duedate, a submission's timestamp and
extension, and its late penalty.
"""

import math
import re
from datetime import timedelta

from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Float, Unicode

from ..course import course
from .roster import of_course
from .times import utc, zone_of

TABLE = "nbgrader_config.py, c.LatePolicy"
MOMENT = timedelta(seconds=1)


class WrongTable(RuntimeError):
    """The table of deadlines cannot be read."""


class LatePolicy(LateSubmissionPlugin):
    """nbgrader's plugin for late work: a part of the points for each day that has begun."""

    zone = Unicode("UTC", help="The time zone of times that name none.").tag(config=True)
    due = Dict(
        help="When work is due: NOTEBOOK, NOTEBOOK/SECTION or NOTEBOOK/STUDENT → "
        '"2026-10-05 23:59", perhaps with a time zone: "2026-10-05 23:59 Europe/Berlin".'
    ).tag(config=True)
    per_day = Float(0.0, help="The part of the points lost for each day.").tag(config=True)
    grace_minutes = Float(0.0, help="Minutes that cost nothing.").tag(config=True)
    cap = Float(1.0, help="The largest part of the points that can be lost.").tag(config=True)

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """The points lost; None within the minutes of grace."""
        days = math.ceil((total_seconds_late - 60 * self.grace_minutes) / 86400)
        return score * min(self.cap, self.per_day * days) if days > 0 else None

    def due_date(self, notebook, *names):
        """When it is due, in UTC, for the first of `names` that the table has; or None."""
        rows = [f"{notebook}/{name}" for name in names if name] + [notebook]
        found = next((self.due[row] for row in rows if row in self.due), None)
        return self.read(found) if found else None

    def last_date(self, notebook):
        """When the notebook is due for those whom the table does not name."""
        rows = [self.read(text) for row, text in self.due.items() if row.startswith(f"{notebook}/")]
        return self.due_date(notebook) or max(rows, default=None)

    def read(self, text):
        try:
            return utc(text, self.zone)
        except (ValueError, OverflowError, TypeError) as error:
            raise WrongTable(f'{TABLE}: "{text}" is no time ({error}).') from None


def policy(root):
    """The course's policy, all of its times looked at. Raises `WrongTable`."""
    found = LatePolicy(config=course(root).config)
    try:
        zone_of(found.zone)
    except ValueError as error:
        raise WrongTable(f"{TABLE}.zone: {error}.") from None
    for text in found.due.values():
        found.read(text)
    return found


def schedule(table, row, sections):
    """Write when one submission is due as nbgrader does: duedate and extension."""
    notebook = row.assignment.name
    last = table.last_date(notebook)
    if last:
        own = table.due_date(notebook, row.student_id, *sections) or last
        row.assignment.duedate = last
        row.extension = own - last if own != last else None


class Deadlines(NbGraderPreprocessor):
    """Lets plain `nbgrader autograde` know the table, before nbgrader assigns late penalties."""

    def preprocess(self, nb, resources):
        table, about = LatePolicy(parent=self), resources["nbgrader"]
        if table.due:
            roster = of_course(self.config.CourseDirectory.get("root", "."))
            with Gradebook(about["db_url"]) as gradebook:
                row = gradebook.find_submission(about["assignment"], about["student"])
                schedule(table, row, sections_of(roster, row.student_id))
                gradebook.db.commit()
        return nb, resources


def sections_of(roster, student):
    """The names of a student's sections: Canvas writes several as "A, B, and C"."""
    person = roster.has(student)
    return re.split(r", and |, | and |; ", person.section) if person else []


def settle(notebook, root, url, submissions=()):
    """Write all deadlines, times and penalties of a notebook into the gradebook.

    submissions: those of this run, whose times are new. Returns (the students with a penalty
    or a changed one, lines about times that could not be used).
    """
    table, roster = policy(root), of_course(root)
    sent = {one.student: one for one in submissions}
    concerned, lines = set(), []
    with Gradebook(url) as gradebook:
        for row in gradebook.assignment_submissions(notebook):
            schedule(table, row, sections_of(roster, row.student_id))
            if row.student_id in sent:
                lines += stamp(table, row, sent[row.student_id], roster)
            if charge(table, row):
                concerned.add(row.student_id)
        gradebook.db.commit()
    return concerned, lines


def stamp(table, row, one, roster):
    """Write when a submission was handed in; yields what the instructor should know."""
    person = roster.has(one.student)
    same = person and one.sender.platform == "Moodle" and one.sender.number == person.lms_id
    moodles = person.sent if same else ""  # Moodle's numbers are new in each assignment
    row.timestamp = None
    try:
        when = one.when or moodles
        row.timestamp = utc(when, table.zone) if when else None
    except (ValueError, OverflowError):
        yield f"{one.student}: the time of handing in cannot be read: {when}"
    if one.late and not row.timestamp and row.duedate:
        row.timestamp = row.duedate + timedelta(minutes=table.grace_minutes) + MOMENT
        yield f"{one.student}: late, says the platform, not when: counted as one day."
    elif one.late and not row.duedate:
        yield f"{one.student}: late, says the platform; {TABLE}.due has no date for it."


def charge(table, row):
    """Set the late penalty as nbgrader's AssignLatePenalties does; true if there is one."""
    before, late = row.late_submission_penalty or 0, row.total_seconds_late
    for part in row.notebooks:
        lost = table.late_submission_penalty(row.student_id, part.score, late) if late else None
        part.late_submission_penalty = None if lost is None else min(max(lost, 0), part.score)
    now = sum(part.late_submission_penalty or 0 for part in row.notebooks)
    return now > 0 or before != now
