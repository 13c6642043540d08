"""Kernels that are forked share what was imported, and nothing that a student did."""

import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from autograder.sandbox import processes
from autograder.sandbox.kernel import Kernel

IMPORTS = ("numpy", "matplotlib.pyplot")
STATUS = "print(open('/proc/self/status').read())"
LEAVE_TRACES = """
import ctypes, os, subprocess, sys
from multiprocessing import shared_memory
import numpy as np
import matplotlib
np.add = np.sum = None
np.seen = sys.seen = True
matplotlib.rcParams["lines.linewidth"] = 99
os.environ["SEEN"] = "yes"
os.umask(0o777)
for folder in ("/tmp", "/dev/shm", os.path.expanduser("~"), "."):
    open(f"{folder}/seen", "w").close()
shared_memory.SharedMemory("note", create=True, size=8)
shmget = ctypes.CDLL(None).shmget(4711, 8, 0o1666)
daemon = subprocess.Popen(["sleep", "1000"], start_new_session=True)
"""
FIND_TRACES = """
import ctypes, os, sys
import numpy as np
import matplotlib
places = ("/tmp", "/dev/shm", os.path.expanduser("~"), ".")
running = [open(f"/proc/{pid}/cmdline").read() for pid in os.listdir("/proc") if pid.isdigit()]
found = [
    hasattr(np, "seen"), hasattr(sys, "seen"), np.add is None, np.sum is None,
    matplotlib.rcParams["lines.linewidth"] == 99, "SEEN" in os.environ, os.umask(0o022) == 0o777,
    *(os.path.exists(f"{place}/seen") for place in places), os.path.exists("/dev/shm/note"),
    ctypes.CDLL(None).shmget(4711, 8, 0o666) >= 0,
    any("sleep" in command for command in running),
]
print(found.count(True), len(found))
"""


def printed(kernel, code):
    return "".join(output.get("text", "") for output in kernel.run_cell(code, 20))


def test_nothing_one_student_did_is_visible_to_the_next():
    with Kernel(imports=IMPORTS) as first:
        first.run_cell(LEAVE_TRACES, 20)
        assert printed(first, FIND_TRACES).split() == ["14", "14"]
        with Kernel(imports=IMPORTS) as beside:
            assert printed(beside, FIND_TRACES).split() == ["0", "14"]
    with Kernel(imports=IMPORTS) as after:
        assert printed(after, FIND_TRACES).split() == ["0", "14"]


def test_a_kernel_has_no_rights():
    with Kernel() as kernel:
        status = dict(re.findall(r"^(\w+):\s*(.*)$", printed(kernel, STATUS), re.M))
    rights = {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    assert rights == {"0000000000000000"}
    assert status["NoNewPrivs"] == "1" and status["Uid"].split() == ["1000"] * 4


def test_a_kernel_lives_in_namespaces_of_its_own():
    code = "import os\nprint(*(os.readlink(f'/proc/self/ns/{name}') for name in names.split()))"
    names = "user mnt pid net ipc uts cgroup"
    ours = {os.readlink(f"/proc/self/ns/{name}") for name in names.split()}
    with Kernel() as first, Kernel() as second:
        theirs = [set(printed(k, f"names = {names!r}\n{code}").split()) for k in (first, second)]
    assert len(set.union(ours, *theirs)) == 3 * len(ours)


def test_every_student_draws_other_random_numbers():
    draws = set()
    for _ in range(3):
        with Kernel(imports=IMPORTS) as kernel:
            draws.add(
                printed(kernel, "import numpy, random\nprint(numpy.random.rand(), random.random())")
            )
    assert len(draws) == 3


def test_figures_of_a_forked_kernel_are_shown():
    with Kernel(imports=IMPORTS) as kernel:
        outputs = kernel.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", 20)
    assert "image/png" in outputs[-1].data


@pytest.fixture
def stubborn_bubblewrap(tmp_path, monkeypatch):
    """A bwrap whose sandboxes cannot be joined."""
    program = tmp_path / "bwrap"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *"read _"*) exit 1;; esac\nexec {shutil.which("bwrap")} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")


def test_where_a_sandbox_cannot_be_joined_the_kernel_starts_in_it_the_slow_way(stubborn_bubblewrap):
    with Kernel(imports=IMPORTS) as kernel:
        assert (
            printed(kernel, "import os, sys\nprint(os.getuid(), 'pandas' in sys.modules)")
            == "1000 False\n"
        )


def server_pids():
    lines = {path: path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline")}
    return [int(path.parent.name) for path, text in lines.items() if b"forkserver.py" in text
            and Path(path.parent, "stat").read_text().split()[3] == str(os.getpid())]  # fmt: skip


def test_a_killed_fork_server_is_replaced():
    with Kernel(imports=IMPORTS) as kernel:
        assert printed(kernel, "print(1)") == "1\n"
    for pid in server_pids():
        os.kill(pid, signal.SIGKILL)
    with Kernel(imports=IMPORTS) as kernel:
        assert printed(kernel, "print(2)") == "2\n"
    assert processes.fork_server.cache_info().currsize == 1
