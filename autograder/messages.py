"""Every word the grader says to a student."""

import re
import textwrap

WIDTH, LINES = 80, 12
PASSED = ""

WORDS = {
    "missing": "{what}\ncould not run: {text}.",
    "not-written": "This exercise is not written yet.",
    "raised": "{what}\nstopped with {type}: {text}",
    "time": "{what}\ntook longer than {seconds:g} seconds and was stopped.",
    "died": "{what}\nended the whole Python process.",
    "silent": "{what}\ngave no answer that could be read.",
    "no-kernel": "Your notebook ended its Python process too often to go on.",
    "no-time": "Your notebook used up its time before this check.",
    "type": "{what}\nshould give numbers, but gives: {got_type}.",
    "shape": "{what}\nhas shape {got_shape}; expected shape {want_shape}.",
    "not-finite": "{what}\ncontains NaN or infinity.",
    "values": "{what}\nhas the right shape but wrong values (relative error {error:.1g}).",
    "property": "{what}\n{problem}",
    "unreadable": "The result of {what} could not be read: it has an unexpected form.",
}
NEXT = {
    "missing": "Next: define that name in the answer cell, exactly as the text gives it.",
    "not-written": "Next: replace the line with NotImplementedError by your code.",
    "raised": "Next: run the visible check in the notebook and fix this error first.",
    "time": "Next: look for a loop that never ends or does far too much work.",
    "died": "Next: remove calls that end the process, and run all cells from the top.",
    "silent": "Next: restart the kernel, run all cells from the top, then submit again.",
    "no-kernel": "Next: restart the kernel, run all cells from the top, then submit again.",
    "no-time": "Next: remove what runs long from your cells, then submit again.",
    "type": "Next: return a NumPy array or a number, as the docstring says.",
    "shape": "Next: print the shapes of all arrays in this step, one by one.",
    "not-finite": "Next: look for a division by zero, log(0), or exp of a large number.",
    "values": "Next: work a tiny example (2 rows) by hand and compare each number.",
    "property": "Next: compare your code with this rule, line by line.",
    "unreadable": "Next: return exactly the type that the docstring asks for.",
}
CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[^\x20-\x7e\n\u00a1-\uffff]|[\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


def failed(check, failure, idea, section):
    """The message for a behaviour that is not right yet: at most 12 lines of 80 columns.

    Parts: what was checked; what differs; the diagnosis if one was recognised;
    the student's own line if it raised; one next step; the section to reread.
    """
    parts = [
        f"{check.grade_id}: not right yet.",
        f"Checked: {check.sentence}",
        *_finding(failure),
        f"It looks as if this happened: {idea.hint}" if idea else "",
        NEXT[failure.kind],
        f"Read again: {section}" if section else "",
    ]
    return fit(parts)


def _finding(failure):
    facts = {key: clean(value) for key, value in failure.facts.items()}
    text = WORDS[failure.kind].format(what=clean(failure.what), **facts)
    ratio, line = facts.get("ratio"), facts.get("line")
    yield text
    if ratio is not None:
        yield f"Every value is {ratio:.4g} times the expected one."
    if line:
        yield f"Your line: {line}"


def clean(value):
    """Text from a student without control characters, markup and excess."""
    if not isinstance(value, str):
        return value
    return CONTROL.sub("", value).replace("<", "‹").replace(">", "›")[:160]


def fit(parts):
    """Wrap to 80 columns; if that is over 12 lines, shorten the longest part."""
    wrapped = [_wrap(part) for part in parts if part]
    while sum(map(len, wrapped)) > LINES:
        longest = max(wrapped, key=len)
        longest.pop()
        longest[-1] = longest[-1][: WIDTH - 2] + " …"
    return "\n".join(line for part in wrapped for line in part)


def _wrap(part):
    return [
        line for row in part.splitlines() for line in textwrap.wrap(row, WIDTH, subsequent_indent="  ")
    ]
