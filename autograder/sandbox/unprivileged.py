"""A grader that runs as root starts its sandboxes as nobody.

Permissions on files such as those of /proc/sys go by the user of the machine, whatever
user the sandbox shows. Only the standard library: the fork server uses it too.
"""

import ctypes
import os
import subprocess

NOBODY = 65534
NEW_MOUNTS, BIND, RECURSIVE, PRIVATE = 0x00020000, 0x1000, 0x4000, 0x40000
STAGE = "/mnt"


def give_to_nobody(*paths):
    """Let nobody use what root has made for a kernel; nothing for an ordinary user."""
    if os.geteuid() == 0:
        for path in paths:
            os.chown(path, NOBODY, NOBODY)


def open_to_nobody(folders):
    """Let everybody read what all sandboxes of root show, as where root's umask is 077.

    Nothing of a student's and no answer lies there.
    """
    closed = [folder for folder in folders if os.geteuid() == 0 and is_closed(folder)]
    if closed and subprocess.run(["chmod", "-R", "o+rX", *closed]).returncode:
        raise PermissionError(
            f"{closed[0]} is closed to others: give chmod -R o+rX {closed[0]}, or grade as "
            "another user"
        )


def is_closed(folder):
    """May somebody not read this folder, or one of the things right in it?"""
    return not all(os.stat(path).st_mode & 0o004 for path in [folder, *os.scandir(folder)])


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
