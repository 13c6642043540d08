"""The course secret, from which every check's seed follows."""

import contextlib
import os
import secrets

from .grading.failures import MachineFault
from .notebooks import ROOT

FILE = ROOT / ".course_secret"


def read():
    """COURSE_SECRET of the environment, else a file made once for this course folder.

    Raises `MachineFault` where neither can be had: without it nothing can be graded.
    """
    given = os.environ.get("COURSE_SECRET")
    if given:
        return given.encode()
    try:
        if not FILE.exists():
            new = FILE.with_suffix(f".{os.getpid()}")
            new.touch(0o600)
            new.write_text(secrets.token_hex(32))
            os.replace(new, FILE)
        close_to_others(FILE)
        return FILE.read_bytes()
    except OSError as error:
        raise MachineFault(
            f"The course's secret {FILE} cannot be read or made ({error.strerror}). Give this "
            "user the right to it, or set COURSE_SECRET."
        ) from None


def close_to_others(path):
    """Let nobody but its owner read a file, if it is ours to say so."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
