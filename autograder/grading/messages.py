"""Every word the grader says to a student."""

import re
import textwrap

from ..authoring.quick_check import quick_shape_remark
from ..authoring.quick_words import quick_classic

WIDTH, LINES = 80, 12

WORDS = {
    "missing": "your code could not run: {text}.",
    "misspelt": "your code could not run: {text}.",
    "not-written": "the exercise is not written yet.",
    "broken": "the cell of {cell} could not run.{place}\n  {type}: {text}",
    "halted": "the cell of {cell} could not run. {text}",
    "undefined": "the cell of {cell} runs, but it does not define: {text}.",
    "raised": "{what}\n  stopped with {type}: {text}",
    "time": "{what}\n  took longer than {seconds:g} seconds and was stopped.",
    "died": "{what}\n  ended the whole Python process.",
    "silent": "{what}\n  gave no answer that could be read.",
    "no-kernel": "your notebook ended its Python process too often to go on.",
    "no-time": "your notebook used up its time before this check.",
    "none": "{what}\n  gives None instead of numbers.",
    "type": "{what}\n  should give numbers, but gives: {got_type}.",
    "shape": "{what}\n  has shape {got_shape}; expected {want_shape}.",
    "not-one-number": "{what}\n  has shape {got_shape}; expected one number.",
    "not-finite": "{what}\n  contains NaN (not a number) or infinity.",
    "value": "{what}\n  is not the right number.",
    "values": "{what}\n  has the right shape, but not the right values.",
    "property": "{what}\n  {problem}",
    "unreadable": "the result could not be read: it has an unexpected form.",
}
NEXT = {
    "missing": "define that name in an answer cell, spelt exactly as in the text.",
    "misspelt": "look in this line for a typing error, or for a name that is defined nowhere.",
    "broken": "mend this line, then restart and run all cells.",
    "halted": "take out what ends or holds up the cell, then restart and run all cells.",
    "undefined": "define that name, spelt exactly as in the text.",
    "not-written": "put your code in place of the line with NotImplementedError.",
    "raised": "make this call run, with input of other shapes and kinds as well.",
    "time": "look for a loop that never ends or does far too much work.",
    "died": "take out calls that end the process, then restart and run all cells.",
    "silent": "restart and run all cells, then submit again.",
    "no-kernel": "take out calls that end the process, then restart and run all cells.",
    "no-time": "take out what runs long in your cells, then submit again.",
    "none": "a function without return gives None. End yours with return.",
    "type": "return a NumPy array or a number, as the docstring says.",
    "shape": "print the shapes of the arrays in this step, one by one.",
    "not-one-number": "return one number: check where a sum or a mean is still missing.",
    "not-finite": "look for a division by zero, log(0), or exp of a large number.",
    "value": "work a tiny example (2 rows) by hand and compare.",
    "values": "work a tiny example (2 rows) by hand and compare each number.",
    "property": "compare your code with this rule, line by line.",
    "unreadable": "return exactly what the docstring asks for.",
}
RECOGNISED = "change that, run the visible check, and submit again."
CALL = re.compile(r"[A-Za-z_][\w.]*\([^\[\]{}]*\)[\w.()]*\Z")
CONTROL = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]"
    r"|[^\x20-\x7e\n\u00a1-\uffff]"
    r"|[\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
)


def failed(check, failure, idea, section):
    """The message for a behaviour that is not right yet: at most 12 lines of 80 columns.

    Parts: what was checked; what was found; the student's own line if it
    raised; the diagnosis if one was recognised; one next step; the section
    to read again.
    """
    kind = special(failure)
    parts = [
        f"{check.grade_id}: not right yet.",
        f"Checked: {check.sentence}",
        f"Found: {found(kind, failure)}",
        *remarks(kind, failure, idea),
        f"It looks as if this happened: {idea.hint}" if idea else "",
        f"Next: {RECOGNISED if idea else NEXT[kind]}",
        f"Read again: {section}" if section else "",
    ]
    return fit(parts)


def special(failure):
    """The key of the words: the failure's kind, or a special case of it."""
    facts, kind = failure.facts, failure.kind
    special_cases = {
        "missing": ("misspelt", facts.get("line")),
        "type": ("none", facts.get("got_type") == "NoneType"),
        "shape": ("not-one-number", facts.get("want_shape") == ()),
        "values": ("value", facts.get("want_shape") == () or getattr(failure.got, "size", 0) == 1),
    }
    name, applies = special_cases.get(kind, (kind, False))
    return name if applies else kind


def found(kind, failure):
    """What differs from the rule, in one sentence."""
    facts = {key: one_line(value) for key, value in failure.facts.items()}
    what = one_line(failure.what)
    if kind == "raised" and not CALL.match(what):
        what = "your code"
    if kind == "property" and facts["problem"][:1].isupper():
        what += ":"
    facts["place"] = f" Line {facts['number']}:" if facts.get("number") else ""
    return WORDS[kind].format(what=what, **facts)


def remarks(kind, failure, idea):
    """What else was seen: the line that raised, two telling shapes, a common factor."""
    facts = failure.facts
    if kind in ("raised", "misspelt", "broken") and facts.get("line"):
        yield f"Your line: {one_line(facts['line'])}"
    if kind == "raised" and not idea:
        yield quick_classic(facts["type"], one_line(facts["text"]))
    if kind == "shape" and not idea:
        yield from quick_shape_remark(facts["got_shape"], facts["want_shape"])
    if kind == "values" and facts.get("ratio") and not idea:
        yield f"Every value is {facts['ratio']:.4g} times the expected one."


def clean(value):
    """Text from a student without control characters, markup and excess."""
    if not isinstance(value, str):
        return value
    return CONTROL.sub("", value).replace("<", "‹").replace(">", "›")[:160]


def one_line(value):
    return " ".join(clean(value).split()) if isinstance(value, str) else value


def fit(parts):
    """Wrap to 80 columns; if that is over 12 lines, shorten the longest part."""
    wrapped = [_wrap(part) for part in parts if part]
    while sum(map(len, wrapped)) > LINES:
        longest = max(wrapped, key=len)
        longest.pop()
        longest[-1] = longest[-1][: WIDTH - 2] + " …"
    return "\n".join(line for part in wrapped for line in part)


def _wrap(part):
    """Lines of at most 80 columns, all but the first indented."""
    rows = part.splitlines()
    return [line for row in rows for line in textwrap.wrap(row, WIDTH, subsequent_indent="  ")]
