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
    use(unpacked(kit))
    os.environ["COURSE_SECRET"] = job.pop("secret")
    from autograder.classroom.records import Job
    from autograder.classroom.worker import grade

    return grade(Job(**job))


def use(folder):
    """Import the course from `folder`, also where another state of it was imported before."""
    known = sys.modules.get("autograder")
    if known and known.__file__.startswith(folder + os.sep):
        return
    for name in [name for name in sys.modules if name.split(".")[0] == "autograder"]:
        del sys.modules[name]
    sys.path[:] = [folder, *(path for path in sys.path if path != folder)]
    os.environ["COURSE_DATA"] = os.path.join(folder, "data")


def unpacked(kit):
    """The folder of this kit on this machine, unpacked once."""
    name = f"course-kit-{hashlib.sha256(kit).hexdigest()[:16]}-{os.getpid()}"
    folder = os.path.join(tempfile.gettempdir(), name)
    if not os.path.isdir(folder):
        part = tempfile.mkdtemp(prefix="course-kit-")
        zipfile.ZipFile(io.BytesIO(kit)).extractall(part)
        os.rename(part, folder)
    return folder
