"""Classroom 50 runs this for each submission, in the student's checkout.

It holds no answers: it calls the course, which lies on the runner in COURSE_FOLDER.
"""

import os
import subprocess
import sys
from pathlib import Path

COURSE = Path(os.environ.get("COURSE_FOLDER", "/opt/course"))
PYTHON = COURSE / ".venv" / "bin" / "python"

if not PYTHON.exists():
    sys.exit(f"::error::{COURSE} holds no course that is set up (make setup)")
command = [str(PYTHON), "-m", "autograder.hosts.classroom50", "NOTEBOOK", os.getcwd()]
sys.exit(subprocess.run(command, cwd=COURSE, check=False).returncode)
