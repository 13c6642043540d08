"""Kernel processes as the grader sees them: started by a fork server, watched, killed."""

import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

SERVER = Path(__file__).with_name("forkserver.py")
BACKEND = "module://matplotlib_inline.backend_inline"
PATIENCE = 3
ONE_AT_A_TIME = threading.Lock()


class Process:
    """A kernel with everything it started: a process group, and in it the sandbox."""

    def __init__(self, pid):
        self.pid = pid

    def is_alive(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self):
        """End it and all it started; kindly first, so that it can bury its children."""
        for kill, number in ((os.kill, signal.SIGTERM), (os.killpg, signal.SIGKILL)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, number)
            if self._has_ended():
                return

    def _has_ended(self):
        deadline = time.monotonic() + PATIENCE
        while self.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        return not self.is_alive()


def start(request, imports=()):
    """Start a kernel as `request` says (see bubblewrap.py), with `imports` already imported."""
    server = functools.partial(fork_server, os.getpid(), imports, request["fonts"])
    with ONE_AT_A_TIME:
        try:
            return Process(ask(server(), request))
        except (OSError, ValueError):  # the server died: take a new one
            fork_server.cache_clear()
            return Process(ask(server(), request))


def ask(channel, request):
    print(json.dumps(request), file=channel, flush=True)
    return int(channel.readline())


@functools.cache
def fork_server(owner, imports, fonts):
    """The channel to the fork server of the process `owner`; it ends with that process."""
    ours, theirs = socket.socketpair()
    environment = {"MPLCONFIGDIR": fonts, "MPLBACKEND": BACKEND}
    with theirs:
        subprocess.Popen(
            [sys.executable, "-B", SERVER, str(theirs.fileno()), *imports],
            pass_fds=[theirs.fileno()], env=environment, cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return ours.makefile("rw")
