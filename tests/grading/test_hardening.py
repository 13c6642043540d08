"""Holes that were found once and stay closed; the corpus behind them is test_hostile.py."""

import base64
import ctypes
import os
import platform
import re
import signal
import stat
import struct
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pytest
from jinja2.runtime import Context

from autograder import notebooks
from autograder.classroom import report
from autograder.classroom.leftovers import remove_leftovers
from autograder.classroom.records import Mark, Result
from autograder.grading import judge, markup, outputs
from autograder.grading.failures import Failure
from autograder.grading.feedback import CutHidden
from autograder.grading.session import Session
from autograder.grading.student import Student
from autograder.sandbox.channel import is_reply
from autograder.sandbox.inside import wire
from autograder.sandbox.machine import resident
from autograder.sandbox.unprivileged import open_to_nobody

from ..submissions import corpus


@pytest.fixture(scope="module")
def session():
    with Session(cell_seconds=20) as session:
        yield session


def test_the_students_seed_does_not_reveal_the_checks_draws():
    class Listening(Student):
        def _ask(self, request, seconds):
            return {"value": request["seed"]}

    student = Listening()
    student.begin(1000)
    seeds = [student.run("1") for _ in range(5)]
    assert len(set(seeds)) == 5 and not set(seeds) & set(range(900, 1100))


def test_nothing_can_be_written_to_the_graders_disk(session):
    code = (
        "import os, sys\n"
        "def write(place):\n"
        "    try: open(place, 'w').write('x')\n"
        "    except OSError as error: return type(error).__name__\n"
        "def targets():\n"
        "    return [os.readlink(f'/proc/self/fd/{fd}') for fd in os.listdir('/proc/self/fd')\n"
        "            if os.path.exists(f'/proc/self/fd/{fd}')]\n"
        "(write(os.path.dirname(sys.argv[1]) + '/x'), [t for t in targets() if 'log' in t])"
    )
    assert session.run(code) == ("FileNotFoundError", [])


def test_the_command_that_made_the_sandbox_cannot_be_read_there(session):
    code = "[open(f'/proc/1/{name}').read() for name in ('cmdline', 'environ')]"
    text = " ".join(session.run(code))
    assert (
        "--bind" not in text and str(notebooks.ROOT / "source") not in text and "PATH" not in text
    )


@pytest.mark.skipif(platform.machine() != "x86_64", reason="system calls by number")
def test_one_kernel_leaves_no_note_for_the_next_in_the_keyring(session):
    ctypes.CDLL(None).syscall(250, 1, None)  # a session keyring, as a login makes one
    call = "import ctypes\nctypes.CDLL(None).syscall({}) > 0"
    session.run(call.format("248, b'user', b'note', b'x', 1, -3"))
    with Session() as other:
        assert other.run(call.format("249, b'user', b'note', None, -3")) is False


def test_exit_in_a_cell_harms_no_later_cell(session):
    session.run_cell("exit()")
    session.run_cell("import time; time.sleep(0.5); after_exit = 1")
    assert session.run("after_exit") == 1


def test_a_cell_that_takes_the_means_to_ask_away_is_the_one_left_out():
    with Session(cell_seconds=20) as session:
        session.run_cell("x = 1")
        session.run_cell("import os\nos.fork = None\nx = 2")
        session.run_cell("y = x")
        assert session.run("x, y") == (1, 1)


def test_replaced_helpers_of_the_grader_change_no_answer():
    with Session(cell_seconds=20) as session:
        session.run_cell("import probe, sys\nprobe.evaluate = lambda *_, **__: {'value': 0}")
        session.run_cell("sys.modules['warnings'] = sys.modules['json'] = probe\nx = 2")
        assert session.run("x") == 2


def test_a_cell_that_hangs_up_on_the_grader_is_left_out_and_says_so():
    with Session(cell_seconds=20) as session:
        session.run_cell("x = 1")
        assert "left out" in session.run_cell("import os\nx = 2\nos.closerange(3, 200)")[-1].text
        assert session.run("x") == 1


KILLED = """
from autograder.grading.session import Session
s = Session()
s.run_cell('1')
print(1, flush=True)
"""


def test_a_killed_grader_leaves_nothing_once_the_next_one_starts():
    grader = subprocess.Popen(
        [sys.executable, "-c", f"{KILLED}; import time; time.sleep(60)"],
        stdout=subprocess.PIPE, cwd=notebooks.ROOT,
    )  # fmt: skip
    grader.stdout.readline()
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    groups = list(Path("/sys/fs/cgroup").glob(f"*/course-{grader.pid}-*"))
    time.sleep(1)
    assert not any((group / "cgroup.procs").read_text() for group in groups)
    remove_leftovers()
    assert not any(group.exists() for group in groups)


@pytest.mark.parametrize("field", ["value", "stopped", "error", "nonce"])
def test_arrays_in_any_field_of_a_reply_are_no_error_of_the_reader(field):
    assert is_reply({field: np.ones(3)}) == (field == "value")


def test_a_reply_whose_tree_is_too_large_is_not_read():
    assert not wire.allowed(wire.LENGTHS.pack(wire.MAX_TREE + 1, 0))
    assert wire.allowed(wire.LENGTHS.pack(1, wire.MAX_BLOB))


def test_half_characters_do_not_reach_any_file():
    text = wire.unpack(wire.pack({"\ud800": "\ud800x"}))
    shown = outputs.cleaned([nbformat.v4.new_output("stream", name="stdout", text="\ud800x")])
    for value in (str(text), shown[0].text):
        value.encode()


def test_all_outputs_together_are_bounded():
    text = nbformat.v4.new_output("stream", name="stdout", text="x" * 1000)
    cells = [nbformat.v4.new_code_cell("", outputs=[text]) for _ in range(10)]
    outputs.bounded(cells, total=5000)
    assert [len(cell.outputs[0].text) > 900 for cell in cells] == [True] * 4 + [False] * 6


def test_pieces_of_one_stream_are_one_output():
    pieces = [nbformat.v4.new_output("stream", name="stdout", text="x\n") for _ in range(1000)]
    assert [output.text for output in outputs.cleaned(pieces)] == ["x\n" * 1000]


@pytest.mark.parametrize("sides, kept", [((100, 100), True), ((100_000, 100_000), False)])
def test_a_picture_that_unpacks_to_gigabytes_is_dropped(sides, kept):
    data = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", *sides)
    assert outputs.is_picture(base64.b64encode(data).decode()) is kept


def test_marks_of_hidden_regions_in_a_students_cell_cost_no_time():
    cell = nbformat.v4.new_code_cell("### BEGIN HIDDEN TESTS\n" * 100_000)
    start = time.monotonic()
    CutHidden().preprocess_cell(cell, {}, 0)
    assert time.monotonic() - start < 1


def test_words_of_a_student_are_not_read_as_markup_of_the_table(capsys):
    found = {"message": "x\nChecked\nstopped: [/red] [bold]\nx", "idea": ""}
    report.print_scores([Result("s", "nb", {"a": Mark(0, 1, False, False)}, {"nb/a": found})])
    assert "[/red]" in capsys.readouterr().out


def test_a_diagnosis_that_fails_is_no_diagnosis(monkeypatch):
    def broken(*_):
        raise ValueError

    monkeypatch.setattr(judge, "alike", broken)
    check = judge.checks_of("nb00_start")["nb00_start/one-hot-values"]
    assert judge.diagnose(check, Failure("values", "x", got=[{}]), 1) is None


LIVE = """<script>x()</script> <img src=x onerror=x()> <a href="javascript:x()">x</a>

[x](javascript:x()) ![x](http://example.org/x.png) [x](data:text/html,x) $\\href{javascript:x()}{x}$
<style>body{}</style> <iframe src=//x></iframe> <div style="position:fixed">x</div>"""


def html(source):
    context = Context.__new__(Context)
    context.parent, context.vars, context.exported_vars = {}, {}, set()
    return markup.safe_markdown(context, source)


def test_markdown_of_a_student_does_nothing_in_a_browser():
    text = html(LIVE)
    live = ["<script", "<img src", "href=", "<style", "<iframe", "style=", "onerror=x()>"]
    assert [word for word in live if word in text] == []


TRICKS = [
    '<a class="modal-backdrop fade" href="https://x.example">x</a>', '<p id="notebook">x</p>',
    "$&#92;href{javascript:x()}{x}$", r"$\let\zz\href1 \zz{javascript:x()}{x}$",
    '<a href="da&#10;ta:text/html,x">x</a>', '<a href="/formgrader/api/status">x</a>',
    "<scr<!-- -->ipt>x()</script>", '<math href="javascript:x()"><mi>x</mi></math>',
    r"$\text{<img src=x onerror=x()>}$", r"$\href{javascript:x()}{x} \style{position:fixed}{y}$",
    '<b title="> $x$ <img src=x onerror=x()>">x</b>', '<td align="$x$">x</td>',
    '<img alt="$\\text{ onerror=x() }$" src="data:image/png;base64,AAAA">', "$" + "{" * 5000 + "$",
    "$$\\begin{array}{x}" + "\\frac{1}{" * 400 + "$$", "`$x$ <i class=a>`",
]  # fmt: skip


class Attributes(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found |= dict(attributes)


@pytest.mark.parametrize("source", TRICKS, ids=range(len(TRICKS)))
def test_no_way_round_the_filter(source):
    found = Attributes(html(source)).found
    assert not {"class", "id", "style"} & set(found)
    assert not [name for name in found if name.startswith("on")]
    assert found.get("href", "https:").startswith("https:")
    assert found.get("src", "data:image/").startswith("data:image/")


def test_ordinary_markdown_looks_as_before():
    text = html("# Why\n\n*a* < $b_1$ and `x < y`\n\n| a |\n|-|\n| 1 |\n\n[x](https://example.org)")
    wanted = [
        "<h1",
        "<em>a</em>",
        "<msub><mi>b</mi>",
        "<code>x &lt; y</code>",
        "<td>1</td>",
        'href="https://',
    ]
    assert [word for word in wanted if word not in text] == []


def test_keys_and_modes_of_the_machine_are_out_of_reach(session):
    mode = Path(sys.executable).stat().st_mode
    code = (
        "import ctypes, os\n"
        "keys = ctypes.CDLL(None).syscall({'x86_64': 248}.get(os.uname().machine, 217),"
        " b'user', b'note', b'x', 1, -4)\n"
        "os.chmod('/proc/self/exe', 0o700)\n"
        "keys"
    )
    assert session.run(code) == -1
    assert Path(sys.executable).stat().st_mode == mode


def test_the_programs_that_hold_a_sandbox_are_bound_as_it_is(session):
    code = "[open(f'/proc/{pid}/limits').read() for pid in (1, 2, 'self')]"
    names = ("Max file size", "Max address space", "Max cpu time", "Max processes")
    limits = [[row for row in text.splitlines() if row.startswith(names)]
              for text in session.run(code)]  # fmt: skip
    assert limits[0] == limits[1] == limits[2] and "unlimited" not in str(limits[0])


def test_attacks_that_answer_for_the_kernel_are_asked_as_it_is():
    """Else they only break it, and show nothing."""
    program = (notebooks.ROOT / "autograder" / "sandbox" / "inside" / "main.py").read_text()
    asked = re.search(r"def answer_in_fork\((.*)\):", program)[1]
    attacks = [path.read_text() for path in corpus.files("hostile")]
    attacks = [text for text in attacks if '["answer_in_fork"] =' in text]
    assert attacks and all(asked in text or "*question" in text for text in attacks)


LOWERED = """
import os, resource
from autograder.grading.failures import MachineFault
from autograder.sandbox.machine import NEEDED, require_limits
kinds = [(kind, least) for _, kind, least, _ in NEEDED.values()]
for kind, least in kinds:
    resource.setrlimit(kind, (least - 1, resource.getrlimit(kind)[1]))
require_limits()
print([resource.getrlimit(kind)[0] == least for kind, least in kinds])
os.geteuid() or os.setuid(65534)
for option, (_, kind, least, _) in reversed(NEEDED.items()):
    resource.setrlimit(kind, (least - 1, least - 1))
    try:
        require_limits()
    except MachineFault as fault:
        print(f"(ulimit {option}); grading needs" in str(fault))
"""


def test_a_limit_of_the_machine_is_raised_or_told_in_one_sentence():
    done = subprocess.run(
        [sys.executable, "-c", LOWERED], cwd=notebooks.ROOT, stdout=subprocess.PIPE, text=True
    )
    assert done.stdout.splitlines() == [str([True] * 5), *["True"] * 5]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's sandboxes run as another user")
def test_what_root_has_closed_is_opened_where_sandboxes_show_it(tmp_path):
    folder = tmp_path / "data" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.csv").touch(0o600)
    (tmp_path / "data").chmod(0o700)
    open_to_nobody([tmp_path / "data"])
    modes = [
        stat.S_IMODE(path.stat().st_mode) & 0o007 for path in (folder.parent, folder / "a.csv")
    ]
    assert modes == [0o005, 0o004]


def test_a_message_without_end_does_not_fill_the_grader():
    flood = (
        "kernel = get_ipython().kernel\n"
        "kernel.iopub_thread.socket.send_multipart([bytes(20 * 2**20)] * 2000, copy=False)\n"
        "import time; time.sleep(60)"
    )
    before = resident()
    with Session(cell_seconds=30) as session:
        assert "left out" in session.run_cell(flood)[-1].text
        assert session.run("1") == 1
    assert resident() < before + 2**30
