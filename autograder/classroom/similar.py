"""Pairs of submissions that share more than chance and the course explain: lines to look at.

Winnowing (Schleimer, Wilkerson, Aiken, 2003) on code without names of one's own, comments
and layout. What the release, the solution or one of the course's known programs holds, and
what many in the class share, counts for nothing. Nothing of a student's is run.
"""

import builtins
import io
import keyword
import tokenize
import zlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import nbformat
import numpy as np

from .. import notebooks
from ..registry import right_answers_of, wrong_ideas_of
from .class_report import TEMPLATES
from .why import submitted

GRAM, WINDOW = 9, 4  # tokens of one print; of so many prints in a row at least one is kept
FEWEST, SHARE = 8, 0.3  # shared prints, and their part of the smaller submission's prints
COMMON, PART = 4, 0.1  # shared by more than so many students, or this part: an idiom
LIBRARY = {*dir(builtins), *dir(np), *dir(np.ndarray), *dir(np.random), *dir(np.linalg), "np"}
SKIPPED = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)


class TooFew(RuntimeError):
    """There are not two submissions to compare."""


@dataclass(frozen=True)
class Pair:
    """Two students, how many prints they share, of which part, and the lines: cell → text."""

    students: tuple
    shared: int
    part: float
    lines: dict


def pairs_of(notebook, root):
    """(the pairs that share much, the most first; how many submissions were compared)."""
    folders = sorted(root.glob(f"autograded/*/{notebook}/{notebook}.ipynb"))
    names = [path.parent.parent.name for path in folders]
    if len(names) < 2:
        raise TooFew(f"Two graded submissions are needed: make grade ASSIGNMENT={notebook}")
    cells = {name: own_cells(notebook, submitted(notebook, name, root)) for name in names}
    kept = kept_names(notebook)
    return compared(cells, known_prints(notebook, kept), kept), len(names)


def compared(cells, known, kept):
    """cells: student → {cell: text}. known: prints that count for nothing."""
    prints = {name: of_cells(texts, kept) for name, texts in cells.items()}
    holders = defaultdict(set)
    for name, own in prints.items():
        for one in own:
            holders[one].add(name)
    most = max(COMMON, PART * len(cells))
    telling = {one for one, who in holders.items() if len(who) <= most and one not in known}
    own = {name: telling & prints[name].keys() for name in prints}
    found = []
    for first, second in combinations(sorted(cells), 2):
        shared = own[first] & own[second]
        part = len(shared) / max(1, min(len(own[first]), len(own[second])))
        if len(shared) >= FEWEST and part >= SHARE:
            sides = [marked(cells[name], prints[name], shared) for name in (first, second)]
            lines = {
                cell: [side.get(cell, []) for side in sides] for cell in {**sides[0], **sides[1]}
            }
            found.append(Pair((first, second), len(shared), part, lines))
    return sorted(found, key=lambda pair: (-pair.part, -pair.shared, pair.students))


def own_cells(notebook, cells):
    """The code that a student wrote: answers and cells of their own. Cell's name → text."""
    course = {cell.source for cell in notebooks.source(notebook).cells}
    found = {}
    for cell in cells:
        if notebooks.is_answer(cell):
            found[notebooks.grade_id(cell)] = cell.source
        elif (
            cell.cell_type == "code" and not notebooks.metadata(cell) and cell.source not in course
        ):
            found[f"own cell {len(found) + 1}"] = cell.source
    return found


def of_cells(texts, kept):
    """Print → [(cell, its first line, its last line)] of all cells."""
    found = defaultdict(list)
    for cell, text in texts.items():
        for one, first, last in winnowed(tokens(text, kept)):
            found[one].append((cell, first, last))
    return found


def tokens(text, kept):
    """(sign, line) of a program: own names, numbers and texts are all alike, comments gone.

    A program that cannot be read to its end gives what comes before.
    """
    found, begins = [], True
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            alone = begins and token.type == tokenize.STRING  # a docstring
            begins = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.NL)
            if token.type not in SKIPPED and not alone and token.string:
                found.append((sign(token, kept), token.start[0]))
    except (tokenize.TokenError, SyntaxError):
        pass
    return found


def sign(token, kept):
    if token.type == tokenize.NAME:
        known = keyword.iskeyword(token.string) or token.string in kept
        return token.string if known else "v"
    return {tokenize.NUMBER: "0", tokenize.STRING: "''"}.get(token.type, token.string)


def winnowed(signs):
    """(print, first line, last line) of the prints that are kept: the least of each window."""
    grams = [(one, i) for i, one in enumerate(all_prints(signs))]
    kept = {min(grams[i : i + WINDOW]) for i in range(max(1, len(grams) - WINDOW + 1)) if grams}
    for value, i in sorted(kept, key=lambda one: one[1]):
        yield value, signs[i][1], signs[i + GRAM - 1][1]


def kept_names(notebook):
    """Names that say nothing about who wrote them: of Python, NumPy and the release."""
    found = [word for text in released(notebook) for word, _ in tokens(text, Everything())]
    return {*LIBRARY, *(word for word in found if word.isidentifier())}


def released(notebook):
    """The texts of the release's code cells."""
    nb = nbformat.read(notebooks.path_of(notebooks.RELEASE, notebook), as_version=4)
    return [cell.source for cell in nb.cells if cell.cell_type == "code"]


class Everything:
    """A set that holds all names."""

    def __contains__(self, name):
        return True


def known_prints(notebook, kept):
    """The prints of the release, the solution, and every program that the course knows."""
    texts = [*released(notebook), *notebooks.answers(notebook).values()]
    texts += [text for one in right_answers_of(notebook) for text in one.answers.values()]
    texts += [notebooks.edited(idea) for idea in wrong_ideas_of(notebook)]
    return {value for text in texts for value in all_prints(tokens(text, kept))}


def all_prints(signs):
    """Every print of a program, kept or not: windows differ from program to program."""
    for i in range(len(signs) - GRAM + 1):
        yield zlib.crc32(" ".join(sign for sign, _ in signs[i : i + GRAM]).encode())


def marked(texts, prints, shared):
    """Cell → [(line number, text)] of the lines in which the shared prints lie."""
    numbers = defaultdict(set)
    for one in shared:
        for cell, first, last in prints[one]:
            numbers[cell] |= set(range(first, last + 1))
    lines = {cell: texts[cell].splitlines() for cell in numbers}
    return {
        cell: [(number, lines[cell][number - 1]) for number in sorted(numbers[cell])]
        for cell in texts if cell in numbers
    }  # fmt: skip


def page(notebook, pairs, count):
    """The page of pairs with their lines side by side; needs no other file."""
    return TEMPLATES.get_template("similar.html").render(
        notebook=notebook, pairs=pairs, count=count
    )
