"""What a sandboxed kernel sees of the machine: the words for bubblewrap.

A request says what differs from kernel to kernel: folder (private, with the
connection file and the sockets), data, hidden (names of data files that decoys
in the folder replace), without (folders of packages that are not to be found),
alone (no process may be started), fonts, groups, the tier (bubblewrap, landlock, or none after
the explicit opt-in to run without a sandbox) and bwrap (the program).
"""

import os
import sys
from pathlib import Path

import calls

INSIDE = Path(__file__).resolve().parent / "inside"
NOT_HERE = str(INSIDE / "not_here")
SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32"]
ETC = ["ld.so.cache", "ld.so.conf", "ld.so.conf.d", "fonts", "localtime", "alternatives"]
MACHINE = ["/proc/sys", "/proc/pressure"]  # of the kernel: a sandbox may look at it only
HOME, WORK, DATA, FONTS, CODE = "/home/student", "/home/student/work", "/data", "/fonts", "/sandbox"
PROCESSES = 64
HOME_BYTES, SHARED_BYTES = 512 * 2**20, 256 * 2**20
ENVIRONMENT = {
    "HOME": HOME, "USER": "student", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
    "MPLCONFIGDIR": f"{HOME}/.matplotlib", "FONT_CACHE": FONTS, "COURSE_DATA": DATA,
    "COURSE_GRADING": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1", "IPYTHONDIR": f"{HOME}/.ipython",
}  # fmt: skip


def join_groups(groups):
    """Put this process, and so all it starts, under the control groups made for it."""
    for group in groups:
        Path(group, "cgroup.procs").write_text(str(os.getpid()))


def command(request, inside):
    """bwrap with the program `inside` the sandbox, and the files to be inherited by it.

    Its arguments are in a file because a command line can be read inside.
    """
    arguments = b"".join(os.fsencode(word) + b"\0" for word in words(request))
    rules = calls.program(request["alone"])
    files = [calls.nameless(data) for data in (arguments, rules) if data]
    names = ("--args", "--seccomp")[: len(files)]
    options = [text for pair in zip(names, map(str, files), strict=True) for text in pair]
    program = request.get("staged", {}).get(request["bwrap"], request["bwrap"])
    return [program, *options, *inside], files


def words(request):
    """bwrap's arguments: nothing of the machine but what is listed here."""
    private, there = request["folder"], request.get("staged", {})
    return [
        "--unshare-user", "--unshare-all", "--disable-userns",
        "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
        "--uid", "1000", "--gid", "1000", "--hostname", "course",
        "--proc", "/proc", *read_only(MACHINE, {}), "--dev", "/dev",
        "--size", str(SHARED_BYTES), "--tmpfs", "/dev/shm",
        "--remount-ro", "/dev", "--size", str(SHARED_BYTES), "--tmpfs", "/tmp",
        "--size", str(HOME_BYTES), "--tmpfs", HOME, "--dir", WORK,
        *read_only(existing_system(), there), *read_only(python_folders(), there),
        *bind("--ro-bind", request["data"], DATA, there),
        *bind("--ro-bind", request["fonts"], FONTS, there),
        *hidden_binds(request, there), *bind("--ro-bind", str(INSIDE), CODE, there),
        *without(request["without"], there),
        *bind("--bind", private, private, there), "--remount-ro", "/", "--chdir", WORK,
        *(word for pair in ENVIRONMENT.items() for word in ("--setenv", *pair)),
    ]  # fmt: skip


def existing_system():
    return [path for path in SYSTEM + [f"/etc/{name}" for name in ETC] if os.path.exists(path)]


def python_folders():
    """The environment this program runs in, and the Python it was made from."""
    real = os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))
    return sorted({sys.prefix, sys.base_prefix, real} - {"/usr"})


def sources(request):
    """What of this machine a sandbox is made of and shows, but for the system's own folders."""
    given = [request[name] for name in ("folder", "data", "fonts", "bwrap")]
    return [path for path in [*python_folders(), *given, str(INSIDE), NOT_HERE] if path]


def read_only(paths, there):
    return [word for path in paths for word in bind("--ro-bind", path, path, there)]


def bind(how, source, target, there):
    """there: where the sources are to be found, if not in their places."""
    source = there.get(source, source)
    return [how, source, target] if source and os.path.exists(source) else []


def without(folders, there):
    """Something that cannot be imported, over these packages."""
    return [word for folder in folders for word in bind("--ro-bind", NOT_HERE, folder, there)]


def hidden_binds(request, there):
    """The decoys in the private folder, over the data files of the same names."""
    folder = there.get(request["folder"], request["folder"])
    files = [(f"{folder}/{name}", f"{DATA}/{name}") for name in request["hidden"]]
    return [word for pair in files for word in ("--ro-bind", *pair)]


def start_cold(request):
    """Become bwrap with a Python that imports everything anew; the slow way, which always works."""
    program, files = command(request, sandboxed_kernel(request))
    for file in files:
        os.set_inheritable(file, True)
    os.execve(program[0], program, {})


def start_plain(request):
    """Become the kernel without bubblewrap: the same program with limits only."""
    work = os.path.join(request["folder"], "work")
    os.makedirs(work)
    os.chdir(work)
    environment = {
        **ENVIRONMENT, "PATH": request["path"], "HOME": work, "IPYTHONDIR": work,
        "MPLCONFIGDIR": f"{work}/.matplotlib", "FONT_CACHE": request["fonts"],
        "COURSE_DATA": request["data"],
    }  # fmt: skip
    program = kernel_program(str(INSIDE / "main.py"), request, processes=0)
    os.execve(program[0], program, environment)


def sandboxed_kernel(request):
    return kernel_program(f"{CODE}/main.py", request, PROCESSES)


def kernel_program(main, request, processes):
    """The command that runs a kernel: its code, connection file, probe socket, most processes."""
    folder = request["folder"]
    return [sys.executable, "-B", main, f"{folder}/c.json", f"{folder}/probe", str(processes)]
