"""The sandboxed kernel runs cells and answers questions; damage stays where it was done."""

import numpy as np
import pytest

from autograder.data import mnist
from autograder.grading.failures import Failure
from autograder.grading.session import Session


@pytest.fixture(scope="module")
def session():
    with Session(cell_seconds=2) as session:
        session.run_cell("import numpy as np\nx = np.ones(3)\ndef f(a): return a + x")
        yield session


def kind_of(session, code, **options):
    with pytest.raises(Failure) as caught:
        session.run(code, **options)
    return caught.value


def texts(outputs):
    return " ".join(str(output.get("text") or output.get("ename")) for output in outputs)


def test_a_question_is_answered_with_plain_data(session):
    got = session.run("{'sum': f(a), 'name': 'x'}", a=np.arange(3.0))
    assert np.array_equal(got["sum"], [1, 2, 3]) and got["name"] == "x"


def test_nothing_a_question_changes_remains(session):
    session.run("student['x'] = 99; x = 5; f.seen = True; f(1)")
    assert session.run("(float(x[0]), hasattr(f, 'seen'))") == (1.0, False)


def test_random_numbers_follow_from_the_seed_of_the_check(session):
    def draw(seed):
        session.begin(seed)
        return session.run("import random\n(np.random.rand(), random.random())")

    assert draw(7) == draw(7) != draw(8)


def test_warnings_and_prints_cost_nothing(session):
    code = "import warnings, sys\nwarnings.warn('x')\nprint('y', file=sys.stderr)\nnp.log(0.0)\n1"
    assert session.run(code) == 1


@pytest.mark.parametrize(
    "code, kind",
    [
        ("import os\nos._exit(0)", "died"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "died"),
        ("while True: pass", "time"),
        ("g(1)", "missing"),
        ("raise NotImplementedError('f')", "not-written"),
        ("raise SystemExit", "raised"),
    ],
)
def test_a_failing_question_is_an_outcome_and_the_next_is_answered(session, code, kind):
    assert kind_of(session, code, seconds=1).kind == kind
    assert session.run("1 + 1") == 2


def test_the_students_own_line_is_named(session):
    session.run_cell("def divide(a):\n    return a / 0")
    assert kind_of(session, "divide(1)").facts["line"] == "return a / 0"


def test_a_cell_that_runs_too_long_is_stopped_and_says_so(session):
    assert "stopped" in texts(session.run_cell("while True: pass"))
    assert session.run("float(x[0])") == 1.0


def test_a_cell_that_ends_the_process_is_left_out_and_the_rest_lives_on():
    with Session(cell_seconds=5) as session:
        session.run_cell("a = 1")
        assert "left out" in texts(session.run_cell("a = 2\nimport os\nos._exit(0)"))
        session.run_cell("b = a + 10")
        assert session.run("(a, b)") == (1, 11)


def test_a_cell_that_swallows_interrupts_is_killed():
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    with Session(cell_seconds=1) as session:
        session.run_cell("a = 1")
        assert "could not be stopped" in texts(session.run_cell(stubborn))
        assert session.run("a") == 1


def test_the_sandbox_shows_neither_course_nor_network_nor_secrets(session):
    code = (
        "import os, socket\n"
        "def reach():\n"
        "    try: socket.create_connection(('1.1.1.1', 80), 1)\n"
        "    except OSError: return False\n"
        "    return True\n"
        "(reach(), os.path.exists(root), 'COURSE_SECRET' in os.environ, os.getuid())"
    )
    from autograder.notebooks import SOURCE

    assert session.run(code, root=str(SOURCE)) == (False, False, False, 1000)


def test_the_autograder_cannot_be_imported_there(session):
    assert kind_of(session, "import autograder").facts["type"] == "ModuleNotFoundError"


def test_labels_that_are_answers_are_random_in_the_sandbox():
    name = "t10k-labels-idx1-ubyte.gz"
    read = f"import gzip\nlist(gzip.open('/data/{name}').read())"
    with Session(hidden=(name,)) as session:
        labels = np.array(session.run(read)[8:])
    truth = mnist("t10k")[1]
    assert labels.shape == truth.shape and 0.07 < np.mean(labels == truth) < 0.13
