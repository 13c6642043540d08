"""Wrong ideas and unusual right answers as text: a program is the solution, changed.

A file `mistakes/ANSWER.diff` holds one paragraph for each wrong idea about that answer:

    mse-sum loses mse-loss
    # You added the squares up. The loss is their mean over all n·k elements.
    -        return np.mean((x - y) ** 2)
    +        return np.sum((x - y) ** 2)

Lines with `-` stand once, together, in the solution; lines with `+` take their place;
lines with a blank only say where. `...` begins another place.

A file `right_answers/NAME.py` holds one program: a docstring that says what is unusual,
then the whole text of each answer it replaces, under a line `# %% answer ANSWER`.
"""

import re
from dataclasses import dataclass

HEAD = re.compile(r"([\w-]+) loses ([\w-]+(?: [\w-]+)*)")
SECTION = re.compile(r"^# %% answer (\S+)\n", re.M)


class BadText(ValueError):
    """A wrong idea or a right answer that cannot be read, or no longer fits the solution."""


@dataclass(frozen=True)
class WrongIdea:
    """A common mistake: a real program, the grade ids it loses, and the hint it earns.

    notebook, answer: where it is made. places: pairs (old lines, new lines).
    where: the file and line it is written in.
    """

    name: str
    notebook: str
    answer: str
    fails: tuple
    hint: str
    places: tuple
    where: str

    def program(self, solution):
        """The solution, turned into the mistake. `BadText` if a place does not fit."""
        lines = solution.split("\n")
        found = [(self._find(lines, old), len(old), new) for old, new in self.places]
        for start, count, new in sorted(found, reverse=True):
            lines[start : start + count] = new
        return "\n".join(lines)

    def _find(self, lines, old):
        at = [i for i in range(len(lines)) if tuple(lines[i : i + len(old)]) == old]
        if len(at) == 1:
            return at[0]
        raise BadText(
            f"{self.where}: {self.name} no longer fits. These lines stand {len(at)} times in the "
            f"solution of {self.answer}:\n" + "\n".join(old) + f"\n{_nearest(lines, old)}"
        )


def _nearest(lines, old):
    missing = [line for line in old if line not in lines]
    if not missing:
        return "Add a line of context (with a blank before it) that says which place is meant."
    return f"The solution does not hold this line: {missing[0]}\nIt holds:\n" + "\n".join(lines)


@dataclass(frozen=True)
class RightAnswer:
    """An unusual program that must keep every point: answer id → text of the whole cell."""

    name: str
    answers: dict


def wrong_ideas(path, notebook):
    """The wrong ideas of one file `mistakes/ANSWER.diff`, in its order."""
    number, ideas = 1, []
    for block in re.split(r"(\n{2,})", path.read_text()):
        if block.strip():
            where = f"{path.parent.parent.name}/mistakes/{path.name}:{number}"
            ideas.append(_idea(block.strip("\n").split("\n"), notebook, path.stem, where))
        number += block.count("\n")
    return ideas


def _idea(lines, notebook, answer, where):
    head = HEAD.fullmatch(lines[0])
    if not head:
        raise BadText(f"{where}: a wrong idea begins with `NAME loses ITEM …`, not: {lines[0]}")
    words = [line[2:] for line in lines[1:] if line.startswith("# ")]
    places = tuple(_places(lines[1 + len(words) :], where))
    fails = tuple(head.group(2).split())
    return WrongIdea(head.group(1), notebook, answer, fails, " ".join(words), places, where)


def _places(lines, where):
    hunk = []
    for line in [*lines, "..."]:
        if line == "...":
            yield _place(hunk, where)
            hunk = []
        else:
            hunk.append(line)


def _place(hunk, where):
    wrong = [line for line in hunk if line[:1] not in ("-", "+", " ")]
    if wrong or not hunk:
        raise BadText(f"{where}: a line begins with -, + or a blank: {wrong or 'no line at all'}")
    old = tuple(line[1:] for line in hunk if line[0] in "- ")
    new = tuple(line[1:] for line in hunk if line[0] in "+ ")
    return old, new


def right_answer(path):
    """The program of one file `right_answers/NAME.py`."""
    pieces = SECTION.split(path.read_text())
    if len(pieces) < 3:
        raise BadText(f"{path.name}: a right answer needs a line `# %% answer ANSWER`.")
    return RightAnswer(path.stem, dict(zip(pieces[1::2], pieces[2::2], strict=True)))
