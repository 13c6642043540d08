"""What this machine offers: a sandbox that really starts, a list of fonts, memory."""

import functools
import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from ..grading.failures import MachineFault
from ..notebooks import DATA
from .unprivileged import open_to_nobody

PROBE = ["--unshare-user", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
PROBE_SECONDS = 60
# The tiers: namespaces; where those are forbidden a user of its own with Landlock; nothing.
BUBBLEWRAP, LANDLOCK, NONE = "bubblewrap", "landlock", "none"

# What a program must be allowed for grading: ulimit's option → what, its kind, how much, the unit.
NEEDED = {
    "-n": ("open files", resource.RLIMIT_NOFILE, 256, 1),
    "-u": ("processes", resource.RLIMIT_NPROC, 128, 1),
    "-v": ("KiB of memory", resource.RLIMIT_AS, 4 * 2**30, 2**10),
    "-f": ("KiB in a file", resource.RLIMIT_FSIZE, 2**28, 2**10),
    "-t": ("seconds of computing", resource.RLIMIT_CPU, 900, 1),
}


class NoSandbox(MachineFault):
    """No sandbox works here and running without one was not allowed."""


def require_sandbox(allow_plain):
    """The best tier that works here; `NoSandbox` if that is none and none was not allowed."""
    why = no_sandbox(shutil.which("bwrap"))
    if not why:
        return BUBBLEWRAP
    why_no_landlock = no_landlock()
    if not why_no_landlock:
        return LANDLOCK
    if allow_plain:
        return NONE
    raise NoSandbox(
        f"{why}, nor does the sandbox without namespaces ({why_no_landlock}), so submissions "
        "cannot be run safely. Run 'sudo apt install bubblewrap', allow user namespaces on this "
        "machine, or set c.Referee.allow_unsandboxed = True in nbgrader_config.py (unsafe)."
    )


@functools.cache
def no_landlock():
    """Why the sandbox of confined.py cannot be had here, or "": it is tried in a process."""
    code = "import confined; print(confined.why_not())"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code], capture_output=True, text=True, timeout=PROBE_SECONDS,
        env={"PYTHONPATH": str(Path(__file__).parent)},
    )  # fmt: skip
    return done.stdout.strip() if done.returncode == 0 else "it cannot be tried"


def require_limits():
    """Raise this process's limits to what grading needs, or say which one is too low."""
    for option, (what, kind, least, unit) in NEEDED.items():
        soft, hard = resource.getrlimit(kind)
        if is_enough(soft, least):
            continue
        try:
            resource.setrlimit(kind, (least, hard if is_enough(hard, least) else least))
        except (ValueError, OSError):
            raise MachineFault(
                f"A program may have only {hard // unit} {what} here (ulimit {option}); grading "
                f"needs {least // unit}. Give the command where more is allowed, or ask whoever "
                "runs this machine."
            ) from None


def is_enough(limit, least):
    return limit == resource.RLIM_INFINITY or limit >= least


@functools.cache
def no_sandbox(program):
    """Why bubblewrap cannot make a sandbox here, or "": it is tried, not only looked for."""
    if not program:
        return "bubblewrap (bwrap) is not installed"
    done = subprocess.run(
        [program, *PROBE], capture_output=True, text=True, errors="replace", timeout=PROBE_SECONDS
    )
    words = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
    return f"bubblewrap does not work here ({words[0][:150]})" if done.returncode else ""


@functools.cache
def font_cache():
    """A folder with Matplotlib's list of fonts, made once for each environment."""
    folder = Path(sys.prefix) / "share" / "course-font-cache"
    if not any(folder.glob("fontlist*")):
        code = "import matplotlib.font_manager"
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "MPLCONFIGDIR": str(folder)},
        )
    return folder


@functools.cache
def open_to_sandboxes():
    """Once for each process: what every sandbox shows can be read by the user that it runs as."""
    packages, inside = sysconfig.get_path("purelib"), Path(__file__).with_name("inside")
    open_to_nobody([sys.prefix, packages, font_cache(), DATA, inside])


@functools.cache
def folder_of(package):
    """Where a package lies in this environment, or "" if it is not there. Imports nothing."""
    found = importlib.util.find_spec(package)
    return next(iter(found.submodule_search_locations or ()), "") if found else ""


def resident():
    """Bytes of memory that this process takes; 0 where that cannot be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
