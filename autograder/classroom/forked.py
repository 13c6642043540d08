"""Imported only by the process that workers are forked from: it ends with its parent."""

from .stopping import as_worker

as_worker()
