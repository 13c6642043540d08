"""Runs inside the sandbox: an ordinary IPython kernel, and beside it a thread that
answers the grader's questions.

Each question is answered by a fork of the kernel's process, so it sees the
student's globals as they are and nothing it does remains.
"""

import os
import resource
import select
import shutil
import signal
import socket
import sys
import threading
from pathlib import Path

HERE = str(Path(__file__).parent)
sys.path.insert(0, HERE)
import probe  # noqa: E402
import wire  # noqa: E402

sys.path.remove(HERE)

EVALUATE = probe.evaluate  # a student's code may put something else there
MEGABYTE = 2**20


def main(connection_file, socket_path, processes):
    limit_processes(int(processes))
    copy_font_cache()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    drop_log()
    app.initialize(["-f", connection_file, "--HistoryManager.enabled=False", "--no-secure"])
    app.shell.ask_exit = lambda: None  # exit() in a cell is a habit, not an end
    channel = socket.socket(socket.AF_UNIX)
    channel.connect(socket_path)
    threading.Thread(target=serve, args=(channel, app.shell.user_ns), daemon=True).start()
    app.start()


def drop_log():
    """Let the standard streams lead nowhere: the log outside could fill the disk."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def limit_processes(most):
    """Only in a user namespace of its own, where nobody else's processes count; 0: elsewhere."""
    if most:
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def copy_font_cache():
    """Give Matplotlib a writable copy of the font list made beforehand."""
    made, wanted = os.environ.get("FONT_CACHE"), os.environ.get("MPLCONFIGDIR")
    if made and wanted and os.path.isdir(made):
        shutil.copytree(made, wanted, dirs_exist_ok=True)


def serve(channel, namespace):
    """Answer requests until the grader hangs up; an empty one only asks whether it is heard."""
    while True:
        request = wire.unpack(read_message(channel))
        if "stop" in request:  # it came while the answer to that question was on its way
            continue
        here, nonce = request.pop("here"), request.pop("nonce")
        if not request["code"]:
            channel.sendall(wire.pack({"nonce": nonce, "value": "here"}))
        elif here:
            channel.sendall(answered(namespace, request, nonce))
        else:
            channel.sendall(answer_in_fork(channel, namespace, request, nonce))


def read_message(channel):
    lengths = read_exactly(channel, wire.LENGTHS.size)
    return lengths + read_exactly(channel, wire.size(lengths))


def read_exactly(channel, count):
    data = bytearray(count)
    view = memoryview(data)
    while count:
        got = channel.recv_into(view[-count:], count)
        if not got:
            raise EOFError("the grader hung up")
        count -= got
    return bytes(data)


def answer_in_fork(channel, namespace, request, nonce):
    """The packed reply of a child process that ran the request, or why there is none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        channel.close()
        answer(namespace, request, nonce, writing)
    os.close(writing)
    try:
        reply = read_pipe(reading, channel)
    finally:
        os.close(reading)
        stop(child)
    return reply if isinstance(reply, bytes) else wire.pack({"nonce": nonce, "stopped": reply})


def answer(namespace, request, nonce, writing):
    """In the child: run, write one message, end at once."""
    try:
        os.setpgid(0, 0)
        drop_log()
        write_all(writing, answered(namespace, request, nonce))
    finally:
        os._exit(0)


def answered(namespace, request, nonce):
    """The packed reply to a request that was run."""
    message = wire.pack({"nonce": nonce, **EVALUATE(namespace, **request)})
    if wire.allowed(message):
        return message
    return wire.pack({"nonce": nonce, "value": wire.Refused("too much data")})


def write_all(writing, message):
    view = memoryview(message)
    while view:
        view = view[os.write(writing, view) :]


def read_pipe(reading, channel):
    """One whole message as bytes, or "time" once the grader says stop, or "died"."""
    data, wanted = bytearray(), wire.LENGTHS.size
    while len(data) < wanted:
        if channel in select.select([reading, channel], [], [])[0]:
            read_message(channel)
            return "time"
        block = os.read(reading, min(MEGABYTE, wanted - len(data)))
        if not block:
            return "died"
        data += block
        if len(data) == wire.LENGTHS.size:
            wanted += min(wire.size(bytes(data)), wire.MAX_TREE + wire.MAX_BLOB)
    return bytes(data)


def stop(child):
    """End the child and what it started in its group."""
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
    os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
