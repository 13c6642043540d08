"""Runs on a Dask worker, which may be another machine: it knows the course only as bytes.

This module is sent by value, so it uses nothing but the standard library.
"""

import hashlib
import io
import os
import sys
import tempfile
import zipfile


def grade_from_kit(kit, job):
    """Grade one job (a dict) with the course in `kit` (a zip file's bytes)."""
    folder = unpacked(kit)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    os.environ["COURSE_SECRET"] = job.pop("secret")
    from autograder.classroom.worker import Job, grade

    return grade(Job(**job))


def unpacked(kit):
    """The folder of this kit on this machine, unpacked once."""
    name = f"course-kit-{hashlib.sha256(kit).hexdigest()[:16]}-{os.getpid()}"
    folder = os.path.join(tempfile.gettempdir(), name)
    if not os.path.isdir(folder):
        zipfile.ZipFile(io.BytesIO(kit)).extractall(folder)
    return folder
