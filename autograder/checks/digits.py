"""A graded training run on the digits: what the lab run and the zoo run have in common.

The labels of the test digits stay here: the student's process sees noisy pixels in a random
order and answers with labels. The ten classes get their numbers by a draw, so labels stored
beforehand do not fit. The noise (σ = 0.02) costs a network that has learned less than
0.1 points, and a table of stored answers everything.
"""

import numpy as np

from autograder.data import mnist
from autograder.grading.expect import numbers, require
from autograder.grading.failures import Failure

SECONDS, GIGABYTES, LEARNED = 120, 2, 0.3


class TrainingRun:
    """One training for several items: it is asked for once in each submission.

    question: a function of a module `inside` that trains on x_train, y_train, seed, reads
    x_test and returns what `inside.measured_run` returns. call: the student's function as
    messages name it; reading: how they name what it gave.
    """

    def __init__(self, question, call, reading):
        self.question, self.call, self.reading = question, call, reading
        self.owner = self.outcome = None

    def of(self, student, rng):
        """The facts of the run: accuracy, what the whole process tree used, forbidden packages."""
        owner = getattr(student, "namespace", student)
        if self.owner is not owner:
            self.owner, self.outcome = owner, self._outcome(student, rng)
        if isinstance(self.outcome, Failure):
            raise self.outcome
        return self.outcome

    def _outcome(self, student, rng):
        try:
            return self._train(student, rng)
        except Failure as failure:
            return failure

    def _train(self, student, rng):
        images, answers = mnist("train")
        digits, truth = mnist("t10k")
        order = rng.permutation(len(truth))
        faint, seed = _faint(digits[order], rng), int(rng.integers(2**31))
        names = rng.permutation(10).astype(np.uint8)
        inputs = dict(x_train=images, y_train=names[answers], x_test=faint, seed=seed)
        got, used = student.measured(self.question, seconds=300, **inputs)
        labels = numbers(got["labels"], self.reading)
        if labels.size != len(truth):
            shapes = dict(want_shape=(len(truth),), got_shape=labels.shape)
            raise Failure("shape", self.reading, got=None, **shapes)
        accuracy = float(np.mean(labels.reshape(-1) == names[truth[order]]))
        return dict(accuracy=accuracy, used=used, forbidden=got["forbidden"])

    def reads(self, student, rng, bound):
        """The network reads at least this fraction of the noisy test digits."""
        accuracy = self.of(student, rng)["accuracy"]
        student.reaches(accuracy, bound)
        problem = f"reads {accuracy:.2%} of the noisy test digits; this band needs {bound:.0%}."
        require(accuracy >= bound, f"The network of {self.call}", problem)

    def keeps_its_limits(self, student, rng):
        """It learned something, within time and memory, with NumPy alone."""
        run = self.of(student, rng)
        problem = "reads less than 30 % of the digits: it has not learned yet."
        require(run["accuracy"] >= LEARNED, f"The network of {self.call}", problem)
        packages = ", ".join(str(name) for name in run["forbidden"])
        require(not packages, self.call, f"used {packages}. Only NumPy is allowed.")
        seconds, gigabytes = run["used"].cpu_seconds, run["used"].peak_bytes / 2**30
        problem = f"used {seconds:.0f} s of CPU time; the limit is {SECONDS} s."
        require(seconds <= SECONDS, self.call, problem)
        problem = f"used {gigabytes:.1f} GB at its peak; the limit is {GIGABYTES} GB."
        require(gigabytes <= GIGABYTES, self.call, problem)


def _faint(digits, rng):
    """The digits as bytes, with faint noise."""
    noise = rng.standard_normal(digits.shape, dtype=np.float32) * np.float32(0.02 * 255)
    return np.clip(np.rint(digits + noise), 0, 255).astype(np.uint8)
