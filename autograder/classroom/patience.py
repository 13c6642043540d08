"""How long this process may compute over one submission, whatever else the machine does."""

import contextlib
import signal
import threading

from ..grading.failures import MachineFault

# Times the seconds of computing, but ten minutes at least: then something hangs, or the machine
# is far too busy.
MOST_WALL, LEAST_WALL = 6, 600
AGAIN = 5  # seconds at most until what caught or lost the exception gets it once more


class GradingFailed(RuntimeError):
    """nbgrader could not bring one submission to an end."""


class OutOfTime(GradingFailed):
    """Reading or converting a submission takes too long."""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise `OutOfTime` again and again once this process has computed for `seconds`.

    `MachineFault` if it gets no chance to. Works in a process's main thread only, so not
    on a Dask worker.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise OutOfTime(f"It took longer than {seconds:g} seconds to grade.")

    def give_up(*_):
        raise MachineFault(f"this machine is too busy to read or grade it in {wall:g} s")

    wall = max(LEAST_WALL, MOST_WALL * seconds)
    computing = _timer(signal.ITIMER_PROF, signal.SIGPROF, seconds, stop)
    with computing, _timer(signal.ITIMER_REAL, signal.SIGALRM, wall, give_up):
        yield


@contextlib.contextmanager
def _timer(kind, number, seconds, act):
    before = signal.signal(number, act)
    signal.setitimer(kind, seconds, min(AGAIN, seconds / 10))
    try:
        yield
    finally:
        signal.setitimer(kind, 0)
        signal.signal(number, before)
