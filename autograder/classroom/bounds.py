"""What bounds the grading of one submission: its own folder, its time, what nbgrader said."""

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path

from ..grading.failures import MachineFault

FOLDERS = "nn-grade-"
FULL_DISK = 500_000  # bytes: with less, nbgrader cannot grade anything
FULL = "The disk of {folder} is full. Free some space and give the same command again."


class GradingFailed(RuntimeError):
    """nbgrader could not bring one submission to an end."""


class OutOfTime(GradingFailed):
    """Reading or converting a submission takes too long."""


@contextlib.contextmanager
def wall_limit(seconds):
    """Raise `OutOfTime` again and again after `seconds`, until the block is left.

    Works in a process's main thread only, so not on a Dask worker.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise OutOfTime(f"It took longer than {seconds:g} seconds to grade.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def private_folder():
    """A folder for one submission; a failure on a full disk is told as what it is."""
    with tempfile.TemporaryDirectory(prefix=f"{FOLDERS}{os.getpid()}-") as root:
        try:
            yield Path(root)
        except Exception:
            if shutil.disk_usage(root).free < FULL_DISK:
                raise MachineFault(FULL.format(folder=tempfile.gettempdir())) from None
            raise


def why_failed(done):
    """Why a step of nbgrader failed: the end of the traceback in its log."""
    lines = (done.get("log") or done.get("error") or "").splitlines()
    lines = [line.strip() for line in lines if line.strip() and line[0] not in "[( "]
    return lines[-1][:200] if lines else "nbgrader gave no reason"
