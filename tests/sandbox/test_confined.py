"""The sandbox without namespaces: what a cell cannot do there, and that nothing stays behind."""

import json
import os
import subprocess
import sys
import tempfile

import pytest

from autograder import notebooks
from autograder.sandbox import machine
from tests import container

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or bool(machine.no_sandbox("/usr/bin/bwrap")),
    reason="only root with bubblewrap can make something like a container here",
)
FORBIDDEN = {
    "reads a system file": "open('/etc/passwd')",
    "reads the course": f"open({str(notebooks.ROOT / 'pyproject.toml')!r})",
    "lists the processes": "os.listdir('/proc')",
    "opens a socket": "socket.socket()",
    "ends another program": "os.kill(1, 9)",
    "writes outside its folder": f"open({os.path.join(tempfile.gettempdir(), 'own')!r}, 'w')",
    "imports what is not there": "import sklearn",
    "takes another user": "os.setuid(0)",
}
POSSIBLE = {
    "writes where it works": "open('own', 'w').write('x')",
    "reads the data": "open(os.environ['COURSE_DATA'] + '/california_housing.csv').read(1)",
    "starts a program": "subprocess.run(['true'], check=True)",
    "starts a thread": "threading.Thread(target=print).start()",
}
DAEMON = "os.fork() or (os.setsid(), os.fork(), time.sleep(600))"
SCRIPT = """
import json, os, sys, tempfile
sys.path.insert(0, sys.argv[1])
from autograder.sandbox import machine
from autograder.sandbox.kernel import Kernel
cells, found = json.loads(sys.argv[2]), {}
tier = machine.require_sandbox(False)
hidden = "t10k-labels-idx1-ubyte.gz"
with Kernel(tier, imports=("numpy",), hidden=(hidden,), without=("sklearn",)) as kernel:
    kernel.run_cell("import os, socket, subprocess, threading, time", 30)
    for name, cell in cells.items():
        outputs = kernel.run_cell(cell, 30)
        found[name] = [out["ename"] for out in outputs if out["output_type"] == "error"]
    code = f"len(open(os.environ['COURSE_DATA'] + '/{hidden}', 'rb').read())"
    found["decoy"] = kernel.ask({"code": code, "inputs": {}, "seed": 0}, 30)["value"]
    user = os.stat(f"/proc/{kernel.channel.pid}").st_uid
folders = [name for name in os.listdir("/proc") if name.isdecimal()]
owners = [os.stat(f"/proc/{name}").st_uid for name in folders if os.path.exists(f"/proc/{name}")]
files = [name for name in os.listdir(tempfile.gettempdir()) if name.startswith("nn-")]
print(json.dumps({"tier": tier, "found": found, "left": owners.count(user), "files": files}))
"""


@pytest.fixture(scope="module")
def told():
    cells = {**FORBIDDEN, **POSSIBLE, "daemon": DAEMON}
    program = [sys.executable, "-c", SCRIPT, notebooks.ROOT, json.dumps(cells)]
    done = subprocess.run(container.command(*program), stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def test_it_is_taken_where_namespaces_are_forbidden(told):
    assert told["tier"] == machine.LANDLOCK


@pytest.mark.parametrize("what", FORBIDDEN)
def test_it_holds_back(told, what):
    assert told["found"][what] != []


@pytest.mark.parametrize("what", POSSIBLE)
def test_it_lets_be(told, what):
    assert told["found"][what] == []


def test_labels_are_decoys_and_nothing_stays_behind(told):
    assert told["found"]["decoy"] > 1000
    assert (told["left"], told["files"]) == (0, [])
