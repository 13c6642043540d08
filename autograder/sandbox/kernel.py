"""One sandboxed kernel: runs cells, answers questions, and is gone without trace."""

import contextlib
import os
import queue
import shutil
import socket
import tempfile
import time
from pathlib import Path

import nbformat
import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from ..data import decoy
from ..grading.failures import MachineFault
from ..notebooks import DATA
from . import processes
from .channel import PATIENCE, Channel, KernelLost
from .limits import control_groups
from .machine import BUBBLEWRAP, folder_of, font_cache, open_to_sandboxes, resident
from .unprivileged import give_to_nobody
from .watch import Watch, tasks

__all__ = ["Kernel", "KernelLost"]
FOLDERS = "nn-kernel-"
INTERRUPT_PATIENCE, START_SECONDS = 3, 120
OUTPUT_LIMIT, OUTPUT_COUNT = 16 * 2**20, 5000
MESSAGE_LIMIT, WAITING_MESSAGES = 32 * 2**20, 16
MOST_GROWTH = 2**30
POLL = 0.1
SHOWN = ("stream", "error", "display_data", "execute_result")
# Blame a cell that took away the means to ask, not the checks behind it: the first is asked
# after each cell and costs nothing, the second is a real question.
HEARD, PING = "", "'here'"


class Kernel:
    """A kernel in the sandbox, in a private folder, used as a context.

    tier: which sandbox, see machine.py; "none" only after an explicit opt-in.
    imports: modules that are imported beforehand, so that it starts quickly.
    hidden: names of label files that hold answers; random labels stand in their place.
    without: packages that are not to be found in it. alone: nothing in it starts a process.
    spent: the seconds that cells and questions have computed or slept so far.
    """

    def __init__(self, tier=BUBBLEWRAP, imports=(), hidden=(), without=(), alone=False):
        self.tier, self.imports, self.hidden = tier, imports, hidden
        self.without, self.alone, self.spent = without, alone, 0.0
        self.most_memory = resident() + MOST_GROWTH

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.folder = Path(tempfile.mkdtemp(prefix=f"{FOLDERS}{os.getpid()}-"))
            stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
            groups = stack.enter_context(control_groups())
            stack.callback(self._close)
            self._started(groups)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self._stack.close()

    def _started(self, groups):
        """Start; what goes wrong before any student's code runs is this machine's fault."""
        try:
            self._start(groups)
        except (KernelLost, OSError, ValueError) as error:
            raise MachineFault(f"the sandboxed kernel did not start: {error}") from error

    def _start(self, groups):
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(self.folder / "probe"))
        door.listen(1)
        for name in self.hidden:
            (self.folder / name).write_bytes(decoy(name))
        file = str(self.folder / "c.json")
        write_connection_file(file, transport="ipc", ip=str(self.folder / "k"))
        if self.tier == BUBBLEWRAP:
            give_to_nobody(self.folder, *self.folder.iterdir())
        open_to_sandboxes()
        self.process = processes.start(self._request(groups), self.imports)
        self.channel = self._accept(door)
        self.client = BlockingKernelClient(connection_file=file, context=modest_context())
        self._connect()
        self.own_threads = len(tasks(self.channel.pid))
        if self.tier == BUBBLEWRAP:
            # Both sides are connected. What is left could only be used to fill the disk.
            shutil.rmtree(self.folder)

    def _request(self, groups):
        """What sandbox/bubblewrap.py wants to know."""
        return {
            "folder": str(self.folder), "data": str(DATA), "fonts": str(font_cache()),
            "hidden": list(self.hidden), "groups": list(map(str, groups)),
            "without": list(filter(None, map(folder_of, self.without))), "alone": self.alone,
            "tier": self.tier,
            "bwrap": shutil.which("bwrap") if self.tier == BUBBLEWRAP else "",
            "path": os.environ.get("PATH", ""),
        }  # fmt: skip

    def _connect(self):
        """Open the channels; the kernel is ready once its messages arrive here."""
        self.client.load_connection_file()
        self.client.start_channels(stdin=False, hb=False)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self._control("kernel_info_request")
            if self._next_message(0.05):
                return
        raise KernelLost("it does not answer")

    def _control(self, kind):
        """Send a message on the channel that is heard while a cell runs."""
        self.client.control_channel.send(self.client.session.msg(kind))

    def _accept(self, door):
        """The channel to the probe inside, once the kernel is ready."""
        door.settimeout(0.05)
        deadline = time.monotonic() + START_SECONDS
        with door:
            while time.monotonic() < deadline and self.process.is_alive():
                with contextlib.suppress(TimeoutError):
                    return Channel(door.accept()[0])
        raise KernelLost(self._last_words())

    def _last_words(self):
        log = self.folder / "log"
        lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
        return lines[-1][:200] if lines else "no reason given"

    def _close(self):
        """End the whole process tree and close everything."""
        with contextlib.suppress(Exception):
            self.process.kill()
        with contextlib.suppress(Exception):
            self.channel.close()
        with contextlib.suppress(Exception):
            self.client.stop_channels()
        with contextlib.suppress(Exception):
            self.client.context.destroy(linger=0)

    def run_cell(self, source, seconds):
        """Run one cell; returns its outputs. `KernelLost` if it took the kernel with it.

        A cell that has computed or slept for `seconds` is interrupted once, and
        its last output says so.
        """
        try:
            request = self.client.execute(source, stop_on_error=False, allow_stdin=False)
            outputs, done = self._collect(request, seconds)
            if not done:
                self._control("interrupt_request")
                more, done = self._collect(request, INTERRUPT_PATIENCE)
                outputs += [*more, stopped_after(seconds)]
        except (KernelLost, MachineFault):
            raise
        except Exception as error:
            raise KernelLost(f"unreadable messages ({type(error).__name__})") from None
        if not done:
            raise KernelLost(f"a cell ran longer than {seconds:g} seconds and could not be stopped")
        if not self.answers(HEARD):
            raise KernelLost("the grader could not ask questions any more")
        return outputs

    def answers(self, question):
        """Does it answer one of the two simplest questions, `HEARD` or `PING`?"""
        reply = self.ask({"code": question, "inputs": {}, "seed": 0}, PATIENCE)
        value = reply.get("value", reply.get("stopped"))
        return isinstance(value, str) and value in ("here", "time")

    def ask(self, request, seconds):
        """The probe's reply to one request: {"value"}, {"error"} or {"stopped"}.

        {"stopped": "time", "idle": True}: it slept, as one does that waits for a helper.
        """
        reply, watch = self.channel.ask(request, seconds)
        self.spent += watch.spent
        if str(reply.get("stopped")) == "time":
            reply["idle"] = watch.cpu < watch.idle
        return reply

    def ask_here(self, request, seconds):
        """(the reply, what answering took): asked of the kernel's own process, and only once."""
        reply, watch = self.channel.ask(request, seconds, here=True, memory=True)
        self.spent += watch.spent
        return reply, watch.usage()

    def has_helpers(self):
        """Do threads live in it that a fork of it would lack?"""
        return len(tasks(self.channel.pid)) > self.own_threads

    def _collect(self, request, seconds):
        """Outputs of one request until it is idle: (outputs, whether it finished)."""
        outputs, size, watch = [], 0, Watch(self.channel.pid)
        self.most_memory = resident() + MOST_GROWTH
        looked = 0.0
        try:
            while watch.wall - looked < POLL or not watch.is_over(seconds):
                looked = watch.wall if watch.wall - looked >= POLL else looked
                message = self._next_message(POLL)
                if message is None or message["parent_header"].get("msg_id") != request:
                    continue
                kind, content = message["msg_type"], message["content"]
                if kind == "status" and content["execution_state"] == "idle":
                    return outputs, True
                if kind in SHOWN and len(outputs) < OUTPUT_COUNT and size < OUTPUT_LIMIT:
                    size += len(repr(content))
                    outputs.append(nbformat.v4.output_from_msg(message))
            return outputs, False
        finally:
            watch.look()
            self.spent += watch.spent

    def _next_message(self, seconds):
        try:
            return self.client.get_iopub_msg(timeout=seconds)
        except queue.Empty:
            if not self.process.is_alive():
                raise KernelLost("the Python process ended") from None
            if resident() > self.most_memory:  # one message may have parts without end
                raise KernelLost("a cell sent a flood of messages") from None


def stopped_after(seconds):
    text = f"This cell ran longer than {seconds:g} seconds and was stopped."
    return nbformat.v4.new_output("stream", name="stderr", text=text + "\n")


def modest_context():
    """Sockets that take few and short messages: a flood must not fill this process."""
    context = zmq.Context()
    context.setsockopt(zmq.MAXMSGSIZE, MESSAGE_LIMIT)
    context.setsockopt(zmq.RCVHWM, WAITING_MESSAGES)
    context.setsockopt(zmq.LINGER, 0)
    return context
