"""The whole course: what is misunderstood across notebooks, what to teach again, which items
separate, by how much training runs reach what they need. Without names unless asked for.
"""

import contextlib
import functools
import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from .. import notebooks
from ..course import database_url
from ..registry import wrong_ideas_of
from .class_report import TEMPLATES, ideas
from .class_scores import NothingGraded, read_class
from .gradebook import shown
from .histograms import number
from .journal import write_whole

TOPICS = tomllib.loads(Path(__file__).with_name("topics.toml").read_text())["topic"]
AGAIN, FEWEST = 3, 10  # topics to teach again; fewer students say nothing about an item
WELL, BADLY, EVERYONE = 0.5, 0.1, 0.8
CLOSE = 0.01  # of the accuracy or R² that a training run needs


def write_report(root, database="", names=False):
    """Write report/course.html; returns (its path, the notebooks in it). `NothingGraded`."""
    root = Path(root)
    classes = read_course(root, database or database_url(root))
    path = root / "report" / "course.html"
    write_whole(path, page(classes, names))
    return path, list(classes)


def read_course(root, url):
    """Notebook → its graded submissions, for all that have any."""
    classes = {}
    for notebook in notebooks.names():
        with contextlib.suppress(NothingGraded):
            classes[notebook] = read_class(notebook, root, url)
    if not classes:
        raise NothingGraded(
            f"Nothing is graded in {shown(url)}. Grade a class first: "
            "make grade ASSIGNMENT=nb00_start SUBMITTED=folder"
        )
    return classes


def page(classes, names=False):
    students = {one.student for graded in classes.values() for one in graded}
    return TEMPLATES.get_template("class.html").render(
        title="All notebooks",
        facts=f"Students: {len(students)}. Notebooks: {len(classes)}.",
        tables=[
            scores(classes),
            again(classes, names),
            across(classes),
            *items(classes),
            runs(classes),
        ],
    )


def scores(classes):
    rows = []
    for notebook, graded in classes.items():
        low, middle, high = np.percentile([one.score for one in graded], [25, 50, 75])
        most = max(one.most for one in graded)
        between = f"{number(low)} to {number(high)}"
        rows.append((notebook, len(graded), float(middle), between, float(most)))
    return "Scores", ("notebook", "submissions", "median", "middle half", "of"), rows


# --- Misconceptions ----------------------------------------------------------------------------


@functools.cache
def topic_of(idea):
    """The index of a wrong idea's topic: by its name, else by its hint."""
    for text in (idea.name, idea.hint):
        for place, topic in enumerate(TOPICS):
            if topic["words"] and re.search(topic["words"], text, re.I):
                return place
    return len(TOPICS) - 1


def made(classes):
    """Topic → notebook → [(student, wrong idea)]."""
    found = defaultdict(lambda: defaultdict(list))
    for notebook, graded in classes.items():
        known = {idea.name: idea for idea in wrong_ideas_of(notebook)}
        for one in graded:
            for name in sorted(ideas(one) & known.keys()):
                found[topic_of(known[name])][notebook].append((one.student, known[name]))
    return found


def again(classes, names):
    """The topics that most students miss, with a suggestion each."""
    found = made(classes)
    named = found.keys() - {len(TOPICS) - 1}
    ranked = sorted(named, key=lambda topic: (-len(whose(found[topic])), topic))
    head = ("topic", "students", "in two notebooks or more", "most often", "suggestion")
    rows = [row(TOPICS[topic], found[topic], names) for topic in ranked[:AGAIN]]
    return "Teach again", head + ("who",) * names, rows


def whose(by_notebook):
    return {student for pairs in by_notebook.values() for student, _ in pairs}


def row(topic, by_notebook, names):
    times = Counter(student for pairs in by_notebook.values() for student in dict(pairs))
    count = Counter(idea for pairs in by_notebook.values() for _, idea in pairs)
    idea, _ = min(count.items(), key=lambda pair: (-pair[1], pair[0].notebook, pair[0].name))
    repeated = sum(value > 1 for value in times.values())
    cells = (topic["name"], len(times), repeated, f"{idea.notebook}: {idea.hint}")
    who = (", ".join(sorted(times)),) if names else ()
    return (*cells, topic["suggestion"], *who)


def across(classes):
    """How many students made a mistake of each topic, notebook by notebook."""
    found = made(classes)
    rows = [
        (topic["name"], *(len({who for who, _ in found[place].get(n, [])}) or "" for n in classes))
        for place, topic in enumerate(TOPICS) if place in found
    ]  # fmt: skip
    return "Misconceptions by notebook", ("topic", *(n.split("_")[0] for n in classes)), rows


# --- Items -------------------------------------------------------------------------------------


def items(classes):
    """Three tables: items that separate well, that separate badly, that nearly everyone loses."""
    rows = [row for notebook, graded in classes.items() for row in item_rows(notebook, graded)]
    separated = [row for row in rows if row[3] != ""]
    best = sorted((row for row in separated if row[3] >= WELL), key=lambda row: -row[3])
    worst = sorted((row for row in separated if row[3] <= BADLY), key=lambda row: row[3])
    lost = sorted((row for row in rows if row[2] >= 100 * EVERYONE), key=lambda row: -row[2])
    head = ("notebook", "item", "lost by %", "separation")
    few = "" if separated else f" (needs {FEWEST} students)"
    return (
        (f"Items that separate well{few}", head, best[:10]),
        (f"Items that separate badly{few}: read their text again", head, worst[:10]),
        ("Items that nearly everyone loses", head, lost),
    )


def item_rows(notebook, graded):
    """(notebook, item, percent who lost some of it, how it goes with the other items)."""
    for item in dict.fromkeys(name for one in graded for name in one.marks):
        having = [one for one in graded if item in one.marks and not one.marks[item].unread]
        if having:
            own = np.array([one.marks[item].score / max(one.marks[item].most, 1) for one in having])
            rest = np.array([one.score - one.marks[item].score for one in having])
            yield notebook, item, round(100 * float(np.mean(own < 1))), separation(own, rest)


def separation(own, rest):
    """The correlation of an item with all others; "" where nothing can be said."""
    if len(own) < FEWEST or own.std() == 0 or rest.std() == 0:
        return ""
    return round(float(np.corrcoef(own, rest)[0, 1]), 2)


# --- Training runs -----------------------------------------------------------------------------


def runs(classes):
    """By how much the checks that train a whole network were passed or missed."""
    rows = [
        (notebook, key.split("/")[1], *margins([one.reached[key] for one in graded
                                                if key in one.reached]))
        for notebook, graded in classes.items()
        for key in dict.fromkeys(key for one in graded for key in one.reached)
    ]  # fmt: skip
    head = ("notebook", "item", "needed", "runs", "reached it", "median", "least that passed",
            "most that failed", f"within {CLOSE:g}")  # fmt: skip
    return "Training runs: by how much they reach what they need", head, rows


def margins(found):
    """The row of one check; found: pairs (reached, needed)."""
    values, needed = [value for value, _ in found], found[-1][1]
    passed = [value for value in values if value >= needed]
    missed = [value for value in values if value < needed]
    close = sum(abs(value - needed) < CLOSE for value in values)
    numbers = (float(np.median(values)), min(passed, default=None), max(missed, default=None))
    exact = ("" if value is None else f"{value:.4f}" for value in numbers)
    return needed, len(values), len(passed), *exact, close
