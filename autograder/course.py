"""nbgrader's own interface to a course folder, with this course's configuration."""

import functools
import logging
import os
import sys
import warnings
from pathlib import Path

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy.exc import SAWarning
from traitlets.config import PyFileConfigLoader

from .notebooks import ROOT

CONFIG = "nbgrader_config.py"
# nbgrader's own way of adding rows makes SQLAlchemy warn; the rows are right.
warnings.filterwarnings("ignore", category=SAWarning)


def course(root=ROOT, database=None, limits=None):
    """The `NbGraderAPI` of the course in `root`; its gradebook, or the one given as a URL.

    `limits` replaces settings of the referee by name: cell_seconds, submission_seconds.
    """
    find_alembic()
    config = PyFileConfigLoader(CONFIG, path=str(ROOT)).load_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = database or database_url(root)
    config.Referee.update(limits or {})
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    return NbGraderAPI(CourseDirectory(config=config), config=config)


def find_alembic():
    """nbgrader calls the program `alembic` by name: it lies beside this Python.

    For each new gradebook it starts one, two seconds long, to ask for a version: here it is
    asked once, in this process.
    """
    nbgrader.api.get_alembic_version = alembic_version
    folder = str(Path(sys.executable).parent)
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", "")])


@functools.cache
def alembic_version():
    """The version of the gradebook's tables that this nbgrader makes."""
    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def database_url(root=ROOT):
    """SQLite beside the course; it waits two minutes for a lock instead of failing."""
    return f"sqlite:///{Path(root).resolve() / 'gradebook.db'}?timeout=120"
