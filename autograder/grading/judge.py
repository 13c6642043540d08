"""Runs one check on one student and puts the outcome into words."""

import functools
import hashlib
import hmac
from dataclasses import dataclass

import numpy as np

from .. import notebooks
from ..registry import checks_of, wrong_ideas_of
from . import messages
from .answers import UNFINISHED, explained
from .expect import alike
from .failures import Failure, MachineFault
from .student import NamespaceStudent


@dataclass(frozen=True)
class Verdict:
    """What a check found: passed or not, the message, the wrong idea if recognised.

    reached: (what a training run reached, what it needs), where a check noted it.
    """

    key: str
    passed: bool
    message: str = ""
    idea: str = ""
    reached: tuple | None = None


def judge(key, student, seed):
    """The verdict on one graded behaviour. Never raises because of a submission.

    Raises `MachineFault` where this machine cannot judge.
    """
    check = checks_of(key.split("/")[0])[key]
    return verdict(check, outcome(check, student, seed), student, seed)


def verdict(check, failure, student, seed):
    """What `outcome` found, in words."""
    key, notebook = check.key, check.key.split("/")[0]
    if failure is None:
        return Verdict(key, True, reached=student.reached)
    idea = diagnose(check, failure, seed)
    failure = explained(failure, student.troubles, notebooks.answer_of(notebook, check.grade_id))
    section = notebooks.section_of(notebook, check.grade_id)
    message = messages.failed(check, failure, idea, section)
    return Verdict(key, False, message, idea.name if idea else "", student.reached)


def outcome(check, student, seed):
    """None if the check passes, else its `Failure`."""
    student.begin(seed)
    try:
        check.run(student, np.random.default_rng(seed))
    except Failure as failure:
        return failure
    except MachineFault:
        raise
    except OSError as error:  # the course's own data: a student's code runs elsewhere
        raise MachineFault(f"{check.key} cannot be judged: {error}") from error
    except Exception as error:
        return Failure("unreadable", check.grade_id, got=type(error).__name__)


def diagnose(check, failure, seed):
    """The wrong idea that gives the very same result on the same inputs, or None.

    None too where two ideas with different hints do: what cannot be told apart is not guessed.
    """
    if check.gate or failure.got is None or failure.kind in UNFINISHED:
        return None
    known = [
        idea for idea in wrong_ideas_of(check.key.split("/")[0]) if check.grade_id in idea.fails
    ]
    found = [idea for idea in known if explains(idea, check, failure, seed)]
    return found[0] if len({idea.hint for idea in found}) == 1 else None


def explains(idea, check, failure, seed):
    try:
        return _same(failure_of(idea, check.grade_id, seed), failure)
    except Exception:
        return False


@functools.lru_cache(maxsize=1024)
def failure_of(idea, grade_id, seed):
    """The `Failure` of a known wrong idea on the inputs of this seed, or None."""
    check = checks_of(idea.notebook)[f"{idea.notebook}/{grade_id}"]
    return outcome(check, NamespaceStudent(notebooks.wrong_namespace(idea)), seed)


def _same(other, failure):
    return (
        other is not None
        and (other.kind, other.what) == (failure.kind, failure.what)
        and other.facts.get("problem") == failure.facts.get("problem")
        and other.facts.get("text") == failure.facts.get("text")
        and alike(other.got, failure.got, max(failure.tolerance, other.tolerance))
    )


def seed_of(secret, student_id, key):
    """A seed nobody can predict without the secret, the same on every regrade."""
    digest = hmac.new(secret, f"{student_id}|{key}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:6], "big")
