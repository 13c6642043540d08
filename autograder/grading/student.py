"""Asking a student's code: one interface over a sandboxed kernel or a plain namespace."""

import hashlib
import math
import os

from ..notebooks import lent
from ..sandbox.inside import probe, wire
from ..sandbox.watch import Watch
from .ask import text_of
from .failures import Failure

SECONDS = 20


class Student:
    """Answers snippets with plain data. Subclasses say where the code lives."""

    def __init__(self):
        self.troubles = {}  # answer → why its cell did not define what it should
        self.begin(0)

    def begin(self, seed):
        """Start a check: the student's random generators follow from `seed`."""
        self.seed, self.asked, self.reached = seed, 0, None

    def run(self, question, seconds=SECONDS, what=None, **inputs):
        """What the student's code makes of `question`, as plain data.

        question: a function of a module `inside`, or one line of code. `inputs` are
        sent as copies under their names; `np` is NumPy and `student` the dict of the
        student's globals. what: what messages call the thing that was asked. Raises
        `Failure` if the code raises, dies, or computes (or sleeps) for `seconds`.
        """
        return self._value(self._ask, question, seconds, what, inputs)

    def measured(self, question, seconds=SECONDS, what=None, **inputs):
        """(what `run` gives, the `Usage` of the whole process tree while it was computed).

        Measured from outside the student's process, in a fresh one that is thrown away and
        in which no other process can be started (`PermissionError`), threads can.
        """
        usage = []

        def ask(request, seconds):
            reply, used = self._ask_measured(request, seconds)
            usage.append(used)
            return reply

        return self._value(ask, question, seconds, what, inputs), usage[0]

    def reaches(self, value, needed):
        """Note what a training run reached, and what it needs: for the course's report."""
        self.reached = (float(value), float(needed)) if math.isfinite(value) else None

    def _value(self, ask, question, seconds, what, inputs):
        self.asked += 1
        code = question if isinstance(question, str) else text_of(question)
        what = what or (last_line(code) if code is question else "your code")
        request = {"code": code, "inputs": inputs, "seed": one_way(self.seed, self.asked)}
        try:
            reply = ask(request, seconds)
        except Failure as failure:
            failure.what = what
            raise
        if "error" in reply:
            raise _raised(reply["error"], what)
        return reply["value"]

    def _ask(self, request, seconds):
        raise NotImplementedError

    def _ask_measured(self, request, seconds):
        raise NotImplementedError


class NamespaceStudent(Student):
    """Code that lives in a dict of this process: trusted code only."""

    def __init__(self, namespace):
        super().__init__()
        self.namespace = namespace

    def _ask(self, request, seconds):
        request = wire.unpack(wire.pack(request))
        with lent(self.namespace) as namespace:
            return wire.unpack(wire.pack(probe.evaluate(namespace, **request)))

    def _ask_measured(self, request, seconds):
        watch = Watch(os.getpid(), memory=True)
        reply = self._ask(request, seconds)
        return reply, watch.usage()


def one_way(seed, number):
    """A seed for the student's side, from which the check's own draws do not follow."""
    return int.from_bytes(hashlib.sha256(f"{seed}|{number}".encode()).digest()[:6], "big")


def _raised(error, what):
    kind = {"NotImplementedError": "not-written", "NameError": "missing"}.get(
        error["type"], "raised"
    )
    return Failure(kind, what=what, got=error["type"], **error)


def last_line(code):
    return code.strip().splitlines()[-1]
