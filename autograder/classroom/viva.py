"""Five questions about a student's own program and numbers, with what a good answer contains.

Made from the syntax trees of the graded copy's cells, from what the checks found, and from
what the notebook printed when it was handed in. Nothing of a student's is run.
"""

import ast
import hashlib
import json
import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jinja2 import Environment, PackageLoader

from .. import notebooks
from ..grading.marks import said
from ..grading.outputs import cleaned
from ..registry import checks_of, wrong_ideas_of
from . import apart
from .class_scores import read_report
from .intake import NothingToGrade, take_in
from .viva_rules import RULES, settings
from .why import submitted

WORDS = tomllib.loads(Path(__file__).with_name("viva.toml").read_text())
TEMPLATES = Environment(loader=PackageLoader(__package__), autoescape=True)
COUNT, LONGEST = 5, 110
EPOCH = re.compile(r"\bepoch[ #:]*(\d+)", re.I)
VALUE = re.compile(
    r"([A-Za-zÀ-ÿ_²][\w² ]{1,30}?)\s*[:=]?\s+(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w/])", re.I
)
LOSS = re.compile(r"loss|error", re.I)
# Of the first three at most one each, if the code gives enough; then what is telling.
ORDER = ("lost", "printed", "setting", "code", "general", "written")
GENERAL, PLENTY = ("gives", "loop", "choice", "zeros", "random"), 20


@dataclass(frozen=True)
class Question:
    """sort: one of ORDER. kind: what is asked about; no two of a sheet share it if avoidable.
    place: where in the notebook. code: the line it is about."""

    sort: str
    kind: str
    place: str
    ask: str
    good: str
    code: str = ""


def sheet(notebook, student, root, folder=""):
    """The five questions for one graded submission. Raises `NothingToExplain`.

    folder: what was handed in, for what the notebook printed; it may be missing.
    """
    cells = submitted(notebook, student, root)
    candidates = [
        *about_lost(notebook, read_report(Path(root), student, notebook)[0]),
        *about_printed(printed(notebook, student, folder)),
        *about_code(notebook, cells),
        *about_written(notebook, cells),
    ]
    text = "\0".join([student, *(cell.source for cell in cells)])
    return chosen(candidates, random.Random(hashlib.sha256(text.encode()).hexdigest()))


def chosen(candidates, draw):
    """Five of different kinds and places where there are so many, drawn by the program itself."""
    telling = sum(one.sort == "code" for one in candidates)
    rank = {sort: place for place, sort in enumerate(ORDER)}
    if telling < PLENTY:  # a short program: or two of them would get the same five
        rank["general"] = rank["code"]
    left = sorted(draw.sample(candidates, len(candidates)), key=lambda one: rank[one.sort])
    taken = []
    for fits in (is_first, is_other_place, is_other_kind, is_new):
        for one in left:
            if len(taken) < COUNT and one not in taken and fits(one, taken):
                taken.append(one)
    return sorted(taken, key=lambda one: ORDER.index(one.sort))


def is_first(one, taken):
    first = one.sort in ORDER[:3] and one.sort not in {other.sort for other in taken}
    return first and is_other_kind(one, taken)


def is_other_place(one, taken):
    answers = {other.place.split(",")[0] for other in taken}
    return is_other_kind(one, taken) and one.place.split(",")[0] not in answers


def is_other_kind(one, taken):
    return one.kind not in {other.kind for other in taken}


def is_new(one, taken):
    return (one.place, one.kind) not in {(other.place, other.kind) for other in taken}


# --- From the program --------------------------------------------------------------------------


def about_code(notebook, cells):
    """Questions about the lines of answer cells that the student wrote: not the release's."""
    stubs = notebooks.stubs(notebook)
    for cell in filter(notebooks.is_answer, cells):
        name = notebooks.grade_id(cell)
        given = {line.strip() for line in stubs.get(name, "").splitlines()}
        yield from about_cell(name, cell.source, given)


def about_cell(name, source, given):
    lines = source.splitlines()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        words = WORDS["broken"]
        yield Question("code", "broken", f"cell {name}", words["ask"], words["good"])
        return
    for function, node in walked(tree):
        line = getattr(node, "lineno", None) or getattr(getattr(node, "value", 0), "lineno", 0)
        text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        if text and text not in given:
            yield from about_node(node, f"cell {name}, {function}line {line}", text)


def walked(tree, inside=""):
    """(the function's name with a comma, node) of every node of a program."""
    for node in ast.iter_child_nodes(tree):
        named = isinstance(node, (ast.FunctionDef, ast.ClassDef))
        name = f"{inside.removesuffix(', ')}.{node.name}".lstrip(".") + ", " if named else inside
        yield inside, node
        yield from walked(node, name)


def about_node(node, place, text):
    for name, value, kind in settings(node):
        ask = WORDS["setting"]["ask"].format(name=name, value=value)
        yield Question("setting", f"setting {kind}", place, ask, WORDS["settings"][kind], text)
    for kind, matches in RULES:
        found = matches(node)
        if found is not None:
            code = short(ast.unparse(node).split("\n")[0])
            ask = WORDS[kind]["ask"].format(code=code, **found)
            sort = "general" if kind in GENERAL else "code"
            yield Question(sort, kind, place, ask, WORDS[kind]["good"], text)


def short(text):
    return text if len(text) <= LONGEST else text[: LONGEST - 2] + " …"


# --- From what the checks found, what was written and what was printed ------------------------


def about_lost(notebook, failed):
    """Questions about items that were begun and lost; a recognised mistake is the answer."""
    hints = {idea.name: idea.hint for idea in wrong_ideas_of(notebook)}
    checks = checks_of(notebook)
    for key, found in failed.items():
        told = dict(said(found["message"]))
        if key in checks and found["idea"]:
            ask = WORDS["lost"]["ask"].format(
                item=key.split("/")[1], sentence=checks[key].sentence, found=told.get("Found", "")
            )
            place = f"cell {notebooks.answer_of(notebook, checks[key].grade_id)}"
            good = WORDS["lost"]["good"].format(hint=hints.get(found["idea"], ""))
            yield Question("lost", "lost", place, ask, good)


def about_written(notebook, cells):
    """Questions about written answers; the mark scheme is what a good answer contains."""
    schemes = notebooks.mark_schemes(notebook)
    for cell in cells:
        before, scheme = schemes.get(notebooks.grade_id(cell), ("", ""))
        own = " ".join(cell.source.split())
        if before and own and cell.source != notebooks.WRITE_HERE:
            ask = WORDS["written"]["ask"].format(text=own[: 2 * LONGEST])
            good = " ".join((scheme or before).split())
            yield Question("written", "written", f"cell {notebooks.grade_id(cell)}", ask, good)


def printed(notebook, student, folder):
    """What the notebook printed as it was handed in, or "" where that is not at hand."""
    try:
        found = {one.student: one for one in take_in(folder, notebook)[0]} if folder else {}
        path = Path(folder, found[student].path) if student in found else Path(folder)
        if not path.is_file():
            return ""
        return "\n".join(text for _, text in apart.items(texts, path))
    except (NothingToGrade, apart.Ended, ValueError, RecursionError, AttributeError, TypeError):
        return ""


def texts(path):
    """In a process with bounded memory: ("text", what one cell printed); checks left out."""
    nb = nbformat.from_dict(json.loads(path.read_bytes()))
    for cell in nb.cells:
        for output in [] if notebooks.metadata(cell).get("grade") else cell.get("outputs", []):
            if output.output_type == "stream":
                yield "text", cleaned([{**output, "text": "".join(output.text)}])[0].text


def about_printed(text):
    """Questions about series over epochs: where they got worse, else where they improved most."""
    found = [told for label, series in runs(text).items() if (told := about_run(label, series))]
    worse = [question for turned, question in found if turned]
    return worse or [question for _, question in found]


def about_run(label, series):
    """(whether it got worse, the question) about one series of two epochs or more."""
    steps = list(zip(series, series[1:], strict=False))
    if not steps:
        return None
    better = -1 if LOSS.search(label) else 1
    worst = max(steps, key=lambda pair: better * (pair[0][1] - pair[1][1]))
    turned = better * (worst[0][1] - worst[1][1]) > 0
    (before, old), (after, new) = worst if turned else (series[0], series[-1])
    words = WORDS["turned" if turned else "steady"]
    ask = words["ask"].format(label=label, before=before, after=after, old=old, new=new)
    return turned, Question("printed", "printed", "what you printed", ask, words["good"])


def runs(text):
    """Label → [(epoch, value)] of the last run that printed lines with an epoch's number."""
    found = {}
    for line in text.splitlines():
        epoch = EPOCH.search(line)
        for label, value in VALUE.findall(line[epoch.end() :]) if epoch else []:
            series = found.setdefault(" ".join(label.split()), [])
            if series and int(epoch[1]) <= series[-1][0]:
                series.clear()
            series.append((int(epoch[1]), float(value)))
    return found


def page(notebook, student, questions):
    """The sheet for whoever asks; needs no other file."""
    return TEMPLATES.get_template("viva.html").render(
        notebook=notebook, student=student, questions=questions, count=COUNT
    )
