"""What a process and all that it starts use, seen from outside it, where nothing can lie.

Seconds of computing decide whether code takes too long. Wall time does not: on a busy
machine a program waits for its turn, and that is nobody's fault but the machine's.
"""

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from ..grading.failures import MachineFault

TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
# Where waiting cannot be told from sleeping, a second without computing counts this much.
BLIND = 0.1
MOST_WALL, LEAST_WALL = 30, 120
RESET_PEAK = "5"
BUSY = "this machine is too busy: after {wall:.0f} s the code had computed for {cpu:.1f} s only"


@dataclass(frozen=True)
class Usage:
    """cpu_seconds: of all processes together. peak_bytes: of memory. processes: the most that
    were seen at once beside the first one."""

    cpu_seconds: float
    peak_bytes: int
    processes: int


class Watch:
    """Looks at the process `pid` and all below it, from now on.

    fresh: only at children that `pid` starts from now on, as a question's fork is one.
    memory: look at the memory too.
    """

    def __init__(self, pid, fresh=False, memory=False):
        self.pid, self.memory = pid, memory
        self.known = set(children(pid)) if fresh else None
        self.began, self.cpu, self.peak, self.processes = time.monotonic(), 0.0, 0, 0
        self.before = 0.0 if fresh else sum(map(cpu_seconds, family(pid)))
        self.waits = {task: (wait, wait) for task, wait in waits(family(pid)).items()}
        if memory:
            with contextlib.suppress(OSError):
                Path(f"/proc/{pid}/clear_refs").write_text(RESET_PEAK)

    def look(self):
        """Bring the numbers up to date."""
        members = self._members()
        self.cpu = max(self.cpu, sum(map(cpu_seconds, members)) - self.before)
        self.processes = max(self.processes, len(members) - 1)
        for task, wait in waits({*members, self.pid}).items():
            self.waits[task] = self.waits.get(task, (0.0, 0.0))[0], wait
        if self.memory:
            self.peak = max(self.peak, sum(map(peak_bytes, members)))

    def _members(self):
        if self.known is None:
            return family(self.pid)
        new = set(children(self.pid)) - self.known
        return set().union(*map(family, new))

    @property
    def wall(self):
        return time.monotonic() - self.began

    @property
    def waited(self):
        """Seconds in which something was ready to run and had to wait for a processor."""
        return sum(last - first for first, last in self.waits.values())

    @property
    def idle(self):
        """Seconds of neither computing nor waiting for a processor: asleep or stuck."""
        left = max(0.0, self.wall - self.cpu - self.waited)
        return left if self.waits else left * BLIND

    @property
    def spent(self):
        """The seconds that the code itself is to blame for."""
        return self.cpu + self.idle

    def is_over(self, seconds):
        """Has it computed for `seconds`, or slept as long? `MachineFault` if it got no chance."""
        self.look()
        if self.cpu >= seconds or self.idle >= seconds:
            return True
        if self.wall < max(LEAST_WALL, MOST_WALL * seconds):
            return False
        raise MachineFault(BUSY.format(wall=self.wall, cpu=self.cpu))

    def usage(self):
        self.look()
        return Usage(self.cpu, self.peak, self.processes)


def family(pid):
    """The process ids of `pid` and all below it that live."""
    found, new = set(), {pid}
    while new:
        found |= new
        new = {child for one in new for child in children(one)} - found
    return found


def children(pid):
    """The process ids of the children of `pid`."""
    found = []
    for task in tasks(pid):
        with contextlib.suppress(OSError):
            found += Path(f"/proc/{pid}/task/{task}/children").read_text().split()
    return [int(child) for child in found]


def tasks(pid):
    """The ids of a process's threads, as text."""
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def cpu_seconds(pid):
    """What a process and those of its children that have ended have computed; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def waits(pids):
    """Thread → seconds it has waited for a processor so far."""
    found = {}
    for pid in pids:
        for task in tasks(pid):
            with contextlib.suppress(OSError, IndexError):
                text = Path(f"/proc/{pid}/task/{task}/schedstat").read_text()
                found[task] = int(text.split()[1]) / 1e9
    return found


def peak_bytes(pid):
    """The most memory a process has taken, or takes now if that is more; 0 if it is gone."""
    with contextlib.suppress(OSError, IndexError):
        now = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
        status = Path(f"/proc/{pid}/status").read_text()
        return max(now, int(status.partition("VmHWM:")[2].split()[0]) * 1024)
    return 0
