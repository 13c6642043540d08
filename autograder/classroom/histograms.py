"""Pictures of a class's scores: for the instructor, and for each student with their place.

No picture holds a student's name.
"""

import functools
import io

import numpy as np
from matplotlib.figure import Figure

from .class_scores import is_file_name, waits

FEWEST = 5  # of fewer scores, one could tell whose they are
BLUE, ORANGE = "#56B4E9", "#D55E00"  # told apart by colour-blind people too
HIDDEN = f"The scores of the class are not shown: there are fewer than {FEWEST} submissions."
UNREAD = "Written answers that nobody has read yet count 0 points here."


def write_places(graded, notebook, folder):
    scores, some_unread = tuple(one.score for one in graded), any(map(waits, graded))
    for one in filter(lambda one: is_file_name(one.student), graded):
        path = folder / one.student / notebook / "place.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(place(one.score, one.most, scores, some_unread))


@functools.lru_cache(maxsize=1000)
def place(score, most, scores, some_unread):
    """A PNG of all `scores` with one of them marked: the same for everyone who has it."""
    own, note = f"Your score: {number(score)} of {number(most)}.", f"\n{UNREAD}" * some_unread
    if len(scores) < FEWEST:
        return png(text_only(f"{own}{note}\n{HIDDEN}"))
    figure, axes = histogram(scores, most)
    point_at(axes, score)
    half = f"Half of the class has {number(half_has(scores))} or more."
    axes.set_title(f"{own} {half}{note}", fontsize=11, loc="left")
    return png(figure)


def number(value):
    return f"{round(value, 2):g}"


def half_has(scores):
    """The highest score that at least half of the class reaches."""
    return sorted(scores, reverse=True)[(len(scores) - 1) // 2]


def histogram(scores, most):
    """(figure, axes) with a bar for each point of a small notebook, for each few of a large one."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    width, top = max(1, round(most / 20)), max(most, *scores)
    axes.hist(scores, np.arange(-width / 2, top + width, width), color=BLUE, edgecolor="white")
    axes.set(xlabel=f"score (of {number(most)} points)", ylabel="number of submissions")
    axes.margins(x=0.01, y=0.25)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def point_at(axes, score):
    """Point at the bar that holds `score`: by another colour, a pattern and an arrow."""
    bar = [bar for bar in axes.patches if bar.get_x() <= score][-1]
    bar.set(facecolor=ORANGE, hatch="//")
    axes.annotate(
        "your score", (score, bar.get_height()), xytext=(0, 22), textcoords="offset points",
        ha="center", fontweight="bold", arrowprops={"arrowstyle": "-|>", "color": "black"},
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1}, annotation_clip=False,
    )  # fmt: skip


def text_only(text):
    figure = Figure(figsize=(7, 1.2))
    figure.text(0.02, 0.5, text, va="center", fontsize=11)
    return figure


def overview(scores, most):
    """The histogram for the instructor, with median and quartiles."""
    figure, axes = histogram(scores, most)
    low, middle, high = np.percentile(scores, [25, 50, 75])
    axes.axvline(middle, color=ORANGE, linestyle="--", label=f"median {number(middle)}")
    label = f"quartiles {number(low)} and {number(high)}"
    for value, name in ((low, label), (high, None)):
        axes.axvline(value, color="black", linestyle=":", label=name)
    figure.legend(loc="outside upper left", ncols=2, frameon=False)
    return png(figure)


def png(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    return buffer.getvalue()
