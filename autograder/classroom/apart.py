"""A generator that runs in a process of its own, with bounded memory: its items come here.

What strangers have sent is read there. If it ends that process, this one only hears of it.
"""

import multiprocessing
import resource
from pathlib import Path

from .stopping import as_worker, kill

MEMORY = 1536 * 2**20  # more than the process takes when it starts
PRELOADED = [
    f"autograder.{name}"
    for name in ("classroom.forked", "classroom.worker", "classroom.intake", "course")
]


class Ended(RuntimeError):
    """The process ended before its work was done."""


def context():
    """Processes are forked from one that has imported what they need, once."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(PRELOADED)
    return found


def items(function, *arguments):
    """What the generator function(*arguments) yields. Its exceptions are raised here too."""
    ours, theirs = context().Pipe(duplex=False)
    process = context().Process(target=_run, args=(theirs, function, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        while True:
            try:
                kind, value = ours.recv()
            except EOFError:
                raise Ended from None
            if kind == "end":
                return
            if kind == "error":
                raise value
            yield value
    finally:
        kill([process])
        ours.close()


def _run(pipe, function, arguments):
    as_worker()
    limit_memory()
    try:
        for item in function(*arguments):
            pipe.send(("item", item))
        pipe.send(("end", None))
    except Exception as error:
        pipe.send(("error", error))


def limit_memory():
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
