"""What the instructor sees: the progress, the table of scores."""

import contextlib
import logging

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ..grading.messages import clean

MOST_ABSENT = 10


def log_to(path):
    """Let the coordinator's log go to a file, a line for each submission."""
    handler = logging.FileHandler(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    log = logging.getLogger("autograder")
    log.addHandler(handler)
    log.setLevel(logging.INFO)


@contextlib.contextmanager
def progress(title):
    """A progress bar; yields the function to call with (result, total)."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task(title, total=None)

        def each(result, total):
            bar.update(task, total=total, advance=1, description=f"{title}: {result.student}")

        yield each


def print_scores(results):
    """The table of scores, with a reason for each lost item."""
    count = sum(bool(result.student) for result in results)
    table = Table(title=f"{results[0].notebook}: {count} submissions")
    for name, style in (("student", None), ("checks", "bold"), ("by hand", None), ("why", None)):
        table.add_column(name, style=style, overflow="fold")
    for result in results:
        row = result.student, automatic(result), waiting(result), why(result)
        table.add_row(*map(Text, row))  # as text: student words may look like rich's markup
    Console().print(table)
    for line in sandboxes(results):
        print(line)


def sandboxes(results):
    """Which sandbox the submissions ran in; docs/sandbox.md says what each holds back."""
    tiers = sorted({result.sandbox for result in results if result.marks})
    if tiers:
        yield f"Sandbox: {', '.join(tiers)}"


def absent(students, results):
    """A line about students whom the gradebook knows and this folder does not."""
    missing = sorted(set(students) - {result.student for result in results})
    if not missing:
        return ""
    more = f" and {len(missing) - MOST_ABSENT} more" if len(missing) > MOST_ABSENT else ""
    return (
        f"In the gradebook, but not in this folder (renamed, or not handed in again?): "
        f"{', '.join(missing[:MOST_ABSENT])}{more}. Their grades stay as they are.\n"
    )


def automatic(result):
    """Points by checks, of the points that checks decide."""
    most = sum(mark.most for mark in result.marks.values() if not mark.written)
    return f"{result.score:g} / {most:g}" if result.marks else ""


def waiting(result):
    """Points that wait for a person."""
    points = sum(mark.most for mark in result.marks.values() if mark.by_hand)
    return f"{points:g}" if points else ""


def why(result):
    """One line for each lost item: the recognised mistake, else the finding."""
    lines = [result.problem] if result.problem else []
    lines += result.notes
    lines += ["not sandboxed"] if result.sandbox == "none" else []
    if len(result.failed) > 6:
        return "; ".join([*lines, f"{len(result.failed)} checks not passed"])
    lines += [f"{key.split('/')[1]}: {reason(found)}" for key, found in result.failed.items()]
    return "\n".join(lines)


def reason(found):
    """The recognised mistake by name, else the message's finding in short."""
    words = " ".join(found["message"].split())
    found_out = words.split("Found: ")[-1].split(" Next: ")[0]
    return found["idea"] or clean(found_out)[:90]
