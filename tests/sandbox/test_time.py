"""Seconds of computing decide; a busy machine costs nobody a point."""

import subprocess
import sys
import time

import pytest

from autograder.grading.failures import Failure, MachineFault
from autograder.grading.session import Session
from autograder.sandbox import watch
from autograder.sandbox.watch import Watch

SPIN = "import time\nend = time.process_time() + {}\nwhile time.process_time() < end: pass\n"


@pytest.fixture
def busy():
    """Four loops that want a processor each."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


def test_a_busy_machine_gives_code_the_seconds_it_computes(busy):
    with Session(cell_seconds=2) as session:
        start = time.monotonic()
        assert session.run_cell(SPIN.format(1.2)) == []
        assert session.run(SPIN.format(1.2) + "1", seconds=2) == 1
        assert time.monotonic() - start > 2.4


def test_what_sleeps_or_loops_is_stopped(busy):
    with Session(cell_seconds=1) as session:
        for code in ("while True: pass", "time.sleep(1000)"):
            with pytest.raises(Failure) as caught:
                session.run(f"import time\n{code}", seconds=1)
            assert caught.value.kind == "time"
            assert "stopped" in session.run_cell(f"import time\n{code}")[-1].text
        assert session.run("1") == 1


def test_one_submission_has_its_own_seconds_to_spend():
    with Session(cell_seconds=5, submission_seconds=2) as session:
        session.run_cell(SPIN.format(2.5))
        with pytest.raises(Failure) as caught:
            session.run("1")
        assert caught.value.kind == "no-time"


def test_code_that_the_machine_never_runs_is_the_machines_fault(monkeypatch):
    monkeypatch.setattr(watch, "LEAST_WALL", 0.2)
    monkeypatch.setattr(Watch, "idle", 0.0)
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        looking = Watch(sleeper.pid)
        with pytest.raises(MachineFault, match="too busy"):
            while not looking.is_over(0.005):
                time.sleep(0.05)
        sleeper.kill()


def test_waiting_for_a_processor_is_not_sleeping(busy):
    with subprocess.Popen([sys.executable, "-c", SPIN.format(20)]) as spinner:
        time.sleep(0.3)
        looking = Watch(spinner.pid)
        time.sleep(2)
        looking.look()
        spinner.kill()
    assert looking.cpu + looking.waited > 1.5 > 2 * looking.idle


def test_what_children_compute_counts():
    code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {SPIN.format(0.5)!r}])"
    with subprocess.Popen([sys.executable, "-c", code + "\ninput()"], stdin=subprocess.PIPE) as one:
        looking = Watch(one.pid)
        while looking.cpu < 0.5 and looking.wall < 60:
            looking.look()
            time.sleep(0.05)
        one.kill()
    assert looking.cpu >= 0.5
