"""Run All with both cores busy against idle: `python benchmarks/busy.py [NOTEBOOKS]`.

Runs each solution notebook from top to bottom in its own kernel, as a student's "Run All":
once alone, once beside two endless loops for each core. Prints seconds of CPU of the kernel,
their ratio, and the seconds on the clock. One BLAS thread in the setup cell keeps the ratio
near 1; with two threads that wait for each other it was 10 and more. The bound is 3.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from autograder import notebooks  # noqa: E402

BOUND, LOOP = 3, "while True: pass"


def run_all(notebook):
    """Run the solution as it stands; the kernel is this process's only child."""
    os.environ.pop("OPENBLAS_NUM_THREADS", None)
    nb = nbformat.read(notebooks.path_of(notebooks.SOLUTIONS, notebook), as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        where = {"metadata": {"path": folder}}
        NotebookClient(nb, timeout=3600, resources=where, allow_errors=True).execute()


def seconds_of(notebook):
    """CPU and clock seconds of a run, the kernel's start included."""
    start = time.monotonic()
    code = f"import busy; busy.run_all({notebook!r}); busy.told()"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, check=True, capture_output=True
    )
    return float(told.stdout.split()[-1]), time.monotonic() - start


def told():
    """Print the CPU seconds of all that this process has started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime)


def beside_loops(measure, *arguments):
    loops = [subprocess.Popen([sys.executable, "-c", LOOP]) for _ in range(2 * os.cpu_count())]
    try:
        return measure(*arguments)
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def main(names):
    worst = 0
    print(f"{'notebook':14} {'CPU idle':>9} {'CPU busy':>9} {'ratio':>6} {'clock':>13}")
    for name in names or notebooks.names():
        idle, idle_clock = seconds_of(name)
        busy, busy_clock = beside_loops(seconds_of, name)
        worst = max(worst, busy / idle)
        clock = f"{idle_clock:.0f} → {busy_clock:.0f} s"
        print(f"{name:14} {idle:8.1f}s {busy:8.1f}s {busy / idle:6.2f} {clock:>13}", flush=True)
    print(f"largest ratio {worst:.2f}; at most {BOUND} is allowed")
    return worst > BOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
