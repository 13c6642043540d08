"""Formulas of a page as MathML, which browsers draw themselves: no script, no request.

A student's formula is text for the converter only; of what it makes, known elements stay.
"""

import functools
import html
import re
from xml.etree import ElementTree

from latex2mathml.converter import convert

LONGEST = 3000
NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
FORMULA = re.compile(
    r"\$\$(?P<display>[^$]+?)\$\$|\\\[(?P<bracket>.+?)\\\]"
    r"|(?P<block>\\begin\{(?P<name>[a-z]+\*?)\}.+?\\end\{(?P=name)\})"
    r"|\$(?P<inline>[^$]+?)\$|\\\((?P<paren>.+?)\\\)",
    re.S,
)
TAG = re.compile(r"(<[^<>]*>)")
CODE = re.compile(r"<(/?)(?:code|pre|kbd)\b")
ELEMENTS = set(
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot mstyle msub msup msubsup munder mover "
    "munderover mtable mtr mtd mphantom".split()
)
ATTRIBUTES = set(
    "display displaystyle scriptlevel mathvariant stretchy fence form columnalign accent "
    "linethickness width minsize maxsize".split()
)
# What the converter does not know.
REWRITTEN = (
    (r"\\arg\b", r"\\operatorname{arg}"), (r"\\_", "_"),
    (r"\\(begin|end)\{aligned\}", r"\\\1{align*}"),
)  # fmt: skip


def with_formulas(page):
    """Sanitised HTML in which no attribute holds < or >, its formulas drawn; code stays."""
    depth, parts = 0, TAG.split(page)
    for place, part in enumerate(parts):
        code = CODE.match(part)
        if code:
            depth += -1 if code[1] else 1
        elif not part.startswith("<") and depth <= 0:
            parts[place] = FORMULA.sub(_drawn, part)
    return "".join(parts)


def _drawn(found):
    kind = next(name for name in ("display", "bracket", "block", "inline", "paren") if found[name])
    return formula(html.unescape(found[kind]), kind in ("display", "bracket", "block"))


@functools.lru_cache(2000)
def formula(text, display=False):
    """One formula as MathML; as its own text where it cannot be read."""
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        for old, new in REWRITTEN:
            text = re.sub(old, new, text)
        made = convert(text, display="block" if display else "inline")
        tree = ElementTree.fromstring(made.replace(NAMESPACE, "", 1))
        return ElementTree.tostring(pruned(tree), encoding="unicode")
    except Exception:  # whatever a student wrote
        return f"<code>{html.escape(text[:LONGEST])}</code>"


def pruned(element):
    """The tree with known elements and attributes only."""
    if element.tag not in ELEMENTS:
        element.tag = "mrow"
    for name in set(element.attrib) - ATTRIBUTES:
        del element.attrib[name]
    for child in element:
        pruned(child)
    return element
