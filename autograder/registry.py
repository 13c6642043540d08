"""What is known about each notebook: its checks, wrong ideas and unusual right answers."""

import functools
import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import mistakes, notebooks

CHECKS = {}


@dataclass(frozen=True)
class Check:
    """One graded behaviour. `sentence` is the rule the student can read.

    run(student, rng): raises `Failure` if the behaviour is not right.
    gate: trains a whole network, so no wrong idea is replayed on it.
    """

    key: str
    sentence: str
    run: Callable
    gate: bool = False

    @property
    def grade_id(self):
        return self.key.split("/")[1]


def check(key, *, gate=False):
    """Register a function as the hidden check `key`, "<notebook>/<grade id>"."""

    def register(function):
        if key in CHECKS:
            raise ValueError(f"two checks are called {key}")
        CHECKS[key] = Check(key, inspect.getdoc(function).split("\n\n")[0], function, gate)
        return function

    return register


class NoChecks(RuntimeError):
    """A notebook without a folder of checks."""


@functools.cache
def load(notebook):
    """Import the checks of one notebook; returns its package. `NoChecks` if it has none."""
    name = f"autograder.checks.{notebook}"
    try:
        package = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name == name:
            raise NoChecks(
                f"{notebook} has no checks: the folder autograder/checks/{notebook}/ is missing. "
                f"Run: make new ASSIGNMENT={notebook}, or read docs/authoring.md."
            ) from None
        raise
    for module in package.ANSWERS:
        importlib.import_module(f"{name}.{module}")
    return package


def checks_of(notebook):
    """The notebook's checks by key, in the order of its modules."""
    load(notebook)
    return {key: item for key, item in CHECKS.items() if key.startswith(notebook + "/")}


def hidden_files(notebook):
    """Names of label files that hold answers: the package's HIDDEN_FILES."""
    return getattr(load(notebook), "HIDDEN_FILES", ())


def rehearsals(notebook):
    """Wrong ideas whose visible check cannot refuse them → why: the package's REHEARSALS."""
    return getattr(load(notebook), "REHEARSALS", {})


def without_packages(notebook):
    """Packages that its exercises are done without, so the sandbox does not have them: the
    package's WITHOUT. Where a rule says so only; elsewhere a student may use what is there."""
    return getattr(load(notebook), "WITHOUT", ())


@functools.cache
def wrong_ideas_of(notebook):
    """The notebook's wrong ideas, answer by answer in its order. Do not change the list."""
    paths = (folder(notebook) / "mistakes" / f"{name}.diff" for name in notebooks.answers(notebook))
    ideas = [
        idea for path in paths if path.exists() for idea in mistakes.wrong_ideas(path, notebook)
    ]
    names = [idea.name for idea in ideas]
    for idea in ideas:
        if names.count(idea.name) > 1:
            raise mistakes.BadText(f"{idea.where}: two wrong ideas are called {idea.name}")
    return ideas


@functools.cache
def right_answers_of(notebook):
    """The notebook's unusual right answers, by name. Do not change the list."""
    paths = sorted((folder(notebook) / "right_answers").glob("*.py"))
    return [mistakes.right_answer(path) for path in paths]


def folder(notebook):
    """The folder of what is known about a notebook."""
    return Path(load(notebook).__file__).parent
