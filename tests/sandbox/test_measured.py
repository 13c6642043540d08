"""What a question takes is measured outside the student's process: seconds, memory, processes."""

import os

import numpy as np
import pytest

from autograder.grading.failures import Failure
from autograder.grading.session import Session
from autograder.grading.student import NamespaceStudent
from autograder.sandbox.kernel import Kernel

MEGABYTE = 2**20
LIES = """
import os, resource, time
time.process_time = time.perf_counter = lambda: 0.0
os.times = resource.getrusage = None
def work(seconds, megabytes):
    import numpy as np, os
    end = os.sched_getaffinity and __import__("time").clock_gettime(2) + seconds
    block = np.ones(megabytes * 2**17)
    __import__("time").sleep(0.5)
    del block
    open("/proc/self/clear_refs", "w").write("5")
    while __import__("time").clock_gettime(2) < end: pass
    return os.getpid()
"""


@pytest.fixture(scope="module")
def session():
    with Session() as session:
        session.run_cell(LIES)
        yield session


def test_seconds_and_memory_are_seen_whatever_the_process_says(session):
    value, usage = session.measured("work(0.6, 700)")
    assert 0.5 < usage.cpu_seconds < 5 and usage.processes == 0
    assert 700 < usage.peak_bytes / MEGABYTE < 1200
    _, less = session.measured("work(0.1, 1)")
    assert less.peak_bytes < usage.peak_bytes - 400 * MEGABYTE
    assert less.cpu_seconds < usage.cpu_seconds


@pytest.mark.parametrize(
    "code",
    ["import os\nos.fork()", "import subprocess\nsubprocess.run(['true'])",
     "import multiprocessing\nmultiprocessing.Process(target=print).start()",
     "import os\nos.posix_spawn('/bin/true', ['true'], {})"],
)  # fmt: skip
def test_no_process_is_started_while_it_is_measured(session, code):
    with pytest.raises(Failure) as caught:
        session.measured(code)
    assert caught.value.facts["type"] == "PermissionError"


def test_threads_may_be_started_and_their_seconds_count(session):
    code = (
        "import threading\n"
        "workers = [threading.Thread(target=work, args=(0.4, 1)) for _ in range(2)]\n"
        "[worker.start() for worker in workers]\n[worker.join() for worker in workers]\n1"
    )
    assert session.measured(code)[1].cpu_seconds > 0.35


def test_what_is_measured_changes_nothing_for_the_next_question(session):
    session.measured("student.update(here=1)")
    assert session.run("'here' in student") is False


def test_in_a_plain_namespace_the_same_is_measured():
    code = "import numpy\nlen(numpy.ones(60_000_000))"
    value, usage = NamespaceStudent({}).measured(code)
    assert value == 60_000_000 and usage.peak_bytes > 450 * MEGABYTE
    assert 0 < usage.cpu_seconds < 20


def test_packages_that_a_notebook_does_without_are_not_there():
    with Session(without=("scipy", "sklearn", "nothing_of_this_name")) as session:
        code = (
            "def there(name):\n"
            "    try: return bool(__import__(name))\n"
            "    except ModuleNotFoundError: return False\n"
            "[there(name) for name in ('scipy', 'sklearn', 'numpy')]"
        )
        assert session.run(code) == [False, False, True]


POOLS = {
    "thread pool": "from concurrent.futures import ThreadPoolExecutor\n"
    "pool = ThreadPoolExecutor(1)\npool.submit(int).result()\n"
    "def f(x): return pool.submit(abs, x).result()",
    "queue": "import queue, threading\nask, told = queue.Queue(), queue.Queue()\n"
    "def serve():\n    while True: told.put(abs(ask.get()))\n"
    "threading.Thread(target=serve, daemon=True).start()\n"
    "def f(x):\n    ask.put(x)\n    return told.get()",
    "process pool": "from multiprocessing import Pool\npool = Pool(1)\n"
    "def f(x): return pool.apply(abs, (x,))",
}


@pytest.mark.parametrize("kind", POOLS)
def test_an_answer_that_uses_a_helper_of_its_cell_is_asked_again_where_the_helper_lives(kind):
    with Session() as session:
        session.run_cell(POOLS[kind])
        assert session.run("f(x)", seconds=2, x=-3) == 3
        assert session.run("f(x)", seconds=2, x=-4) == 4


def test_a_real_deadlock_is_asked_again_only_once():
    with Session() as session:
        session.run_cell(POOLS["queue"] + "\nlock = threading.Lock()\nlock.acquire()")
        for _ in range(2):
            with pytest.raises(Failure) as caught:
                session.run("lock.acquire()", seconds=1)
            assert caught.value.kind == "time"
        assert session.needs_helpers is False


def test_a_sandbox_of_root_runs_as_nobody_of_the_machine():
    with Kernel() as kernel:
        user = os.stat(f"/proc/{kernel.channel.pid}").st_uid
    assert user == (os.geteuid() or 65534)


WRITABLE = """
import os
own, found = {"self", "thread-self", *(name for name in os.listdir("/proc") if name.isdigit())}, []
for folder, folders, files in os.walk("/proc"):
    if folder == "/proc":
        folders[:] = [name for name in folders if name not in own]
    for name in files:
        try:
            os.close(os.open(f"{folder}/{name}", os.O_WRONLY))
            found.append(f"{folder}/{name}")
        except OSError:
            pass
found
"""


def test_no_file_of_proc_can_be_written_but_those_of_its_own_processes(session):
    assert session.run(WRITABLE, seconds=60) == []


def test_the_answer_to_a_question_of_numbers_is_the_same_measured_or_not(session):
    x = np.arange(3.0)
    assert np.array_equal(session.measured("x + 1", x=x)[0], session.run("x + 1", x=x))
