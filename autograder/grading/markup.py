"""Markdown and code of students as HTML that can do nothing.

nbgrader's pages, feedback and formgrader alike, show a student's Markdown as
it is: a script in it would run in the instructor's browser, with the right to
change grades, and a class name of the page's own style would lay it over the
page. So the filter that they use is replaced by this one, their head by ours.
"""

import functools
import re

import nh3
from jinja2 import pass_context
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from .formulas import with_formulas

TAGS = set(
    "a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li "
    "ol p pre s small span strong sub summary sup table tbody td th thead tr u ul".split()
)
ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title", "width", "height"},
    "td": {"align", "colspan", "rowspan"}, "th": {"align", "colspan", "rowspan"},
}  # fmt: skip
LINK = re.compile(r"(https?://|mailto:|#)[^<>]*", re.I)
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
NO_ALT, ALT = re.compile(r"<img\b(?![^>]*\balt=)"), '<img alt="A picture without a description"'
KEPT, LONGEST_KEPT = 500, 20_000  # cells, characters of each

CONTAINED = """
.text_cell_render, .input_area, .output_area, .output_subarea {
  contain: content; overflow: auto; position: static;
}
"""
LOCKED = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; "
    "base-uri 'none'"
)
# nbgrader's own scripts stand in the page; they talk to this server and nobody else.
FORMGRADER = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# formgrader waits for MathJax before it scrolls: there is none, so its end is told at once.
NO_MATHJAX = (
    "<script>window.MathJax = {Hub: {Startup: {signal: "
    "{Interest: tell => setTimeout(() => tell('End'))}}}};</script>"
)
MATHJAX = re.compile(r"<!-- Load mathjax -->.*?<!-- End of mathjax configuration -->", re.S)


@pass_context
def safe_markdown(context, source):
    """nbconvert's `markdown2html`, then only the tags and attributes of plain text."""
    attachments = (context.get("cell") or {}).get("attachments")
    if attachments or len(source or "") > LONGEST_KEPT:
        return rendered(source, attachments)
    return rendered_once(source)


def rendered(source, attachments=None):
    renderer = IPythonRenderer(
        escape=False, attachments=attachments or {}, exclude_anchor_links=True
    )
    html = MarkdownWithMath(renderer=renderer).render(source or "")
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=allowed,
        url_schemes={"http", "https", "mailto", "data"}, link_rel="noopener noreferrer",
    )  # fmt: skip
    return with_formulas(NO_ALT.sub(ALT, clean))


# Most cells are the course's own, the same for every student.
rendered_once = functools.lru_cache(KEPT)(rendered)


def highlighted(source, language=None, metadata=None):
    """nbconvert's `highlight_code`, computed once for cells that many students have."""
    return (colored if len(source) > LONGEST_KEPT else colored_once)(source)


def colored(source):
    return Highlight2HTML()(source)


colored_once = functools.lru_cache(KEPT)(colored)


def allowed(tag, name, value):
    """The value of an attribute, or None to drop it. Pictures only if they lie in the file:
    others call home. Links only to other sites or within the page: not to this server."""
    wanted = {"src": PICTURE, "href": LINK}.get(name)
    if wanted and not wanted.fullmatch(value):
        return None
    return None if set(value) & set("<>") else value


def with_head(html, policy, more=""):
    """A page of nbconvert's without MathJax from another machine, with a policy of our own."""
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{CONTAINED}</style>{more}"
    )
    return MATHJAX.sub(lambda _: head, html, count=1)
