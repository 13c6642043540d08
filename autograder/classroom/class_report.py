"""The class as a whole: a page for the instructor, and for each student a picture of their place.

Points come from the gradebook, automatic and given by hand; the mistakes from the
autograded notebooks. Neither the page nor a picture holds a student's name.
"""

import base64
import functools
import io
import json
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from .. import notebooks
from ..course import database_url
from ..grading.messages import WORDS
from ..registry import checks_of, wrong_ideas_of
from .gradebook import exists, shown, unreadable
from .journal import write_whole
from .report import reason

FEWEST = 5  # of fewer scores, one could tell whose they are
BLUE, ORANGE = "#56B4E9", "#D55E00"  # told apart by colour-blind people too
HIDDEN = f"The scores of the class are not shown: there are fewer than {FEWEST} submissions."
NOT_WRITTEN = WORDS["not-written"]
UNREAD = "Written answers that nobody has read yet count 0 points here."


class NothingGraded(RuntimeError):
    """Nothing of this notebook is in the gradebook."""


@dataclass(frozen=True)
class CellScore:
    """One graded cell. unread: a person still has to look at it."""

    score: float
    most: float
    unread: bool


@dataclass(frozen=True)
class Graded:
    """One student's submission: all points, the marks by grade id, what failed by check."""

    student: str
    score: float
    most: float
    marks: dict
    failed: dict


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


def write_places(graded, notebook, folder):
    scores, some_unread = tuple(one.score for one in graded), any(map(waits, graded))
    for one in filter(lambda one: is_file_name(one.student), graded):
        path = folder / one.student / notebook / "place.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(place(one.score, one.most, scores, some_unread))


# --- Reading -----------------------------------------------------------------------------------


def read_class(notebook, root, url):
    """Every graded submission of `notebook`, in the order of the students' names.

    Raises `NoGradebook` or `NothingGraded`.
    """
    try:
        rows = submissions(notebook, root, url) if exists(url) else []
    except SQLAlchemyError as error:
        raise unreadable(url, error) from None
    if not rows:
        raise NothingGraded(
            f"Nothing of {notebook} is graded in {shown(url)}. "
            f"Grade the class first: make grade ASSIGNMENT={notebook} SUBMITTED=folder"
        )
    return sorted(rows, key=lambda one: one.student)


def submissions(notebook, root, url):
    with Gradebook(url) as gradebook:
        rows = [graded(row, notebook, root) for row in gradebook.assignment_submissions(notebook)]
    return [one for one in rows if one.marks]


def is_file_name(student):
    """Fit for the path of a file? Names that are not come from elsewhere: no file is theirs."""
    return student not in ("", ".", "..") and not set(student) & set("/\\\0")


def graded(row, notebook, root):
    """One row of nbgrader's, with its late penalty taken off as in nbgrader's own export."""
    cells = [cell for part in row.notebooks for cell in part.grades]
    marks = {c.name: CellScore(c.score, c.max_score, c.needs_manual_grade) for c in cells}
    score = max(0.0, row.score - (row.late_submission_penalty or 0))
    decided = any(cell.auto_score is not None or cell.manual_score is not None for cell in cells)
    failed = read_failed(root, row.student_id, notebook)
    return Graded(row.student_id, score, row.max_score, marks if decided else {}, failed)


def read_failed(root, student, notebook):
    """What the referee wrote down: check → {"message", "idea"}; {} if there is no such file."""
    if not is_file_name(student):
        return {}
    path = root / "autograded" / student / notebook / f"{notebook}.ipynb"
    try:
        failed = json.loads(path.read_text())["metadata"]["autograder"]["failed"]
        return {key: {"message": f"{found['message']}", "idea": f"{found['idea']}"}
                for key, found in failed.items()}  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def waits(one):
    return any(mark.unread for mark in one.marks.values())


# --- Pictures ----------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1000)
def place(score, most, scores, some_unread):
    """A PNG of all `scores` with one of them marked: the same for everyone who has it."""
    own, note = f"Your score: {number(score)} of {number(most)}.", f"\n{UNREAD}" * some_unread
    if len(scores) < FEWEST:
        return png(text_only(f"{own}{note}\n{HIDDEN}"))
    figure, axes = histogram(scores, most)
    point_at(axes, score)
    half = f"Half of the class has {number(half_has(scores))} or more."
    axes.set_title(f"{own} {half}{note}", fontsize=11, loc="left")
    return png(figure)


def number(value):
    return f"{round(value, 2):g}"


def half_has(scores):
    """The highest score that at least half of the class reaches."""
    return sorted(scores, reverse=True)[(len(scores) - 1) // 2]


def histogram(scores, most):
    """(figure, axes) with a bar for each point of a small notebook, for each few of a large one."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    width, top = max(1, round(most / 20)), max(most, *scores)
    axes.hist(scores, np.arange(-width / 2, top + width, width), color=BLUE, edgecolor="white")
    axes.set(xlabel=f"score (of {number(most)} points)", ylabel="number of submissions")
    axes.margins(x=0.01, y=0.25)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def point_at(axes, score):
    """Point at the bar that holds `score`: by another colour, a pattern and an arrow."""
    bar = [bar for bar in axes.patches if bar.get_x() <= score][-1]
    bar.set(facecolor=ORANGE, hatch="//")
    axes.annotate(
        "your score", (score, bar.get_height()), xytext=(0, 22), textcoords="offset points",
        ha="center", fontweight="bold", arrowprops={"arrowstyle": "-|>", "color": "black"},
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1}, annotation_clip=False,
    )  # fmt: skip


def text_only(text):
    figure = Figure(figsize=(7, 1.2))
    figure.text(0.02, 0.5, text, va="center", fontsize=11)
    return figure


def overview(scores, most):
    """The histogram for the instructor, with median and quartiles."""
    figure, axes = histogram(scores, most)
    low, middle, high = np.percentile(scores, [25, 50, 75])
    axes.axvline(middle, color=ORANGE, linestyle="--", label=f"median {number(middle)}")
    label = f"quartiles {number(low)} and {number(high)}"
    for value, name in ((low, label), (high, None)):
        axes.axvline(value, color="black", linestyle=":", label=name)
    figure.legend(loc="outside upper left", ncols=2, frameon=False)
    return png(figure)


def png(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    return buffer.getvalue()


# --- The page ----------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}: the class</title>
<style>
body {{ font: 16px/1.45 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; }}
table {{ border-collapse: collapse; margin: 0.5em 0 2em; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.3em 0.8em; }}
th, td {{ border-bottom: 1px solid #ccc; }}
td {{ overflow-wrap: anywhere; }}
td:first-child {{ white-space: nowrap; }}
td.number {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
img {{ max-width: 100%; }}
</style></head><body>
<h1>{title}: the class</h1>
{body}
</body></html>
"""


def page(notebook, graded):
    """The whole page; needs no other file."""
    scores = [one.score for one in graded]
    most = max(one.most for one in graded)
    picture = base64.b64encode(overview(scores, most)).decode()
    words = facts(scores, most)
    parts = [
        paragraph(words),
        f'<img src="data:image/png;base64,{picture}" alt="Histogram. {escape(words)}">',
        *([paragraph(UNREAD)] if any(map(waits, graded)) else []),
        "<h2>Items</h2>", items(notebook, graded),
        "<h2>Recognised mistakes</h2>", recognised(notebook, graded),
        "<h2>Not recognised</h2>", unrecognised(graded),
    ]  # fmt: skip
    return PAGE.format(title=escape(notebook), body="\n".join(parts))


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
    return table(head, rows)


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
    return table(("mistake", "exercise", "students", "hint they were given"), rows)


def ideas(one):
    return {found["idea"] for found in one.failed.values()} - {""}


def unrecognised(graded):
    """What the checks saw where no known mistake explains it, the most frequent first."""
    count = Counter(found for one in graded for found in findings(one) if found[1] != NOT_WRITTEN)
    rows = [(item, found, students) for (item, found), students in ranked(count)]
    return table(("item", "what was found", "students"), rows)


def ranked(count):
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))


def table(head, rows):
    if not rows:
        return paragraph("None.")
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = "\n".join(f"<tr>{''.join(map(table_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>\n{lines}\n</tbody></table>"


def table_cell(value):
    if isinstance(value, int | float):
        return f'<td class="number">{number(value)}</td>'
    return f"<td>{escape(value)}</td>"


def paragraph(text):
    return f"<p>{escape(text)}</p>"
