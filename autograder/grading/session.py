"""One submission's run: its cells in order, with a fresh kernel after a loss."""

import nbformat

from ..sandbox.kernel import PING, Kernel, KernelLost
from .answers import definitions, trouble
from .failures import Failure
from .student import Student

RESTARTS = 12


class Session(Student):
    """Runs cells and answers checks; used as a context.

    A cell that takes its kernel with it is left out from then on: a fresh
    kernel replays the other cells and the rest of the notebook goes on.
    cell_seconds: limit for one cell. submission_seconds: limit for everything.
    Both count what the code computes or sleeps, not what it waits for a busy machine.
    sandbox: how kernels are started, the arguments of `Kernel`.
    """

    def __init__(self, cell_seconds=30, submission_seconds=900, **sandbox):
        super().__init__()
        self.sandbox, self.cell_seconds = sandbox, cell_seconds
        self.submission_seconds, self.spent = submission_seconds, 0.0  # before this kernel
        self.kernel, self.sources, self.losses, self.has_answered = None, [], 0, False
        self.needs_helpers = None  # do answers use threads that cells have started? None: open

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._close()

    def run_cell(self, source):
        """The outputs of one cell of the submission."""
        try:
            outputs = self._ready().run_cell(source, self._seconds(self.cell_seconds))
        except KernelLost as loss:
            self._lose()
            return [note(f"{loss}. This cell is left out when the rest is graded.")]
        except Failure as failure:
            return [note(f"this cell was not run ({failure.kind}).")]
        self.sources.append(source)
        return outputs

    def run_answer(self, name, source, stub):
        """The outputs of an answer cell; what it should define and does not is as in the stub."""
        outputs = self.run_cell(source)
        stubs = definitions(stub)
        missing = self._missing(list(stubs))
        found = trouble(outputs, source, missing)
        if found:
            self.troubles[name] = found
        if missing:
            self.run_cell("\n\n".join(stubs[name] for name in missing))
        return outputs

    def _missing(self, names):
        """Which of these names the student's globals do not hold."""
        if not names:
            return []
        try:
            there = self.run("[name in student for name in names]", names=names)
        except Failure:
            return []
        if not isinstance(there, list):
            return []
        return [name for name, found in zip(names, there, strict=False) if found is False]

    def _ask(self, request, seconds):
        if self.needs_helpers:
            return self._ask_apart(request, seconds)[0]
        try:
            reply = self._answer(request, seconds)
        except KernelLost:
            # Something that an earlier question left behind may have struck now.
            innocent = self.has_answered
            self._lose()
            if innocent or self._cell_was_to_blame():
                return self._ask(request, seconds)
            raise Failure("silent", "Your code") from None
        if "stopped" not in reply:
            return reply
        if reply.get("idle") and self.needs_helpers is None and self.kernel.has_helpers():
            return self._ask_with_helpers(request, seconds)
        raise Failure(reply["stopped"], "Your code", seconds=seconds)

    def _ask_with_helpers(self, request, seconds):
        """Ask again where helper threads live: a fork has none, so it waits for them for ever."""
        self.needs_helpers = False
        reply, _ = self._ask_apart(request, seconds)
        self.needs_helpers = True
        return reply

    def _ask_measured(self, request, seconds):
        return self._ask_apart(request, seconds, alone=True)

    def _ask_apart(self, request, seconds, alone=False):
        """(the reply, its `Usage`) of a fresh kernel's own process, which is thrown away."""
        reply = {"stopped": "died"}
        with Kernel(**self.sandbox, alone=alone) as kernel:
            try:
                for source in self.sources:
                    kernel.run_cell(source, self._seconds(self.cell_seconds))
                reply, usage = kernel.ask_here(request, self._seconds(seconds))
            except KernelLost:
                pass
            self.spent += kernel.spent
        if "stopped" in reply:
            raise Failure(reply["stopped"], "Your code", seconds=seconds)
        return reply, usage

    def _answer(self, request, seconds):
        kernel = self._ready()
        reply = kernel.ask(request, self._seconds(seconds))
        if str(reply.get("stopped")) == "died" and not kernel.answers(PING):
            raise KernelLost("no question is answered any more")
        self.has_answered = True
        return reply

    def _cell_was_to_blame(self):
        """Replay the cells in a fresh kernel: is one left out that breaks every question?"""
        before = len(self.sources)
        self._ready()
        return len(self.sources) < before

    def _seconds(self, wanted):
        left = self.submission_seconds - self.spent - (self.kernel.spent if self.kernel else 0)
        if left <= 0:
            raise Failure("no-time", "Your notebook")
        return min(wanted, left)

    def _ready(self):
        """The kernel, started and brought up to date if the last one was lost."""
        while self.kernel is None:
            if self.losses > RESTARTS:
                raise Failure("no-kernel", "Your notebook")
            self._replay(Kernel(**self.sandbox))
        return self.kernel

    def _replay(self, kernel):
        self.kernel = kernel.__enter__()
        for index, source in enumerate(self.sources):
            try:
                kernel.run_cell(source, self._seconds(self.cell_seconds))
                harmless = kernel.answers(PING)
            except KernelLost:
                harmless = False
            if not harmless:
                del self.sources[index]
                return self._lose()

    def _lose(self):
        self.losses, self.has_answered = self.losses + 1, False
        self._close()

    def _close(self):
        kernel, self.kernel = self.kernel, None
        if kernel:
            self.spent += kernel.spent
            kernel.__exit__(None, None, None)


def note(text):
    """An output that tells the student what the grader did with a cell."""
    return nbformat.v4.new_output("stream", name="stderr", text=text[:1].upper() + text[1:] + "\n")
