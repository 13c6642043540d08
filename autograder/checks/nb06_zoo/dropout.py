"""dropout: what every draw has in common, and evaluation mode."""

import numpy as np

from autograder.checks.recognised import agrees, remembering
from autograder.grading.expect import expect, number, numbers, require
from autograder.registry import check

from .activations import signed
from .building import inside


@check("nb06_zoo/dropout-train")
def dropout_train(student, rng):
    """In training each entry is kept by itself with 1 − p and divided by 1 − p, anew each time."""
    x, g = signed(rng, (60, 50), 0.5, 2), signed(rng, (60, 50), 0.5, 2)
    drawn = float(rng.choice([0.2, 0.3, 0.65]))
    for arguments, p in (((), 0.5), ((drawn,), drawn), ((0.0,), 0.0)):
        inputs = dict(arguments=arguments, x=x, small=x[:6, :10], g=g)
        got = student.run(inside.drawn, what="Dropout(p)", **inputs)
        with remembering([got["out"], got["slope"], got["again"], got["x"], got["grad_output"]]):
            judge_draw(got, x, g, p)


def judge_draw(got, x, g, p):
    what = f"Dropout({p:g}) in training"
    out = numbers(got["out"], what)
    if out.shape != x.shape:
        expect(out, x, what)
    kept = out != 0
    if p:
        judge_mask(kept, p, what)
        judge_new_draws(got, kept, what)
        expect(out, kept * x / (1 - p), f"the kept entries of {what}")
        expect(got["slope"], kept * g / (1 - p), f"backward of {what}, with the draw of forward")
    else:
        given_back(got["out"], x, f"forward of {what}")
        given_back(got["slope"], g, f"backward of {what}")
    for name, before in (("x", x), ("grad_output", g)):
        require(np.array_equal(got[name], before), what, f"It changed its argument {name}.")


def given_back(got, want, what):
    """Nothing may change here; that training does drop something is asked elsewhere."""
    require(agrees(got, want), what, "does not give back what it gets.", got=got)


def judge_mask(kept, p, what):
    """The share that is kept, and its spread over rows and over columns (5 standard errors)."""
    share, spread = kept.mean(), np.sqrt(p * (1 - p))
    problem = f"keeps {share:.0%} of the entries; {1 - p:.0%} are expected."
    require(abs(share - (1 - p)) < 0.05, what, problem)
    for axis, name in ((1, "rows"), (0, "columns")):
        found = kept.mean(axis=axis).std() / spread * np.sqrt(kept.shape[axis])
        problem = f"Entries of one of its {name} are not drawn each by itself."
        require(0.4 < found < 1.6, what, problem)


def judge_new_draws(got, kept, what):
    counts = [number(count, what) for count in got["counts"]]
    problem = "The number of kept entries is the same in each draw: each should be drawn by itself."
    require(len(set(counts)) > 1, what, problem)
    for name, problem in (
        ("again", "makes the same draw again after eval() and train()."),
        ("other", "makes the same draw as another Dropout."),
    ):
        mask = numbers(got[name], what) != 0
        require(mask.shape == kept.shape and np.mean(mask == kept) < 0.9, what, problem)


@check("nb06_zoo/dropout-eval")
def dropout_eval(student, rng):
    """In evaluation mode forward and backward give back what they get; training mode does not."""
    x, g = signed(rng, (12, 20), 0.5, 2), signed(rng, (12, 20), 0.5, 2)
    got = student.run(inside.evaluated, arguments=(0.4,), x=x, g=g, what="Dropout(p)")
    with remembering([got["first"], got["slope"], got["second"]]):
        given_back(got["first"], x, "Dropout(p).forward(x) in evaluation mode")
        given_back(got["slope"], g, "Dropout(p).backward(grad_output) in evaluation mode")
        given_back(got["second"], g, "a second forward in evaluation mode")
    for name, when in (("before", "before eval()"), ("after", "after eval() and train()")):
        changed = not np.array_equal(numbers(got[name], "Dropout(p)"), x)
        require(changed, "Dropout(p)", f"drops nothing in training mode, {when}.", got=got[name])
