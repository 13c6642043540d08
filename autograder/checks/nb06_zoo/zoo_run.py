"""zoo-run: one graded training for three items."""

from autograder.checks.digits import TrainingRun
from autograder.registry import check

from .building import inside

RUN = TrainingRun(inside.graded_run, "zoo_run", "zoo_run(x_train, y_train, seed).forward(x)")


@check("nb06_zoo/zoo-run-95", gate=True)
def zoo_run_95(student, rng):
    """The network of zoo_run reads at least 95 % of the noisy test digits."""
    RUN.reads(student, rng, 0.95)


@check("nb06_zoo/zoo-run-97", gate=True)
def zoo_run_97(student, rng):
    """The network of zoo_run reads at least 97 % of the noisy test digits."""
    RUN.reads(student, rng, 0.97)


@check("nb06_zoo/zoo-run-limits", gate=True)
def zoo_run_limits(student, rng):
    """zoo_run reaches 30 % with at most 120 s of CPU time and 2 GB, and with NumPy alone."""
    RUN.keeps_its_limits(student, rng)
