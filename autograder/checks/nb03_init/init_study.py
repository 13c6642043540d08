"""init-study: a table of training losses for several starts and seeds."""

import itertools

import numpy as np

from autograder.grading.expect import number, numbers, require
from autograder.registry import check

from .moons import all_moons
from .study import inside

KINDS = ("small", "xavier", "he")
STDS = [
    ((kind, i, o), 0.01 if kind == "small" else (2 / (i + o if kind == "xavier" else i)) ** 0.5)
    for kind, (i, o) in itertools.product(KINDS, ((2, 10), (10, 2)))
]
WHAT = "init_study(kinds, seeds, n_epochs)"
FACTORS = 1.0, 1.75


def tables(got, kinds, shape):
    """kind → finite array of the asked shape."""
    named = isinstance(got, dict) and all(kind in got for kind in kinds)
    require(named, WHAT, "should give a dict with the given kinds as keys.", got=np.array([named]))
    found = {}
    for kind in kinds:
        table = numbers(got[kind], f"{WHAT}['{kind}']").astype(float)
        problem = f"has shape {table.shape}; expected (len(seeds), n_epochs), here {shape}."
        require(table.shape == shape, f"{WHAT}['{kind}']", problem, got=np.array(table.shape))
        require(np.isfinite(table).all(), f"{WHAT}['{kind}']", "contains inf or nan.")
        found[kind] = table
    return found


@check("nb03_init/init-study-table")
def init_study_table(student, rng):
    """Each kind has a (len(seeds), n_epochs) table of training losses; small stays above he."""
    kinds, seeds, epochs = ["he", "small", "xavier"], drawn_seeds(rng, 4), 7
    got = student.run(inside.table_of, kinds=kinds, seeds=seeds, epochs=epochs, stds=STDS)
    found = tables(got["table"], kinds, (len(seeds), epochs))
    sizes = got["sizes"]
    right_sizes = all(tuple(size) == (2, 10, 2) for size in sizes)
    problem = "should use 2 inputs, 10 hidden units, 2 outputs."
    require(right_sizes, WHAT, problem, got=np.array(sizes))
    rates = np.array(got["rates"])
    require(np.allclose(rates, 0.5), WHAT, "should train with lr 0.5.", got=rates)
    if len(got["rows"]):
        on_training_moons(got["rows"])
    ordered(found)
    right_starts(student, drawn_seeds(rng, 8))
    at_work(student, kinds, seeds)


def drawn_seeds(rng, count):
    return [int(seed) for seed in rng.permutation(90)[:count]]


def right_starts(student, seeds):
    what = 'init_study(["he"], seeds, 1)'
    starts = numbers(student.run(inside.starts_of, seeds=seeds, stds=STDS), what).astype(float)
    if starts.size:
        problem = 'the std of W1 is not init_std("he", 2, 10).'
        median = np.round(np.median(starts), 1)
        require(0.7 < median < 1.4, WHAT, problem, got=np.array([median]))


def at_work(student, kinds, seeds):
    """The losses are those of a network that is trained: a step for each epoch of each row.

    Seen in one of three ways, for programs that keep the class or its methods: losses
    that a recorder or the student's own class makes larger, or a table that follows the data.
    """
    asked = {"kinds": kinds, "seeds": seeds}
    recorder = [{"stds": STDS, "factor": factor, **asked} for factor in FACTORS]
    if grows(student, inside.losses_of_a_recorder, recorder, len(kinds) * len(seeds) * 3):
        return
    for name in ("compute_loss", "train_step"):
        own = [{"name": name, "factor": factor, **asked} for factor in FACTORS]
        if grows(student, inside.losses_of_own_methods, own, len(kinds) * len(seeds) * 3):
            return
    problem = "should train a TwoLayerNet with train_step on X_train, Y_train."
    require(bool(student.run(inside.follows_the_data, **asked)), WHAT, problem)


def grows(student, question, asked, least):
    """Do enough steps happen, and is the table larger by the factor of the losses?"""
    (one, steps), (other, _) = (_table_and_steps(student.run(question, **each)) for each in asked)
    return steps >= least and one.shape == other.shape and alike(FACTORS[1] * one, other)


def _table_and_steps(got):
    return numbers(got["table"], WHAT).astype(float), number(got["steps"], WHAT)


def on_training_moons(rows):
    """The points trained on are the training part of the moons: not all, not the held-out."""
    moons, _ = all_moons()
    rows = numbers(rows, WHAT).astype(float)
    near = np.abs(rows[:, None, :] - moons[None]).max(axis=2) < 1e-4
    used = int(near.any(axis=0).sum())
    problem = "should train on the training moons: those 210 points and no others."
    ok = near.any(axis=1).all() and 150 <= used <= 270
    require(ok, WHAT, problem, got=np.array([used]))


def ordered(found):
    falls = [bool(np.all(table[:, -1] < table[:, 0])) for table in found.values()]
    require(all(falls), WHAT, "the loss does not fall in every row.", got=np.array(falls))
    above = found["small"][:, -1].min() > found["he"][:, -1].max()
    facts = np.round([np.median(found[kind][:, -1]) for kind in ("small", "he")], 1)
    problem = "the loss of small is not above the loss of he: does each kind get its own std?"
    require(above, WHAT, problem, got=facts)


@check("nb03_init/init-study-seeded")
def init_study_seeded(student, rng):
    """The same call gives the same table: a row for each seed, in their order, from it alone."""
    first, second = sorted(drawn_seeds(rng, 2))
    kinds = ["small", "he"]
    calls, nets, fixed = student.run(
        inside.seeded_tables, kinds=kinds, first=first, second=second, stds=STDS
    )
    calls = [[numbers(t, WHAT).astype(float) for t in call] for call in calls]
    in_order = all(
        rows_in_order(*three) for three in zip(calls[3], calls[2], calls[0], strict=True)
    )
    one, again, other, _, twice = (np.concatenate([t.ravel() for t in c]) for c in calls)
    same, by_seed, differ = alike(one, again), not_new(twice, one), not alike(one, other)
    facts = np.array([same, by_seed, differ, in_order, number(nets, WHAT), bool(fixed)])
    require(same, WHAT, "gives another table when it is called again.", got=facts)
    require(by_seed, WHAT, "gives a seed another row when it stands later in the list.", got=facts)
    require(differ, WHAT, "gives the same row for different seeds.", got=facts)
    require(in_order, WHAT, "has the rows in another order than the seeds.", got=facts)
    at_work(student, kinds, [first, second])


def rows_in_order(table, upper, lower):
    """Is `table` of two seeds made of their rows? (Its shape has an item of its own.)"""
    return table.shape != (2, 5) or alike(table, np.vstack([upper.ravel(), lower.ravel()]))


def alike(a, b):
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-6, atol=0))


def not_new(values, known):
    """Is every number of `values` one of the `known`? (Whatever the shape of the table.)"""
    return bool(np.isclose(values[:, None], known[None], rtol=1e-9, atol=0).any(axis=1).all())
