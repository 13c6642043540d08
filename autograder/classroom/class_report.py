"""The class as a whole: a page for the instructor, and for each student a picture of their place.

Neither the page nor a picture holds a student's name.
"""

import base64
from collections import Counter
from pathlib import Path

import numpy as np
from jinja2 import Environment, PackageLoader

from .. import notebooks
from ..course import database_url
from ..grading.messages import WORDS
from ..registry import checks_of, wrong_ideas_of
from .class_scores import read_class, waits
from .histograms import UNREAD, number, overview, write_places
from .journal import write_whole
from .report import reason

NOT_WRITTEN = WORDS["not-written"]
TEMPLATES = Environment(loader=PackageLoader(__package__), autoescape=True)
TEMPLATES.filters["short"] = number


def write_report(notebook, root=notebooks.ROOT, database=""):
    """Write the page and the pictures; returns (path of the page, number of submissions).

    Raises `NothingGraded` with the command that helps.
    """
    root = Path(root)
    graded = read_class(notebook, root, database or database_url(root))
    path = root / "report" / f"{notebook}.html"
    write_whole(path, page(notebook, graded))
    write_places(graded, notebook, root / "feedback")
    return path, len(graded)


def page(notebook, graded):
    """The whole page; needs no other file."""
    scores = [one.score for one in graded]
    most = max(one.most for one in graded)
    return TEMPLATES.get_template("class.html").render(
        title=notebook,
        facts=facts(scores, most),
        picture=base64.b64encode(overview(scores, most)).decode(),
        unread=UNREAD if any(map(waits, graded)) else "",
        tables=[items(notebook, graded), recognised(notebook, graded), unrecognised(graded)],
    )


def facts(scores, most):
    low, middle, high = (number(value) for value in np.percentile(scores, [25, 50, 75]))
    return (
        f"{len(scores)} submissions. Scores of {number(most)} points: median {middle}, "
        f"quartiles {low} and {high}, lowest {number(min(scores))}, highest {number(max(scores))}."
    )


def items(notebook, graded):
    """A row for each graded cell, in the notebook's order."""
    sentences = {check.grade_id: check.sentence for check in checks_of(notebook).values()}
    cells = notebooks.source(notebook).cells
    order = {notebooks.grade_id(cell): place for place, cell in enumerate(cells)}
    names = {name for one in graded for name in one.marks}
    empty = Counter(item for one in graded for item, found in findings(one) if found == NOT_WRITTEN)
    rows = [
        (name, *counted(name, graded), empty[name] or "", sentences.get(name, "read by a person"))
        for name in sorted(names, key=lambda name: order.get(name, len(cells)))
    ]
    head = ("item", "points", "lost it", "not read yet", "not written", "what is checked")
    return "Items", head, rows


def counted(name, graded):
    """(points, how many lost some, how many a person still has to read) of one item."""
    marks = [one.marks[name] for one in graded if name in one.marks]
    lost = sum(mark.score < mark.most and not mark.unread for mark in marks)
    return max(mark.most for mark in marks), lost, sum(mark.unread for mark in marks) or ""


def findings(one):
    """(item, what the check saw) of each failed check that no known mistake explains."""
    return [
        (key.split("/")[-1], reason(found))
        for key, found in one.failed.items()
        if not found["idea"]
    ]


def recognised(notebook, graded):
    """Each mistake that students made, the most frequent first."""
    count = Counter(idea for one in graded for idea in ideas(one))
    known = {idea.name: idea for idea in wrong_ideas_of(notebook)}
    rows = [
        (name, known[name].answer, students, known[name].hint)
        if name in known else (name, "", students, "")
        for name, students in ranked(count)
    ]  # fmt: skip
    return "Recognised mistakes", ("mistake", "exercise", "students", "hint they were given"), rows


def ideas(one):
    return {found["idea"] for found in one.failed.values()} - {""}


def unrecognised(graded):
    """What the checks saw where no known mistake explains it, the most frequent first."""
    count = Counter(found for one in graded for found in findings(one) if found[1] != NOT_WRITTEN)
    rows = [(item, found, students) for (item, found), students in ranked(count)]
    return "Not recognised", ("item", "what was found", "students"), rows


def ranked(count):
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
