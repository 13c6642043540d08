"""The sandbox where namespaces are forbidden: a user of its own, Landlock, the filter of system
calls, limits, and a keeper that watches what limits do not add up.

Only the standard library: the fork server uses it.
"""

import ctypes
import os
import resource
import runpy
import signal
import socket
import sys
import time

import bubblewrap
import calls
import landlock
import unprivileged

LIBC = ctypes.CDLL(None, use_errno=True)
DIE_WITH_PARENT, SUBREAPER, DUMPABLE, NO_NEW_RIGHTS = 1, 36, 4, 38
FIRST_USER, USERS = 20_000, 40_000
DEVICES = ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"]
FACTS = ["/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"]
MOST_FILES, MOST_MEMORY = 20_000, 6 * 2**30
LOOK, PATIENCE = 0.25, 5
PAGE = os.sysconf("SC_PAGE_SIZE")


def start(request):
    """In the keeper: start the kernel, watch it, and leave nothing of it when it ends."""
    LIBC.prctl(SUBREAPER, 1)  # what the kernel starts and abandons becomes our child
    user = FIRST_USER + os.getpid() % USERS if os.geteuid() == 0 else os.geteuid()
    furnish(request, user)
    kernel = os.fork()
    if kernel == 0:
        become_kernel(request, user)
    signal.signal(signal.SIGTERM, lambda *_: leave(user))
    while lives(kernel) and is_modest(request["folder"]):
        time.sleep(LOOK)
    leave(user)


def furnish(request, user):
    """Fill the private folder: where to work, and the data files with decoys among them."""
    folder = request["folder"]
    os.makedirs(f"{folder}/work")
    os.makedirs(f"{folder}/data")
    for name in os.listdir(request["data"]):
        decoy = name in request["hidden"]
        os.symlink(f"{folder if decoy else request['data']}/{name}", f"{folder}/data/{name}")
    for place, _, names in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in names)):
            os.chown(path, user, -1, follow_symlinks=False)


def become_kernel(request, user):
    """In a fork of the fork server: give up everything, then run the kernel. Never returns."""
    folder = request["folder"]
    LIBC.prctl(DIE_WITH_PARENT, signal.SIGKILL)
    os.setsid()
    hide(request["without"])
    own = os.geteuid() == 0
    most = bubblewrap.PROCESSES + (0 if own else tasks_of(user))
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    if own:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    LIBC.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
    LIBC.prctl(DUMPABLE, 1, 0, 0, 0)
    landlock.restrict(readable(request), [folder, "/dev/null"])
    calls.put_on(calls.program(request["alone"], confined=True))
    work_in(f"{folder}/work", request)
    program = bubblewrap.kernel_program(str(bubblewrap.INSIDE / "main.py"), request, 0)
    sys.argv = program[2:]
    sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
    runpy.run_path(sys.argv[0], run_name="__main__")
    os._exit(0)


def work_in(folder, request):
    environment = {
        **bubblewrap.ENVIRONMENT, "HOME": folder, "IPYTHONDIR": f"{folder}/.ipython",
        "MPLCONFIGDIR": f"{folder}/.matplotlib", "FONT_CACHE": request["fonts"],
        "COURSE_DATA": f"{request['folder']}/data", "TMPDIR": folder,
    }  # fmt: skip
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # else every student draws the same numbers


def hide(folders):
    """Packages that are not to be found; Landlock keeps their files closed."""
    for folder in folders:
        sys.modules[os.path.basename(folder)] = None


def readable(request):
    """All that may be read: system, Python, fonts, and the data files without decoys."""
    data = request["data"]
    shown = [f"{data}/{name}" for name in os.listdir(data) if name not in request["hidden"]]
    folders = [*bubblewrap.python_folders(), str(bubblewrap.INSIDE), request["fonts"]]
    around = [part for folder in folders for part in all_but(folder, request["without"])]
    return [*bubblewrap.existing_system(), *around, *shown, *DEVICES, *FACTS]


def all_but(folder, closed):
    """The parts of a folder that hold none of the closed ones."""
    within = [path for path in closed if os.path.realpath(path).startswith(f"{folder}/")]
    if not within:
        return [] if folder in map(os.path.realpath, closed) else [folder]
    parts = [os.path.join(folder, name) for name in os.listdir(folder)]
    return [one for part in parts for one in all_but(part, within)]


def why_not():
    """Why this sandbox cannot be had here, or ""."""
    closed = [path for path in (*bubblewrap.python_folders(), str(bubblewrap.INSIDE))
              if os.geteuid() == 0 and not unprivileged.reachable(path)]  # fmt: skip
    if not calls.program():
        return "this kind of machine is not known"
    if not landlock.version():
        return "Linux has no Landlock here (5.13 or newer)"
    if os.geteuid() and landlock.version() < landlock.SIGNALS_SINCE:
        return "Landlock cannot stop signals here: grade as root, or with Linux 6.12 or newer"
    if closed:
        return f"only root can read {closed[0]}: grade as another user"
    return tried()


def tried():
    """Try it: "", or why a process that gave everything up still has something."""
    child = os.fork()
    if child == 0:
        try:
            LIBC.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)
            landlock.restrict(["/usr"], [])
            calls.put_on(calls.program(confined=True))
        except OSError:
            os._exit(1)
        os._exit(2 * works(lambda: os.listdir("/proc")) or 3 * works(socket.socket))
    words = "", "Landlock or seccomp is forbidden", "files stay open", "the network stays open"
    return words[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])]


def works(action):
    try:
        action()
    except OSError:
        return False
    return True


# --- The keeper ----------------------------------------------------------------------------------


def lives(kernel):
    """Does the kernel go on? Buries whatever else has ended."""
    try:
        while True:
            ended, _ = os.waitpid(-1, os.WNOHANG)
            if ended in (0, kernel):
                return not ended
    except ChildProcessError:
        return False


def is_modest(folder):
    """Do its files and its processes together stay within what one kernel may take?"""
    size = count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            count += 1
            size += size_of(os.path.join(place, name))
    memory = sum(map(resident, family()))
    return count < MOST_FILES and size < bubblewrap.HOME_BYTES and memory < MOST_MEMORY


def size_of(path):
    try:
        return os.lstat(path).st_blocks * 512
    except OSError:
        return 0


def resident(pid):
    try:
        with open(f"/proc/{pid}/statm") as about:
            return int(about.read().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def family(pid=None):
    """The process ids of all below this process."""
    found = []
    for child in children(pid or os.getpid()):
        found += [child, *family(child)]
    return found


def children(pid):
    try:
        found = []
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as about:
                found += map(int, about.read().split())
        return found
    except OSError:
        return []


def tasks_of(user):
    """How many processes and threads a user has now."""
    count = 0
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{name}").st_uid == user:
                count += len(os.listdir(f"/proc/{name}/task"))
        except OSError:
            continue
    return count


def leave(user):
    """End everything below this process, and this process."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    deadline = time.monotonic() + PATIENCE
    while end_all(user) and time.monotonic() < deadline:
        time.sleep(0.005)
    os._exit(0)


def end_all(user):
    """Kill all that is left; is anything left?"""
    if os.geteuid() == 0:
        killer = os.fork()
        if killer == 0:
            os.setresuid(user, user, user)
            os.kill(-1, signal.SIGKILL)  # all of this user, at once; this one too
            os._exit(0)
    for pid in family():
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return False
    return True
