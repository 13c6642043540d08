"""The same class on other machinery: a Dask cluster, a PostgreSQL server. Same gradebook."""

import contextlib
import getpass
import glob
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import distributed
import pytest

from autograder import notebooks
from autograder.classroom import executors
from tests.browser import free_port, wait_for

from .test_classroom import grade, rows, submitted, undisturbed

__all__ = ["submitted", "undisturbed"]  # fixtures
TEMPORARY = Path(tempfile.gettempdir())
SECONDS = 60  # until a server answers
POSTGRES = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1:]


@contextlib.contextmanager
def running(*command, **options):
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def cluster_of(folder, workers, threads):
    """The address of a Dask scheduler, and its workers as separate processes."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with contextlib.ExitStack() as stack:
        start = [*dask, "scheduler", *options, "--scheduler-file", str(file)]
        stack.enter_context(running(*start, cwd=folder))
        address = wait_for(lambda: json.loads(file.read_text())["address"], SECONDS)
        worker = [*dask, "worker", address, "--nthreads", str(threads)]
        worker += ["--no-nanny", "--no-dashboard"]
        yield address, [stack.enter_context(running(*worker, cwd=folder)) for _ in range(workers)]


@pytest.fixture
def cluster(tmp_path):
    before = os.umask(0o077)
    with cluster_of(tmp_path, workers=2, threads=1) as found:
        os.umask(before)
        yield found


def test_a_dask_cluster_that_loses_a_worker_gives_the_same_gradebook(
    cluster, submitted, undisturbed, tmp_path
):
    """Also where new files are the owner's alone, as in a course that root grades."""
    address, workers = cluster

    def lose_one(result, total):
        workers[0].kill()

    root = tmp_path / "course"
    root.mkdir()
    results = grade(submitted, root, scheduler=address, each=lose_one)
    assert [result.problem for result in results if not result.graded] == []
    assert rows(root) == rows(undisturbed)


def test_workers_with_several_threads_are_refused(tmp_path):
    with cluster_of(tmp_path, workers=1, threads=2) as (address, _):
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(1)
        with (
            pytest.raises(RuntimeError, match="one thread.*--nthreads 1"),
            executors.dask(address),
        ):
            pass


def test_a_worker_takes_the_newest_state_of_the_course(tmp_path):
    """In a process of its own: other tests go on with the course they have imported."""
    for number in (1, 2):
        (tmp_path / f"{number}" / "autograder").mkdir(parents=True)
        (tmp_path / f"{number}" / "autograder" / "__init__.py").write_text(f"print({number})")
    script = (
        f"import sys; from autograder.classroom.remote import use; root = {str(tmp_path)!r}\n"
        "for number in '121':\n    use(f'{root}/{number}')\n    import autograder"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=notebooks.ROOT, capture_output=True, text=True
    )
    assert done.stdout.split() == ["1", "2", "1"], done.stderr


@pytest.fixture
def postgres(tmp_path_factory):
    """The URL of an empty database on a PostgreSQL server started for this test."""
    if not POSTGRES:
        pytest.skip("PostgreSQL is not installed: sudo apt install postgresql")
    folder = tmp_path_factory.mktemp("postgres")
    port = free_port()
    as_user = []
    if getpass.getuser() == "root":
        shutil.chown(folder, "postgres")
        os.chmod(folder, 0o700)
        for parent in itertools.takewhile(lambda one: one != TEMPORARY, folder.parents):
            os.chmod(parent, 0o755)
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    program = [*as_user, f"{POSTGRES[0]}/initdb", "-A", "trust", "-U", "course", f"{folder}/db"]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    server = [*as_user, f"{POSTGRES[0]}/postgres", "-D", f"{folder}/db", "-p", str(port)]
    with running(*server, "-k", str(folder), "-h", "127.0.0.1", cwd=folder):
        wait_for(lambda: socket.create_connection(("127.0.0.1", port)).close(), SECONDS)
        time.sleep(1)
        yield f"postgresql://course@127.0.0.1:{port}/postgres"


def test_a_postgresql_gradebook_holds_the_same_grades(postgres, submitted, undisturbed, tmp_path):
    grade(submitted, tmp_path, database=postgres)
    assert rows(tmp_path, postgres) == rows(undisturbed)
    assert not (tmp_path / "gradebook.db").exists()


def test_a_class_graded_before_enters_another_gradebook(postgres, submitted, undisturbed, tmp_path):
    shutil.copytree(undisturbed, tmp_path / "course")
    grade(submitted, tmp_path / "course", database=postgres)
    assert rows(tmp_path, postgres) == rows(undisturbed)
