"""Markdown and code of students as HTML that can do nothing.

nbgrader's pages, feedback and formgrader alike, show a student's Markdown as
it is: a script in it would run in the instructor's browser, with the right to
change grades. So the filter that they use is replaced by this one.
"""

import functools
import re

import bleach
from jinja2 import pass_context
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TAGS = set(
    "a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li "
    "ol p pre s small span strong sub summary sup table tbody td th thead tr u ul".split()
)
PLAIN = {"class", "id", "align", "title", "alt", "width", "height", "colspan", "rowspan"}
PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
# With these MathJax makes links, classes and styles.
LIVE_MATH = re.compile(r"\\(href|require|csname|class|cssId|style|unicode|url)\b")
KEPT, LONGEST_KEPT = 500, 20_000  # cells, characters of each


@pass_context
def safe_markdown(context, source):
    """nbconvert's `markdown2html`, then only the tags and attributes of plain text."""
    attachments = (context.get("cell") or {}).get("attachments")
    if attachments or len(source or "") > LONGEST_KEPT:
        return rendered(source, attachments)
    return rendered_once(source)


def rendered(source, attachments=None):
    renderer = IPythonRenderer(escape=False, attachments=attachments or {})
    html = MarkdownWithMath(renderer=renderer).render(LIVE_MATH.sub(r"\\text{\1}", source or ""))
    return bleach.clean(
        html, tags=TAGS, attributes=allowed, protocols={"http", "https", "mailto", "data"}
    )


# Most cells are the course's own, the same for every student.
rendered_once = functools.lru_cache(KEPT)(rendered)


def highlighted(source, language=None, metadata=None):
    """nbconvert's `highlight_code`, computed once for cells that many students have."""
    return (colored if len(source) > LONGEST_KEPT else colored_once)(source)


def colored(source):
    return Highlight2HTML()(source)


colored_once = functools.lru_cache(KEPT)(colored)


def allowed(tag, name, value):
    """May this attribute stay? Pictures only if they lie in the file: others call home."""
    if name == "src":
        return tag == "img" and bool(PICTURE.fullmatch(value))
    if name == "href":
        return tag == "a" and not value.strip().lower().startswith("data:")
    return name in PLAIN
