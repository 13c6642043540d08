"""What is known about each notebook: its checks and the wrong ideas they recognise."""

import importlib
import inspect
import sys
from dataclasses import dataclass
from pathlib import Path

CHECKS = {}
WRONG_IDEAS = {}


@dataclass(frozen=True)
class Check:
    """One graded behaviour. `sentence` is the rule the student can read.

    gate: trains a whole network, so no wrong idea is replayed on it.
    """

    key: str
    sentence: str
    run: callable
    gate: bool = False

    @property
    def grade_id(self):
        return self.key.split("/")[1]


@dataclass(frozen=True)
class WrongIdea:
    """A common mistake: a real program, what it fails, and the hint it earns.

    answer: the exercise it is made in. fails: grade ids it must lose, and no
    others. edits: (old, new) pairs that turn the solution into the mistake.
    hint: one or two sentences to the student who made it.
    """

    name: str
    notebook: str
    answer: str
    fails: tuple
    edits: tuple
    hint: str


def check(function=None, *, gate=False):
    """Register the hidden check `<this module>/<function name with dashes>`."""
    if function is None:
        return lambda function: check(function, gate=gate)
    notebook = function.__module__.rsplit(".", 1)[-1]
    key = f"{notebook}/{function.__name__.replace('_', '-')}"
    CHECKS[key] = Check(key, inspect.getdoc(function).split("\n\n")[0], function, gate)
    return function


def wrong_idea(name, *, answer, fails, edits, hint):
    """Register a wrong idea about `answer` of the notebook of the calling module."""
    notebook = Path(inspect.currentframe().f_back.f_code.co_filename).stem
    pairs = (edits,) if isinstance(edits[0], str) else edits
    key = f"{notebook}/{name}"
    if key in WRONG_IDEAS:
        raise ValueError(f"two wrong ideas are called {key}")
    fails = tuple(fails.split())
    WRONG_IDEAS[key] = WrongIdea(
        name, notebook, answer, fails, tuple(pairs), " ".join(hint.split())
    )


class NoChecks(RuntimeError):
    """A notebook without a module of checks."""


def load(notebook):
    """Import the checks of one notebook; `NoChecks` if there is no such module."""
    try:
        importlib.import_module(f"autograder.checks.{notebook}")
    except ModuleNotFoundError as error:
        if error.name == f"autograder.checks.{notebook}":
            raise NoChecks(
                f"{notebook} has no checks: autograder/checks/{notebook}.py is missing. "
                "docs/authoring.md shows how to write it."
            ) from None
        raise


def checks_of(notebook):
    """The notebook's checks by key, in the order of its module."""
    load(notebook)
    return {key: item for key, item in CHECKS.items() if key.startswith(notebook + "/")}


def hidden_files(notebook):
    """Names of label files that hold answers: the module's HIDDEN_FILES."""
    load(notebook)
    return getattr(sys.modules[f"autograder.checks.{notebook}"], "HIDDEN_FILES", ())


def wrong_ideas_of(notebook):
    """The notebook's wrong ideas, in the order of its module."""
    load(notebook)
    return [idea for idea in WRONG_IDEAS.values() if idea.notebook == notebook]
