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
import runpy
import signal
import socket
import struct
import subprocess
import sys

import bubblewrap

LIBC = ctypes.CDLL(None, use_errno=True)
# Linux's numbers: clone(2), prctl(2), capset(2).
USER, MOUNT, UTS, IPC, PROCESSES, NETWORK, GROUPS = (
    0x10000000, 0x00020000, 0x04000000, 0x08000000, 0x20000000, 0x40000000, 0x02000000,
)  # fmt: skip
NAMESPACES = USER | MOUNT | UTS | IPC | PROCESSES | NETWORK | GROUPS
DIE_WITH_PARENT, DUMPABLE, DROP_BOUND, NO_NEW_RIGHTS = 1, 4, 24, 38
CAPABILITIES, CAPABILITY_VERSION = 64, 0x20080522
WAITING = ["sh", "-c", "echo; read _"]


def main(descriptor, *modules):
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
        LIBC.prctl(DIE_WITH_PARENT, signal.SIGTERM)
        speak_into(f"{request['folder']}/log")
        bubblewrap.join_groups(request["groups"])
        bubblewrap.own_keyring()
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


def start(request):
    """Start the kernel and wait for its end, whoever asks for it."""
    if not request["bwrap"]:
        bubblewrap.start_plain(request)
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
    program, file = bubblewrap.command(request, WAITING)
    sandbox = subprocess.Popen(program, env={}, stdin=there, stdout=there, pass_fds=[file])
    there.close()
    os.close(file)
    descriptor = os.pidfd_open(sender(here))
    if LIBC.setns(descriptor, NAMESPACES):
        raise OSError(ctypes.get_errno(), "setns")
    os.close(descriptor)
    return sandbox, here


def sender(channel):
    """The process id of whoever writes one byte to the channel."""
    text, about, *_ = channel.recvmsg(1, socket.CMSG_SPACE(struct.calcsize("3i")))
    if not text:
        raise ChildProcessError("bubblewrap ended early")
    return struct.unpack("3i", about[0][2])[0]


def become_kernel(request):
    """In the sandbox: run the kernel as a Python started there would."""
    os.setsid()
    give_up_rights()
    os.environ.clear()
    os.environ.update(bubblewrap.ENVIRONMENT)
    os.chdir(bubblewrap.WORK)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # else every student draws the same numbers
    program = bubblewrap.kernel_program(f"{bubblewrap.CODE}/main.py", request, "namespace")
    sys.argv = program[2:]
    sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
    runpy.run_path(sys.argv[0], run_name="__main__")
    os._exit(0)


def give_up_rights():
    """Drop every capability for good: joining a user namespace gives all of its own."""
    LIBC.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
    for capability in range(CAPABILITIES):
        LIBC.prctl(DROP_BOUND, capability, 0, 0, 0)
    if LIBC.capset(struct.pack("Ii", CAPABILITY_VERSION, 0), bytes(24)):
        raise OSError(ctypes.get_errno(), "capset")
    LIBC.prctl(DUMPABLE, 1, 0, 0, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
