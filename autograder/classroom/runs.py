"""One run of the verb `grade`, from the roster to the files of grades."""

import os
import sys
from pathlib import Path

from ..course import database_url
from . import (
    changed,
    coordinator,
    deadlines,
    gradebook,
    grades,
    leftovers,
    pages,
    recognised,
    report,
    roster,
    stopping,
)


def grade(options):
    """Grade a folder as the verb's options say; returns the exit code."""
    root = Path(options.root).resolve()
    root.mkdir(parents=True, exist_ok=True)
    os.umask(0o077)  # the results are the owner's alone
    report.log_to(root / "grading.log")
    deadlines.policy(root)  # a wrong table is told before anything is graded
    print(changed.told(options.notebook, options.db or database_url(root)), end="")
    done, taken = [], []

    def found(submissions, strays, people):
        taken.extend(submissions)
        path = recognised.keep(root, options.notebook, submissions)
        print(*recognised.lines(submissions, strays, people, path), sep="\n")

    try:
        with stopping.stoppable(), report.progress(options.notebook) as each:
            results = coordinator.grade_class(
                options.notebook, options.submitted, root, options.workers,
                lambda result, total: (done.append(result), each(result, total)),
                scheduler=options.scheduler, database=options.db, force=options.force,
                found=found,
            )  # fmt: skip
    except KeyboardInterrupt:
        return stopped(options, root, done)
    report.print_scores(results)
    there = gradebook.graded_students(options.notebook, options.db or database_url(root))
    print(report.absent(there, results), end="")
    for line in recognised.strangers(taken, roster.of_course(root)):
        print(line)
    finish(options, root, results, taken)
    print(f"Written: {root}: gradebook, grades/, autograded/, feedback/, grading.log")
    return 0 if all(result.graded for result in results) else 1


def stopped(options, root, done):
    """After Ctrl-C: the files of grades from what is recorded, one sentence, nothing left."""
    url = options.db or database_url(root)
    if gradebook.exists(url):
        grades.write_grades(options.notebook, root, url)
    leftovers.remove_leftovers()
    print(stopping.STOPPED.format(count=len(done), command=stopping.command()), file=sys.stderr)
    return stopping.EXIT


def finish(options, root, results, taken):
    """After every run: late penalties, pages with these or points by hand, files of grades."""
    url = options.db or database_url(root)
    grades.write_notes(options.notebook, root, results)
    if gradebook.exists(url):
        roster.enrol(roster.of_course(root), url)
        changed.limit(options.notebook, url)
        late, lines = deadlines.settle(options.notebook, root, url, taken)
        print(*lines, sep="\n", end="\n" * bool(lines))
        anew = late | pages.read_by_a_person(options.notebook, url)
        if anew:
            pages.write_pages(options.notebook, root, url, anew)
        grades.write_grades(options.notebook, root, url)
