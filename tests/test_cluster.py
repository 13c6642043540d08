"""The same class on other machinery: a Dask cluster, a PostgreSQL server. Same gradebook."""

import contextlib
import getpass
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

from .test_classroom import grade, rows, submitted, undisturbed

__all__ = ["submitted", "undisturbed"]  # fixtures
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


@pytest.fixture
def cluster(tmp_path):
    """The address of a Dask scheduler, and its two workers as separate processes."""
    file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    where = {"cwd": tmp_path}
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    with running(*dask, "scheduler", *options, "--scheduler-file", str(file), **where):
        address = wait_for(lambda: json.loads(file.read_text())["address"])
        worker = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        with running(*worker, **where) as one, running(*worker, **where) as two:
            yield address, [one, two]


def wait_for(found, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return found()
        except (OSError, ValueError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_a_dask_cluster_that_loses_a_worker_gives_the_same_gradebook(
    cluster, submitted, undisturbed, tmp_path
):
    address, workers = cluster

    def lose_one(result, total):
        workers[0].kill()

    root = tmp_path / "course"
    root.mkdir()
    results = grade(submitted, root, scheduler=address, each=lose_one)
    assert [result.problem for result in results if not result.graded] == []
    assert rows(root) == rows(undisturbed)


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
        for parent in list(folder.parents)[:3]:
            os.chmod(parent, 0o755)
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    program = [*as_user, f"{POSTGRES[0]}/initdb", "-A", "trust", "-U", "course", f"{folder}/db"]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    server = [*as_user, f"{POSTGRES[0]}/postgres", "-D", f"{folder}/db", "-p", str(port)]
    with running(*server, "-k", str(folder), "-h", "127.0.0.1", cwd=folder):
        wait_for(lambda: socket.create_connection(("127.0.0.1", port)).close())
        time.sleep(1)
        yield f"postgresql://course@127.0.0.1:{port}/postgres"


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def test_a_postgresql_gradebook_holds_the_same_grades(postgres, submitted, undisturbed, tmp_path):
    grade(submitted, tmp_path, database=postgres)
    assert rows(tmp_path, postgres) == rows(undisturbed)
    assert not (tmp_path / "gradebook.db").exists()
