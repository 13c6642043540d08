"""What a feedback page says first: the score, each lost item, what a person has still to read."""

from .. import notebooks
from .messages import WORDS

READ = "Your teacher has read this answer."
LABELS = (
    "Checked", "Found", "Your line", "It looks as if this happened", "Next", "Read again",
)  # fmt: skip


def marks_of(nb):
    """A record for each graded cell, in the notebook's order.

    state: "full", "lost", "waits" (for a person) or "read" (by a person).
    answer: where the student's code for it stands. section: where its text stands.
    """
    marks, answer, section = [], "", ""
    for number, cell in enumerate(nb.cells):
        about = notebooks.metadata(cell)
        if about.get("solution"):
            answer = about["grade_id"]
        elif cell.cell_type == "markdown" and cell.source.lstrip().startswith("#"):
            section = f"cell-{number}"
        if about.get("grade"):
            marks.append(mark(cell, about, answer, section))
    return marks


def mark(cell, about, answer, section):
    score, points = (about.get(key) or 0 for key in ("score", "points"))
    state = "full" if score >= points else "lost"
    if about.get("waits"):
        state = "waits"
    elif about.get("read"):
        state = "read"
    return {
        "item": about["grade_id"], "score": score, "points": points, "state": state,
        "written": cell.cell_type == "markdown", "answer": answer, "section": section,
        "comment": about.get("comment") or "",
    }  # fmt: skip


def heading(about, marks):
    """(the score, why it is provisional): words for the top of the page."""
    score, most = max(0, about["score"]), about["max_score"]
    waiting = [one["points"] for one in marks if one["state"] == "waits"]
    if not waiting:
        return f"{score:g} of {most:g} points", ""
    items = "1 item waits" if len(waiting) == 1 else f"{len(waiting)} items wait"
    note = f"Provisional: {items} for your teacher ({sum(waiting):g} points)."
    return f"{score:g} of {most:g} points so far", note


def lost_items(nb, marks):
    """What is to be mended: each mark below its points, with what is said about it."""
    for one in marks:
        if one["state"] in ("lost", "read") and one["score"] < one["points"]:
            message = message_of(nb, one["item"])
            if one["state"] == "read" or not is_unwritten(one, message):
                yield {**one, "said": said(message) or [("", READ)]}


def unwritten(nb, marks):
    """The items whose exercise was not begun: they are listed, not explained one by one."""
    return [
        one for one in marks
        if one["state"] == "lost" and is_unwritten(one, message_of(nb, one["item"]))
    ]  # fmt: skip


def message_of(nb, item):
    failed = nb.metadata.get("autograder", {}).get("failed", {})
    found = [one["message"] for key, one in failed.items() if key.split("/")[-1] == item]
    return found[0] if found else ""


def is_unwritten(one, message):
    return one["written"] or f"Found: {WORDS['not-written']}" in message


def said(message):
    """A message as pairs (label, text): its wrapped lines joined, its first line left out."""
    parts = []
    for line in message.splitlines()[1:]:
        if line.startswith("  ") and parts:
            parts[-1] += line[1:]
        else:
            parts.append(line.strip())
    return [labelled(part) for part in parts]


def labelled(part):
    label, colon, text = part.partition(": ")
    return (label, text) if colon and label in LABELS else ("", part)
