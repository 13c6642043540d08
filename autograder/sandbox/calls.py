"""Which system calls a kernel may not make: a seccomp filter.

Namespaces do not cover everything. Keys know none, so a student could leave one for the next.
And what is reached through /proc/PID/exe or /dev lies on the machine's own file systems, whose
owner the grader may be: there a change of mode or owner does nothing and says that it did.
"""

import ctypes
import os
import platform
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
SECCOMP, FILTER = 22, 2  # of prctl
# Linux's numbers of system calls.
# Refused: keys; reading other processes' memory; io_uring, which goes round filters.
# Pretended: modes, owners, times and extended attributes of files.
CALLS = {
    "x86_64": (
        0xC000003E,
        (248, 249, 250, 101, 310, 311, 312, 425, 438),
        (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280, 452, 463,
         466),
    ),
    "aarch64": (
        0xC00000B7,
        (217, 218, 219, 117, 270, 271, 272, 425, 438),
        (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88, 452, 463, 466),
    ),
}  # fmt: skip
# What namespaces cover elsewhere: memory and messages shared by number, other namespaces, mounts,
# and machinery that no exercise needs.
CONFINED = {
    "x86_64": (
        29, 30, 31, 64, 65, 66, 67, 68, 69, 70, 71, 155, 161, 165, 166, 220, 240, 241, 272, 298,
        304, 308, 321, 323, 428, 429, 430, 431, 432, 433, 442,
    ),
    "aarch64": (
        39, 40, 41, 51, 97, 180, 181, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 241,
        265, 268, 280, 282, 428, 429, 430, 431, 432, 433, 442,
    ),
}  # fmt: skip
SOCKET, LOCAL_SOCKETS, NEW_NAMESPACES = {"x86_64": 41, "aarch64": 198}, 1, 0x7E020000
# clone, which may still start threads; what starts nothing but processes.
CLONE, FORKS = {"x86_64": 56, "aarch64": 220}, {"x86_64": (57, 58), "aarch64": ()}
CLONE3, THREAD = 435, 0x00010000
LOAD, EQUAL, AT_LEAST, HAS_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOWED, REFUSED, PRETENDED, UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050000, 0x00050026
NO_SUCH_SOCKETS = 0x0005005F  # ZeroMQ ends the process at any other answer
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, OTHER_NUMBERS = 0, 4, 16, 0x40000000


def program(alone=False, confined=False):
    """The filter as bytes, for bwrap and prctl; none for a kind of machine not known here.

    alone: no new process may be started, only threads. confined: without namespaces around it.
    """
    if platform.machine() not in CALLS:
        return b""
    machine, refused, pretended = CALLS[platform.machine()]
    rules = [
        (LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, machine), (RETURN, 0, 0, REFUSED),
        (LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, OTHER_NUMBERS), (RETURN, 0, 0, REFUSED),
    ]  # fmt: skip
    refused += CONFINED[platform.machine()] if confined else ()
    for numbers, answer in ((refused, REFUSED), (pretended, PRETENDED)):
        for number in numbers:
            rules += [(EQUAL, 0, 1, number), (RETURN, 0, 0, answer)]
    rules += no_network() if confined else []
    rules += no_processes() if alone else []
    return b"".join(struct.pack("HBBI", *rule) for rule in [*rules, (RETURN, 0, 0, ALLOWED)])


def no_network():
    """Rules between others: sockets of this machine only, and no new namespaces."""
    machine = platform.machine()
    return [
        (EQUAL, 0, 3, SOCKET[machine]), (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUAL, 1, 0, LOCAL_SOCKETS), (RETURN, 0, 0, NO_SUCH_SOCKETS), (LOAD, 0, 0, NUMBER),
        (EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, UNKNOWN), (EQUAL, 0, 3, CLONE[machine]),
        (LOAD, 0, 0, FIRST_ARGUMENT), (HAS_BIT, 0, 1, NEW_NAMESPACES), (RETURN, 0, 0, REFUSED),
        (LOAD, 0, 0, NUMBER),
    ]  # fmt: skip


def no_processes():
    """Rules behind the others. clone3 hides its flags: libraries then use clone."""
    machine = platform.machine()
    rules = [(EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, UNKNOWN)]
    for number in FORKS[machine]:
        rules += [(EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSED)]
    return [
        *rules, (EQUAL, 0, 3, CLONE[machine]), (LOAD, 0, 0, FIRST_ARGUMENT),
        (HAS_BIT, 1, 0, THREAD), (RETURN, 0, 0, REFUSED),
    ]  # fmt: skip


def nameless(data):
    """A file without a name that holds `data`, for a program to inherit."""
    file = os.memfd_create("data", 0)
    os.write(file, data)
    os.lseek(file, 0, os.SEEK_SET)
    return file


def put_on(rules):
    """Put this process and all it starts under a filter for good; bwrap does it for others."""
    text = ctypes.create_string_buffer(rules)
    program = struct.pack("HP", len(rules) // 8, ctypes.addressof(text))
    if rules and LIBC.prctl(SECCOMP, FILTER, program, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")
