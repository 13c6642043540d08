"""A grader that runs as root starts its sandboxes as nobody.

Permissions on files such as those of /proc/sys go by the user of the machine, whatever
user the sandbox shows. Only the standard library: the fork server uses it too.
"""

import ctypes
import os

NOBODY = 65534
NEW_MOUNTS, BIND, RECURSIVE, PRIVATE = 0x00020000, 0x1000, 0x4000, 0x40000
STAGE = "/mnt"


def give_to_nobody(*paths):
    """Let nobody use what root has made for a kernel; nothing for an ordinary user."""
    if os.geteuid() == 0:
        for path in paths:
            os.chown(path, NOBODY, NOBODY)


def become_nobody(request, sources):
    """Give up root for good. Folders nobody could reach are shown to it elsewhere: see "staged"."""
    request["staged"] = staged([path for path in sources if not reachable(path)])
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def reachable(path):
    """May everybody pass the folders above `path`?"""
    path = os.path.realpath(path)
    while path != "/":
        path = os.path.dirname(path)
        if not os.stat(path).st_mode & 0o001:
            return False
    return True


def staged(paths):
    """Path → where this process and its children find it, in mounts of their own."""
    if not paths:
        return {}
    libc = ctypes.CDLL(None, use_errno=True)
    failed = libc.unshare(NEW_MOUNTS) or _mount(libc, "none", "/", RECURSIVE | PRIVATE)
    if failed or _mount(libc, "tmpfs", STAGE, 0, b"tmpfs"):
        raise PermissionError(
            f"root may not mount here, and {paths[0]} is closed to others: grade as another user"
        )
    found = {}
    for number, path in enumerate(paths):
        found[path] = f"{STAGE}/{number}"
        (os.mknod if os.path.isfile(path) else os.mkdir)(found[path])
        if _mount(libc, path, found[path], BIND | RECURSIVE):
            raise OSError(ctypes.get_errno(), f"{path} cannot be shown to the sandbox")
    return found


def _mount(libc, source, target, flags, kind=None):
    return libc.mount(os.fsencode(source), os.fsencode(target), kind, flags, None)
