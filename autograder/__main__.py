"""The verbs of the course: `python -m autograder VERB`."""

import argparse
import errno
import signal
import sys
from pathlib import Path

if __name__ == "__main__":  # Ctrl-C while Python still imports: no traceback
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import nbformat  # noqa: E402

from . import notebooks  # noqa: E402
from .classroom import desk, stopping  # noqa: E402

NO_ADDRESS = (
    'No badges: write github = "owner/repository" under [tool.course] in pyproject.toml once the '
    "course is public, and make build again. Then notebooks open in the browser, Colab, Codespaces."
)


def main(arguments=None):
    """Run one verb; returns the exit code. Bad input ends with one clear sentence."""
    options = parser().parse_args(arguments)
    try:
        with stopping.stoppable():
            return options.run(options) or 0
    except KeyboardInterrupt:
        print(stopping.EARLY.format(command=stopping.command()), file=sys.stderr)
        return stopping.EXIT
    except (RuntimeError, OSError) as error:
        print(f"autograder: {said(error)}", file=sys.stderr)
        return 2


def said(error):
    """An error in words that say what to do; the system's own words for a full disk do not."""
    if getattr(error, "errno", None) != errno.ENOSPC:
        return error
    place = f" (at {error.filename})" if error.filename else ""
    return f"The disk is full{place}. Free some space and give the same command again."


def parser():
    top = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    verbs = top.add_subparsers(required=True, metavar="VERB")
    add_grading(verbs)
    add_lists(verbs)
    desk.add(verbs, verb, known)
    add_authoring(verbs)
    return top


def add_grading(verbs):
    """The verbs that grade, and look at what was graded."""
    grade = verb(verbs, "grade", run_grade, "grade a folder of submissions")
    grade.add_argument("--submitted", default="submitted", help="folder (default: submitted)")
    grade.add_argument("--workers", type=count, default=2, help="processes (default: 2)")
    grade.add_argument("--scheduler", default="", help="address of a Dask scheduler")
    grade.add_argument("--force", action="store_true", help="grade again what is graded")
    report = verb(verbs, "report", run_report, "the class's scores and mistakes as a page")
    feedback = verb(verbs, "feedback", run_feedback, "pages and grades again from the gradebook")
    again = desk.privately(run_why)
    why = verb(verbs, "why", again, "judge one item of one student again, and show everything")
    for one in (grade, report, feedback, why):
        one.add_argument("notebook", type=known)
        desk.add_course(one, database=one is not why)
    why.add_argument("student")
    why.add_argument("item")


def add_lists(verbs):
    """The verbs that read and fill the lists of an LMS."""
    roster = verb(verbs, "roster", run_roster, "who is in the course: ours or an LMS's list")
    roster.add_argument("file", help="CSV: ours, Canvas's gradebook, Moodle's participants")
    export = verb(verbs, "export", run_export, "points and pages for an LMS, in its own file")
    export.add_argument("notebook", type=known)
    export.add_argument("--to", default="csv", help="canvas, moodle, csv; gradescope, classroom50")
    export.add_argument("--roster", default="", help="the LMS's own file, to be filled")
    export.add_argument("--column", default="", help="its column for the points, if in doubt")
    for one in (roster, export):
        desk.add_course(one)


def add_authoring(verbs):
    """The verbs of those who change the course."""
    prove = verb(verbs, "prove", run_prove, "prove the checks of one notebook")
    build = verb(verbs, "build", run_build, "make release/ and solutions/ from source/")
    build.add_argument("--release", action="store_true", help="only release/, not solutions/")
    proof = verb(verbs, "proof", run_proof, "ask the mutants of NOTEBOOKS and make docs/proof.md")
    site = verb(verbs, "site", run_site, "the course's site, with the notebooks in the browser")
    site.add_argument("--to", default="_site", help="folder (default: _site)")
    site.add_argument("--pyodide", default="", help="folder or zip (default: its address)")
    lanes = verb(verbs, "lanes", run_lanes, "the course in other Pythons, the browser's too")
    lanes.add_argument("--lane", action="append", default=[], help="only this lane")
    lanes.add_argument("--pyodide", default="", help="folder of Python for the browser")
    pictures = verb(verbs, "pictures", run_pictures, "the README's pictures, from a graded class")
    pictures.add_argument("--root", default=notebooks.ROOT, help="the course (default: this one)")
    new = verb(verbs, "new", run_new, "begin a new assignment with one exercise")
    new.add_argument("notebook")
    edit = verb(verbs, "edit", run_edit, "edit a source notebook as text in $EDITOR")
    text = verb(verbs, "text", run_text, "print a notebook file as text, for git diff")
    text.add_argument("path")
    lint = verb(verbs, "lint", run_lint, "check the source notebooks against the rules")
    for one in (prove, edit):
        one.add_argument("notebook", type=known)
    for one in (build, proof, lint, lanes):
        one.add_argument("notebooks", nargs="*", type=known)


def verb(verbs, name, run, text):
    new = verbs.add_parser(name, help=text, description=text)
    new.set_defaults(run=run)
    return new


def known(name):
    if name not in notebooks.names():
        listed = ", ".join(notebooks.names())
        raise argparse.ArgumentTypeError(f"there is no notebook {name}; there are {listed}")
    return name


def count(text):
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def run_grade(options):
    from .classroom import runs

    return runs.grade(options)


def run_feedback(options):
    from .classroom import deadlines, gradebook, grades, pages

    root, url = desk.place(options)
    if gradebook.exists(url):
        deadlines.settle(options.notebook, root, url)
    made = pages.write_pages(options.notebook, root, url)
    paths = grades.write_grades(options.notebook, root, url)
    print(f"Written: {made} pages in {root / 'feedback'}, {paths[0]}, {paths[1]}")


def run_roster(options):
    from .classroom import gradebook, roster

    root, url = desk.place(options)
    found = roster.read_roster(options.file)
    roster.keep(found, root)
    if gradebook.exists(url):
        roster.enrol(found, url)
    sections = sorted({one.section for one in found.people} - {""})
    print(f"Written: {root / roster.FILE}: {len(found.people)} students", end="")
    print(f" in {len(sections)} sections: {', '.join(sections)}" if sections else "")


def run_export(options):
    from .classroom import exports

    known = [*exports.TARGETS, *exports.HOSTS]
    if options.to not in known:
        raise RuntimeError(f"TO={options.to} is unknown: one of {', '.join(known)}")
    root, url = desk.place(options)
    order = exports.Order(options.notebook, root, url, options.roster, options.column)
    for line in exports.export(options.to, order):
        print(line)


def run_why(options):
    from .classroom import why

    case = why.judged_again(options.notebook, options.student, options.item, options.root)
    print(*why.as_text(case), sep="\n")
    path = Path(options.root, "why", f"{options.student}_{options.item}.ipynb")
    path.parent.mkdir(exist_ok=True)
    nbformat.write(why.as_notebook(case), path)
    print(f"\nWritten: {path}: the student's cells and the same questions, to run again")


def run_report(options):
    from .classroom.class_report import write_report

    path, count = write_report(options.notebook, options.root, options.db)
    print(
        f"Written: {path}, and feedback/STUDENT/{options.notebook}/place.png for {count} students"
    )


def run_prove(options):
    from .authoring.prove import report

    problems = list(report(options.notebook))
    print("\n".join(problems) or f"{options.notebook}: every check is proven.")
    return bool(problems)


def run_build(options):
    from .authoring import build, readme

    changed = []
    for name in options.notebooks or notebooks.names():
        changed += build.build(name, solutions=not options.release)
    changed += build.write(readme.README, readme.refreshed())
    for path in changed:
        print(f"written: {path.relative_to(notebooks.ROOT)}")
    if not build.github():
        print(NO_ADDRESS)


def run_proof(options):
    from .authoring import build, proof

    for name in options.notebooks:
        found = proof.count(name)
        print(f"{name}: {found['asked']} mutants, survivors:", *found["survivors"], sep="\n  ")
    build.write(proof.PAGE, proof.page())


def run_site(options):
    from .site import build

    for line in build.build(Path(options.to), options.pyodide):
        print(line)


def run_lanes(options):
    from .authoring import lanes

    books = options.notebooks or notebooks.names()
    for line in lanes.run(options.lane, books, options.pyodide):
        print(line, flush=True)


def run_pictures(options):
    from .authoring import pictures

    for path in pictures.take(options.root):
        print(f"Written: {path}")


def run_new(options):
    from .authoring import build
    from .authoring.new import new

    try:
        written = new(options.notebook)
    except ValueError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    for path in [*written, *build.build(options.notebook)]:
        print(f"written: {path.relative_to(notebooks.ROOT)}")
    print(f"Next: docs/authoring.md, then make prove ASSIGNMENT={options.notebook}")


def run_edit(options):
    from .authoring.text import edit

    changed = edit(notebooks.path_of(notebooks.SOURCE, options.notebook))
    print(
        f"changed; now run: make build prove ASSIGNMENT={options.notebook}" if changed else "same"
    )


def run_text(options):
    from .authoring.text import as_text

    print(as_text(options.path))


def run_lint(options):
    from .authoring.lint import lint

    problems = [p for name in options.notebooks or notebooks.names() for p in lint(name)]
    print("\n".join(problems) or "source notebooks: nothing to complain about.")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
