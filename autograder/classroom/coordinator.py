"""Grades a class: hands out jobs, and alone writes the gradebook and the files."""

import functools
import logging
from concurrent.futures import BrokenExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import notebooks, secret
from ..course import course, database_url
from ..grading.failures import MachineFault
from ..sandbox.machine import require_limits, require_sandbox
from . import executors
from .gradebook import graded_students, prepare, record, result_files
from .intake import take_in
from .journal import Journal
from .leftovers import remove_leftovers
from .records import Job, Result
from .roster import of_course

log = logging.getLogger("autograder")


@dataclass(frozen=True)
class Where:
    """Where a class is graded and where its results go.

    workers: processes of this machine; scheduler: address of a Dask scheduler
    to use instead; database: gradebook URL (default: gradebook.db in `root`);
    limits: settings of the referee to replace, such as cell_seconds.
    """

    root: Path
    workers: int
    scheduler: str = ""
    database: str = ""
    limits: dict = field(default_factory=dict)

    def url(self):
        return self.database or database_url(self.root)

    def open(self, workers):
        """The executor: a context that yields `submit(job)`."""
        if self.scheduler:
            return executors.dask(self.scheduler)
        return executors.local(workers)


def grade_class(notebook, folder, root=notebooks.ROOT, workers=2, each=None, **more):
    """Grade all submissions of `notebook` in `folder`; returns the results by student.

    Results of an earlier run are kept unless the submission or the checks
    changed, or `force` is given. `each(result, total)` is called for every
    result once it is safely recorded; `found(submissions, strays, roster)` once, before.
    `more`: scheduler, database, limits, force, found.
    """
    force, found = more.pop("force", False), more.pop("found", None)
    where = Where(Path(root), workers, **more)
    require_limits()
    require_sandbox(course(where.root).config.Referee.get("allow_unsandboxed", False))
    secret.read()  # without it nothing can be graded: say so before anything is written
    roster = of_course(where.root)
    taken, strays = take_in(folder, notebook, roster)
    if found:
        found(taken, strays, roster)
    submissions = {s.student: s for s in taken}
    journal = Journal(where.root, notebook, where.database)
    there = set() if force else kept_students(notebook, where)
    known = {name: journal.find(s) if name in there else None for name, s in submissions.items()}
    results = [result for result in known.values() if result]
    tell = functools.partial(each or (lambda result, total: None), total=len(submissions))
    for result in results:
        tell(result)
    new = [s for name, s in submissions.items() if not known[name]]
    for result in graded(new, notebook, where, journal):
        results.append(result)
        tell(result)
    results = [replace(result, notes=submissions[result.student].notes) for result in results]
    results += [Result("", notebook, {}, problem=f"{path}: {reason}") for path, reason in strays]
    return sorted(results, key=lambda result: result.student)


def kept_students(notebook, where):
    """Whose grades, graded notebook and page are all there: the journal alone decides nothing."""
    return {
        student for student in graded_students(notebook, where.url())
        if all(path.exists() for path in result_files(where.root, student, notebook))
    }  # fmt: skip


def graded(submissions, notebook, where, journal):
    """Grade, record and yield the results that are not in the journal yet."""
    if not submissions:
        return
    remove_leftovers()
    blank = prepare(notebook, where.root, where.url())
    jobs = [Job(s.student, notebook, s.text, s.problem, blank, where.limits) for s in submissions]
    by_student = {s.student: s for s in submissions}
    for result in computed(jobs, where):
        if result.graded and not journal.is_current():
            result = not_graded(result, "the course was changed while it was graded")
        if result.graded:
            record(result, where.root, where.url())
            journal.enter(by_student[result.student], result)
            result = replace(result, autograded="", feedback="")  # they are on the disk now
        log.info("%s %s: %s", notebook, result.student, summary(result))
        yield result


def computed(jobs, where):
    """The result of each job, as it comes; jobs that this machine failed are tried again.

    After two rounds each job left gets a process of its own, so that only the
    one that kills it is given up.
    """
    for workers in (where.workers, where.workers):
        jobs = [job for job, _ in (yield from one_round(jobs, where, workers))]
    for job in jobs:
        for _, reason in (yield from one_round([job], where, 1)):
            yield not_graded(job, reason)


def one_round(jobs, where, workers):
    """Yield the results of `jobs`; returns [(job, reason)] of those that are to be tried again."""
    lost = []
    if jobs:
        with where.open(workers) as submit:
            futures = {submit(job): job for job in jobs}
            for done in as_completed(list(futures)):
                job = futures.pop(done)  # and with it the result, which is large
                try:
                    yield done.result()
                except BrokenExecutor:
                    lost.append((job, "its grading process was killed"))
                except MachineFault as fault:
                    lost.append((job, str(fault)))
                except Exception as error:
                    yield not_graded(job, f"{type(error).__name__}: {error}")
    return lost


def not_graded(job, reason):
    """Stands for a submission that this machine failed to grade: nothing is recorded."""
    return Result(job.student, job.notebook, {}, problem=f"Not graded: {reason}", graded=False)


def summary(result):
    """A result in a few words, for the log."""
    if not result.graded:
        return result.problem
    return f"{result.score:g} points, {len(result.failed)} checks failed. {result.problem}".strip()
