"""Who was recognised from which file: told before grading, and kept for the way back."""

import csv
from collections import Counter

from .grades import write_table

HEAD = ("student", "name", "number", "email", "platform", "upload", "sent", "late")
MOST = 10


def path_of(root, notebook):
    return root / "grades" / f"{notebook}_recognised.csv"


def known(root, notebook):
    """Student → row of HEAD, of all runs so far."""
    try:
        with open(path_of(root, notebook), newline="", encoding="utf-8") as file:
            return {row["student"]: row for row in csv.DictReader(file)}
    except (OSError, KeyError):
        return {}


def keep(root, notebook, submissions):
    """Write the list: this run's students, and those of earlier runs."""
    rows = {name: [row.get(title, "") for title in HEAD]
            for name, row in known(root, notebook).items()}  # fmt: skip
    for one in submissions:
        who, late = one.sender, "yes" if one.late else ""
        rows[one.student] = (
            one.student, who.name, who.number, who.email, who.platform, one.upload, one.when, late,
        )  # fmt: skip
    path = path_of(root, notebook)
    write_table(path, HEAD, [rows[name] for name in sorted(rows)])
    return path


def lines(submissions, strays, roster, path):
    """What the instructor reads before grading begins."""
    platforms = Counter(one.sender.platform for one in submissions)
    counted = ", ".join(f"{name} {count}" for name, count in platforms.most_common())
    yield f"Recognised: {len(submissions)} students ({counted})"
    for one in submissions[:MOST]:
        yield f"  {one.student}  ←  {one.path if one.text else one.upload or 'nothing'}"
    if len(submissions) > MOST:
        yield f"  … and {len(submissions) - MOST} more: {path}"
    yield from (f"  nobody's: {stray}: {reason}" for stray, reason in strays[:MOST])
    yield from strangers(submissions, roster)


def strangers(submissions, roster):
    """Who is not in the roster, and who of it is not here; nothing where there is no roster."""
    if roster.people:
        there = {one.student for one in submissions}
        unknown = sorted(name for name in there if not roster.has(name))
        missing = sorted(one.id for one in roster.people if one.id not in there)
        yield from listed("Not in roster.csv", unknown)
        yield from listed("In roster.csv, but nothing of theirs here", missing)


def listed(title, names):
    if names:
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        yield f"{title}: {', '.join(names[:MOST])}{more}"
