"""The end of a term: all of its students' work goes into terms/NAME; the course starts clean."""

import os
import re

from .. import secret

FOLDER = "terms"
NAME = re.compile(r"[\w-][\w.-]{0,60}")
# What a term writes, in a course folder. The secret goes last: until then the rest belongs to it.
OF_A_TERM = (
    "gradebook.db", "gradebook.db-journal", "backups", "submitted", "autograded", "feedback",
    "grades", "journal", "report", "why", "viva", "similar", "exports", "roster.csv", "grading.log",
)  # fmt: skip

GRADED = ("gradebook.db", "autograded")  # the second alone: the gradebook is another database


class NoTerm(RuntimeError):
    """There is nothing to put away, or no place to put it."""


def new_term(root, name):
    """Move everything of this term into `root`/terms/NAME; returns (that folder, what moved).

    Killed at any moment and started again, it goes on where it stopped.
    """
    if not NAME.fullmatch(name):
        raise NoTerm(
            f"A term's name has letters, digits and - _ . only, such as 2026-autumn: {name}"
        )
    target = root / FOLDER / name
    part = target.with_name(f"{name}.part")
    if target.exists():
        raise NoTerm(f"{target} exists already: that term is put away. Give this one another name.")
    present = [path for path in of_this_term(root) if path.exists()]
    if not part.exists() and not any(path.name in GRADED for path in present):
        raise NoTerm(f"Nothing is graded in {root}: the course is clean already.")
    part.mkdir(parents=True, mode=0o700, exist_ok=True)
    for path in present:
        os.replace(path, part / path.name)
    moved = sorted(path.name for path in part.iterdir())
    part.rename(target)
    return target, moved


def of_this_term(root):
    own = [secret.FILE] if secret.FILE.parent == root else []
    return [*(root / name for name in OF_A_TERM), *own]
