"""How Sphinx makes the pages; `autograder/site/build.py` calls it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from docutils import nodes  # noqa: E402

from autograder.grading.formulas import formula  # noqa: E402

project = "Neural networks from scratch"
author = copyright = "the authors; texts and figures CC BY 4.0"
extensions = ["myst_nb"]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"
nb_render_markdown_format = "myst"
suppress_warnings = ["myst.header", "mystnb.unknown_mime_type"]
html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["static"]
html_css_files = ["course.css"]
html_show_sourcelink = html_copy_source = False
html_math_renderer = "mathml"
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
}


def inline(page, node):
    page.body.append(f'<span class="math">{formula(node.astext())}</span>')
    raise nodes.SkipNode


def block(page, node):
    page.body.append(f'<div class="math">{formula(node.astext(), display=True)}</div>')
    raise nodes.SkipNode


def setup(app):
    """Formulas as MathML, as on students' pages: no script, and no other host is asked."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
