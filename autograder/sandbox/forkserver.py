"""Starts kernels quickly: a process that has imported what a notebook imports, and forks.

`forkserver.py DESCRIPTOR [MODULE ...]` reads requests, one JSON line each (see
bubblewrap.py), from a socket and answers with the process id of a keeper. The
keeper lets bubblewrap build the sandbox around a program that only waits, joins
it as `nsenter` does, and forks the kernel in there without any rights. So each
kernel has a sandbox of its own, and of this process it shares only what was
imported before any student's code ran.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import runpy
import signal
import socket
import struct
import subprocess
import sys

import bubblewrap
import calls
import confined
import unprivileged

LIBC = ctypes.CDLL(None, use_errno=True)
# Linux's numbers: clone(2), prctl(2), capset(2).
USER, MOUNT, UTS, IPC, PROCESSES, NETWORK, GROUPS = (
    0x10000000, 0x00020000, 0x04000000, 0x08000000, 0x20000000, 0x40000000, 0x02000000,
)  # fmt: skip
NAMESPACES = USER | MOUNT | UTS | IPC | PROCESSES | NETWORK | GROUPS
DIE_WITH_PARENT, DUMPABLE, DROP_BOUND, NO_NEW_RIGHTS = 1, 4, 24, 38
CAPABILITIES, CAPABILITY_VERSION = 64, 0x20080522
WAITING = ["sh", "-c", "echo; read _"]
MEGABYTE = 2**20
LIMITS = {
    resource.RLIMIT_AS: 4096 * MEGABYTE,
    resource.RLIMIT_CPU: 900,
    resource.RLIMIT_FSIZE: 256 * MEGABYTE,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_CORE: 0,
}


def main(descriptor, *modules):
    os.environ.update({**bubblewrap.ENVIRONMENT, **os.environ})
    for name in ("ipykernel.kernelapp", *modules):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()  # what is shared stays shared
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(descriptor)) as channel, channel.makefile("rw") as requests:
        while line := requests.readline():
            keeper = os.fork()
            if keeper == 0:
                keep(json.loads(line))
            print(keeper, file=requests, flush=True)


def keep(request):
    """In a fork: start one kernel and stay until it ends. Never returns."""
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        speak_into(f"{request['folder']}/log")
        bubblewrap.join_groups(request["groups"])
        limit_all()
        if request["tier"] == "bubblewrap" and os.geteuid() == 0:
            unprivileged.become_nobody(request, bubblewrap.sources(request))
        LIBC.prctl(DIE_WITH_PARENT, signal.SIGTERM)
        start(request)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(1)


def speak_into(path):
    """Let the standard streams lead into a log, and close what else was inherited."""
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))


def limit_all():
    """Bound what is started from here: the kernel, and the programs that hold its sandbox."""
    for kind, limit in LIMITS.items():
        resource.setrlimit(kind, (limit, limit))


def start(request):
    """Start the kernel and wait for its end, whoever asks for it."""
    if request["tier"] == "none":
        bubblewrap.start_plain(request)
    if request["tier"] == "landlock":
        confined.start(request)
    try:
        sandbox, lifeline = enter_sandbox(request)
    except OSError:
        bubblewrap.start_cold(request)
    kernel = os.fork()
    if kernel == 0:
        lifeline.close()
        become_kernel(request)
    # With the sandbox the kernel ends, and this process can bury both.
    signal.signal(signal.SIGTERM, lambda *_: sandbox.kill())
    LIBC.prctl(DIE_WITH_PARENT, signal.SIGTERM)  # joining has undone it
    os.waitpid(kernel, 0)
    lifeline.close()
    sandbox.wait()


def enter_sandbox(request):
    """Join a new sandbox: (its process, the socket that keeps it). `OSError` if that fails."""
    here, there = socket.socketpair()
    here.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    program, files = bubblewrap.command(request, WAITING)
    # Not even its log: a student's code may write into what this program has open.
    streams = {"stdin": there, "stdout": there, "stderr": there}
    sandbox = subprocess.Popen(program, env={}, pass_fds=files, **streams)
    there.close()
    for file in files:
        os.close(file)
    waiting = sender(here)
    for process in (waiting, parent_of(waiting)):
        resource.prlimit(process, resource.RLIMIT_NPROC, (bubblewrap.PROCESSES,) * 2)
    descriptor = os.pidfd_open(waiting)
    if LIBC.setns(descriptor, NAMESPACES):
        raise OSError(ctypes.get_errno(), "setns")
    os.close(descriptor)
    return sandbox, here


def sender(channel):
    """The process id of whoever writes an empty line to the channel."""
    text, about, *_ = channel.recvmsg(1, socket.CMSG_SPACE(struct.calcsize("3i")))
    if text != b"\n":
        raise ChildProcessError("bubblewrap ended early")
    return struct.unpack("3i", about[0][2])[0]


def parent_of(process):
    with open(f"/proc/{process}/stat") as about:
        return int(about.read().rpartition(")")[2].split()[1])


def become_kernel(request):
    """In the sandbox: run the kernel as a Python started there would."""
    os.setsid()
    give_up_rights(calls.program(request["alone"]))
    os.environ.clear()
    os.environ.update(bubblewrap.ENVIRONMENT)
    os.chdir(bubblewrap.WORK)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # else every student draws the same numbers
    program = bubblewrap.sandboxed_kernel(request)
    sys.argv = program[2:]
    sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
    runpy.run_path(sys.argv[0], run_name="__main__")
    os._exit(0)


def give_up_rights(rules):
    """Drop every capability for good: joining a user namespace gives all of its own."""
    LIBC.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
    for capability in range(CAPABILITIES):
        LIBC.prctl(DROP_BOUND, capability, 0, 0, 0)
    if LIBC.capset(struct.pack("Ii", CAPABILITY_VERSION, 0), bytes(24)):
        raise OSError(ctypes.get_errno(), "capset")
    LIBC.prctl(DUMPABLE, 1, 0, 0, 0)
    calls.put_on(rules)


if __name__ == "__main__":
    main(*sys.argv[1:])
