"""Ctrl-C and SIGTERM end a run quickly and tidily: what is graded is kept, no process stays."""

import contextlib
import ctypes
import os
import signal
import sys
import time

STOPPED = (
    "Stopped. {count} of this run's submissions are graded and kept; the same command goes on:\n"
    "  {command}"
)
EARLY = "Stopped. The same command goes on:\n  {command}"
EXIT = 130
DIE_WITH_PARENT = 1  # Linux's prctl
PATIENCE = 3


@contextlib.contextmanager
def stoppable():
    """The first Ctrl-C or SIGTERM raises `KeyboardInterrupt`, the second ends at once."""
    came = []

    def stop(number, frame):
        if came:
            os._exit(EXIT)  # the workers end with this process
        came.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def command():
    """The words this run was started with."""
    return " ".join(["python -m autograder", *sys.argv[1:]])


def as_worker():
    """In a new worker: end with the process that it was forked from, however that one ends.

    Ctrl-C reaches every process of a terminal: it is the coordinator that stops the workers.
    A handler of nothing, because programs that a worker starts would inherit an ignored one.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def kill(processes):
    """End workers at once, and wait until they are gone."""
    processes = list(processes)
    for process in processes:
        process.kill()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
