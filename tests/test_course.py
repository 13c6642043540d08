"""The course's gradebook is nbgrader's own, whatever way it is opened."""

import subprocess
import sys
from pathlib import Path

from nbgrader.dbutil import _temp_alembic_ini

from autograder.course import alembic_version


def test_a_new_gradebook_has_the_version_that_alembic_tells():
    alembic = Path(sys.executable).parent / "alembic"
    with _temp_alembic_ini("sqlite://") as settings:
        heads = subprocess.run([alembic, "-c", settings, "heads"], capture_output=True, text=True)
    assert heads.stdout.split()[0] == alembic_version()
