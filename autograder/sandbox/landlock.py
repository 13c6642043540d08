"""Linux's Landlock: a process gives up all files, ports and signals but those listed.

Needs no namespaces and no rights, so it works in containers. Only the standard library: the
fork server uses it too.
"""

import ctypes
import os
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
CREATE, ADD, RESTRICT = 444, 445, 446
VERSION, PATH_BENEATH = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
TRUNCATE, DEVICE_CONTROL = 1 << 14, 1 << 15
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | DEVICE_CONTROL
READ = EXECUTE | READ_FILE | READ_DIR
# The number of rights on files that each version knows; the first version is 1.
FILE_RIGHTS = (0, 13, 14, 15, 15, 16)
TCP, ABSTRACT_SOCKETS_AND_SIGNALS = 3, 3
TCP_SINCE, SIGNALS_SINCE = 4, 6


def version():
    """The version of Landlock of this machine's kernel; 0 if there is none."""
    return max(0, LIBC.syscall(CREATE, None, 0, VERSION))


def restrict(readable, writable):
    """Keep this process, and all it starts, to these files and folders for good."""
    known = version()
    everything = (1 << FILE_RIGHTS[min(known, len(FILE_RIGHTS) - 1)]) - 1
    rules = _ruleset(known, everything)
    for paths, rights in ((readable, READ), (writable, everything & ~DEVICE_CONTROL)):
        for path in paths:
            _allow(rules, path, rights)
    _checked(LIBC.syscall(RESTRICT, rules, 0), "landlock_restrict_self")
    os.close(rules)


def _ruleset(known, everything):
    network = TCP if known >= TCP_SINCE else 0
    scope = ABSTRACT_SOCKETS_AND_SIGNALS if known >= SIGNALS_SINCE else 0
    size = 8 + 8 * (known >= TCP_SINCE) + 8 * (known >= SIGNALS_SINCE)
    about = struct.pack("QQQ", everything, network, scope)[:size]
    return _checked(LIBC.syscall(CREATE, about, size, 0), "landlock_create_ruleset")


def _allow(rules, path, rights):
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rights &= rights if os.path.isdir(path) else OF_FILES
    about = struct.pack("=Qi", rights, place)
    _checked(LIBC.syscall(ADD, rules, PATH_BENEATH, about, 0), f"landlock_add_rule {path}")
    os.close(place)


def _checked(result, name):
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result
