"""Starts one kernel inside bubblewrap: `launch.py CONNECTION_FILE`.

The connection file's folder is private to this kernel and holds its sockets.
The environment says the rest: SANDBOX_DATA, SANDBOX_ASSETS, SANDBOX_FONTS,
SANDBOX_CGROUPS, SANDBOX_PLAIN (the explicit opt-in to run without bubblewrap).
"""

import ctypes
import os
import platform
import shutil
import sys
from pathlib import Path

INSIDE = Path(__file__).resolve().parent / "inside"
SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32"]
ETC = ["ld.so.cache", "ld.so.conf", "ld.so.conf.d", "fonts", "localtime", "alternatives"]
HOME, WORK, DATA, FONTS, CODE = "/home/student", "/home/student/work", "/data", "/fonts", "/sandbox"
HOME_BYTES, SHARED_BYTES = 512 * 2**20, 256 * 2**20
ENVIRONMENT = {
    "HOME": HOME, "USER": "student", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
    "MPLCONFIGDIR": f"{HOME}/.matplotlib", "FONT_CACHE": FONTS, "COURSE_DATA": DATA,
    "COURSE_GRADING": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1", "IPYTHONDIR": f"{HOME}/.ipython",
}  # fmt: skip


def main(connection_file):
    private = os.path.dirname(os.path.abspath(connection_file))
    join_cgroups()
    if os.environ.get("SANDBOX_PLAIN"):
        plain(connection_file, private)
    own_keyring()
    program, *words = bubblewrap(private)
    inside = [sys.executable, "-B", f"{CODE}/main.py", connection_file, f"{private}/probe"]
    os.execve(program, [program, "--args", str(as_file(words)), *inside, "namespace"], {})


def join_cgroups():
    """Put this process, and so all it starts, under the groups made for it."""
    for group in filter(None, os.environ.get("SANDBOX_CGROUPS", "").split(":")):
        Path(group, "cgroup.procs").write_text(str(os.getpid()))


def own_keyring():
    """Leave the session's keyring, in which one student could leave notes for the next."""
    keyctl = {"x86_64": 250, "aarch64": 219}.get(platform.machine())
    if keyctl:
        ctypes.CDLL(None).syscall(keyctl, 1, None)


def as_file(words):
    """Words for bwrap in a nameless file: its command line can be read inside."""
    file = os.memfd_create("args", 0)
    os.write(file, b"".join(os.fsencode(word) + b"\0" for word in words))
    os.lseek(file, 0, os.SEEK_SET)
    return file


def bubblewrap(private):
    """bwrap and its arguments: nothing of the machine but what is listed here."""
    assets = os.environ.get("SANDBOX_ASSETS", "")
    return [
        shutil.which("bwrap"), "--unshare-user", "--unshare-all", "--disable-userns",
        "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
        "--uid", "1000", "--gid", "1000", "--hostname", "course",
        "--proc", "/proc", "--dev", "/dev", "--size", str(SHARED_BYTES), "--tmpfs", "/dev/shm",
        "--remount-ro", "/dev", "--size", str(SHARED_BYTES), "--tmpfs", "/tmp",
        "--size", str(HOME_BYTES), "--tmpfs", HOME, "--dir", WORK,
        *read_only(existing_system()), *read_only(python_folders()),
        *bind("--ro-bind", os.environ.get("SANDBOX_DATA"), DATA),
        *bind("--ro-bind", os.environ.get("SANDBOX_FONTS"), FONTS),
        *asset_binds(assets), "--ro-bind", str(INSIDE), CODE, "--bind", private, private,
        "--remount-ro", "/", "--chdir", WORK,
        *(word for pair in ENVIRONMENT.items() for word in ("--setenv", *pair)),
    ]  # fmt: skip


def existing_system():
    return [path for path in SYSTEM + [f"/etc/{name}" for name in ETC] if os.path.exists(path)]


def python_folders():
    """The environment this program runs in, and the Python it was made from."""
    real = os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))
    return sorted({sys.prefix, sys.base_prefix, real} - {"/usr"})


def read_only(paths):
    return [word for path in paths for word in ("--ro-bind", path, path)]


def bind(how, source, target):
    return [how, source, target] if source and os.path.exists(source) else []


def asset_binds(folder):
    """The assignment's own files (not notebooks), each at its place in the working folder."""
    found = sorted(Path(folder).rglob("*")) if folder else []
    files = [path for path in found if path.is_file() and path.suffix != ".ipynb"]
    return [
        word for path in files
        for word in ("--ro-bind", str(path), f"{WORK}/{path.relative_to(folder)}")
    ]  # fmt: skip


def plain(connection_file, private):
    """Without bubblewrap: the same program with limits only."""
    work = os.path.join(private, "work")
    os.makedirs(work)
    os.chdir(work)
    environment = {
        **ENVIRONMENT, "PATH": os.environ["PATH"], "HOME": work, "IPYTHONDIR": work,
        "MPLCONFIGDIR": f"{work}/.matplotlib", "FONT_CACHE": os.environ.get("SANDBOX_FONTS", ""),
        "COURSE_DATA": os.environ.get("SANDBOX_DATA", ""),
    }  # fmt: skip
    program = [sys.executable, "-B", str(INSIDE / "main.py")]
    os.execve(program[0], [*program, connection_file, f"{private}/probe", "plain"], environment)


if __name__ == "__main__":
    main(sys.argv[1])
