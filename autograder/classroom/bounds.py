"""What bounds the grading of one submission: its own folder, and what nbgrader said."""

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

from ..grading.failures import MachineFault

FOLDERS = "nn-grade-"
SERIOUS = re.compile(r"\[[^\]]*(?:ERROR|CRITICAL)\]")
FULL_DISK = 500_000  # bytes: with less, nbgrader cannot grade anything
FULL = "The disk of {folder} is full. Free some space and give the same command again."


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
    """Why a step of nbgrader failed: the end of the traceback in its log, else its last error."""
    lines = (done.get("log") or done.get("error") or "").splitlines()
    lines = [line for line in lines if line.strip()]
    raised = [line.strip() for line in lines if line[0] not in "[( "]
    told = [line.partition("]")[2].strip() for line in lines if SERIOUS.match(line)]
    return (raised or told or ["nbgrader gave no reason"])[-1][:300]
