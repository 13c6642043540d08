"""lab-run: one graded training for five items."""

from autograder.checks.digits import TrainingRun
from autograder.registry import check

from . import inside

RUN = TrainingRun(inside.graded_run, "lab_run", "lab_run(x_train, y_train, seed).predict(X)")


@check("nb05_lab/lab-run-85", gate=True)
def lab_run_85(student, rng):
    """The network of lab_run reads at least 85 % of the noisy test digits."""
    RUN.reads(student, rng, 0.85)


@check("nb05_lab/lab-run-90", gate=True)
def lab_run_90(student, rng):
    """The network of lab_run reads at least 90 % of the noisy test digits."""
    RUN.reads(student, rng, 0.90)


@check("nb05_lab/lab-run-95", gate=True)
def lab_run_95(student, rng):
    """The network of lab_run reads at least 95 % of the noisy test digits."""
    RUN.reads(student, rng, 0.95)


@check("nb05_lab/lab-run-97", gate=True)
def lab_run_97(student, rng):
    """The network of lab_run reads at least 97 % of the noisy test digits."""
    RUN.reads(student, rng, 0.97)


@check("nb05_lab/lab-run-limits", gate=True)
def lab_run_limits(student, rng):
    """lab_run reaches 30 % with at most 120 s of CPU time and 2 GB, and with NumPy alone."""
    RUN.keeps_its_limits(student, rng)
