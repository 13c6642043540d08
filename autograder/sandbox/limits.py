"""Control groups over a kernel's whole process tree, where the machine lets us make them."""

import contextlib
import os
import uuid
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
MEMORY, PROCESSES = 6 * 2**30, 128
VERSION_2 = {"": {"memory.max": MEMORY, "pids.max": PROCESSES}}
VERSION_1 = {
    "memory": {"memory.limit_in_bytes": MEMORY},
    "pids": {"pids.max": PROCESSES},
}


@contextlib.contextmanager
def control_groups():
    """The folders of new groups for one kernel; [] where none may be made."""
    name, made = f"course-{uuid.uuid4().hex[:12]}", []
    version = VERSION_2 if (ROOT / "cgroup.controllers").exists() else VERSION_1
    try:
        for controller, limits in version.items():
            with contextlib.suppress(OSError):
                made.append(_make(ROOT / controller / name, limits))
        yield made
    finally:
        for group in made:
            with contextlib.suppress(OSError):
                os.rmdir(group)


def _make(group, limits):
    group.mkdir()
    try:
        for file, limit in limits.items():
            (group / file).write_text(str(limit))
    except OSError:
        group.rmdir()
        raise
    return group
