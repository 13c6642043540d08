"""Where jobs are computed: processes of this machine, or the workers of a Dask scheduler.

Each opener is a context that yields `submit(job)`, which gives a
`concurrent.futures.Future` of the job's result.
"""

import contextlib
import dataclasses
import importlib
import io
import zipfile
from concurrent.futures import ProcessPoolExecutor

from .. import notebooks, secret
from .apart import context
from .stopping import as_worker, kill
from .worker import grade

KIT = ["autograder", "source", "release", "data", "nbgrader_config.py", "pyproject.toml"]


@contextlib.contextmanager
def local(workers):
    """A pool whose processes are forked after nbgrader is imported, once."""
    pool = ProcessPoolExecutor(workers, mp_context=context(), initializer=as_worker)
    try:
        yield lambda job: pool.submit(grade, job)
    except BaseException:
        kill((pool._processes or {}).values())  # no name in the library ends a job that runs
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def dask(scheduler):
    """A Dask cluster; its workers get course and submission as bytes, no shared folder."""
    distributed = importlib.import_module("distributed")
    from . import remote

    importlib.import_module("cloudpickle").register_pickle_by_value(remote)
    with connected(distributed, scheduler) as client:
        kit = client.scatter(course_kit(), broadcast=True)
        executor = client.get_executor(retries=3, pure=False)
        extra = {"secret": secret.read().decode()}
        grade_remotely = by_value(remote.grade_from_kit)
        yield lambda job: executor.submit(grade_remotely, kit, {**dataclasses.asdict(job), **extra})


def connected(distributed, scheduler):
    """A client of the scheduler; its workers must have one thread each, as nbgrader needs."""
    try:
        distributed.comm.get_address_host_port(scheduler)  # a client of no address ends untidily
        client = distributed.Client(scheduler, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RuntimeError(
            f"No Dask scheduler answers at {scheduler} ({error}). Start one: dask scheduler"
        ) from None
    if any(threads > 1 for threads in client.nthreads().values()):
        client.close()
        raise RuntimeError(
            "nbgrader needs Dask workers with one thread. Start them anew with: "
            f"dask worker {scheduler} --nthreads 1"
        )
    return client


def by_value(function):
    """A copy that travels with its code: the workers do not have this package."""
    return lambda *arguments: function(*arguments)


def course_kit():
    """The files that grading needs, as the bytes of one zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as kit:
        for path in (path for name in KIT for path in files(notebooks.ROOT / name)):
            kit.writestr(zipfile.ZipInfo(str(path.relative_to(notebooks.ROOT))), path.read_bytes())
    return buffer.getvalue()


def files(path):
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [file for file in found if file.is_file() and "__pycache__" not in file.parts]
