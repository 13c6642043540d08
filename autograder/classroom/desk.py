"""More verbs of the instructor's desk: teaching, disputes, and the course's year."""

import os
from pathlib import Path

from .. import notebooks


def add(verbs, verb, known):
    """Add them to the parser. verb: makes one; known: the type of a notebook's name."""
    viva = verb(verbs, "viva", run_viva, "five questions about a student's own program")
    viva.add_argument("notebook", type=known)
    viva.add_argument("student")
    viva.add_argument("--submitted", default="", help="folder handed in, for what was printed")
    similar = verb(verbs, "similar", run_similar, "pairs of submissions that share much")
    similar.add_argument("notebook", type=known)
    course = verb(verbs, "course", run_course, "all notebooks: what to teach again, which items")
    course.add_argument("--names", action="store_true", help="say who, too")
    renew = verb(verbs, "renew", run_renew, "take grades over into a changed notebook")
    renew.add_argument("notebook", type=known)
    term = verb(verbs, "new-term", run_new_term, "put this term away and start clean")
    term.add_argument("name", help="the name of the term that ends, such as 2026-autumn")
    forget = verb(verbs, "forget", run_forget, "delete a student everywhere")
    forget.add_argument("student")
    for one in (viva, similar, course, renew, term, forget):
        add_course(one, database=one in (course, renew, forget))
        one.set_defaults(run=privately(one.get_default("run")))


def add_course(one, database=True):
    """The options of a verb that say which course it is about."""
    one.add_argument("--root", default=notebooks.ROOT, help="the course (default: this one)")
    if database:
        one.add_argument("--db", default="", help="gradebook URL (default: gradebook.db)")


def place(options):
    """(the course's folder, the URL of its gradebook) that the options name."""
    from ..course import database_url

    root = Path(options.root).resolve()
    return root, options.db or database_url(root)


def privately(run):
    """The verb, writing files that nobody but their owner can read."""

    def private(options):
        os.umask(0o077)
        return run(options)

    return private


def run_viva(options):
    from . import viva
    from .journal import write_whole

    names = options.notebook, options.student
    questions = viva.sheet(*names, options.root, options.submitted)
    for number, one in enumerate(questions, 1):
        print(f"{number}. {one.place}: {one.ask}\n   A good answer: {one.good}\n")
    path = Path(options.root, "viva", f"{options.student}_{options.notebook}.html")
    write_whole(path, viva.page(*names, questions))
    print(f"Written: {path}")


def run_similar(options):
    from . import similar
    from .journal import write_whole

    root = Path(options.root)
    pairs, count = similar.pairs_of(options.notebook, root)
    path = root / "similar" / f"{options.notebook}.html"
    write_whole(path, similar.page(options.notebook, pairs, count))
    print(f"Written: {path}: {len(pairs)} pairs of {count} submissions to look at")


def run_course(options):
    from .course_report import write_report

    path, found = write_report(options.root, options.db, options.names)
    print(f"Written: {path}: {', '.join(found)}")


def run_renew(options):
    from ..course import database_url
    from . import changed

    root, url = place(options)
    students, new = changed.take_over(options.notebook, root, url)
    kept = "; a copy of the gradebook is in backups/" if url == database_url(root) else ""
    print(f"Taken over: the grades of {students} students{kept}.")
    print(f"New items, not graded yet: {', '.join(new) or 'none'}.")
    print(f"Next: make grade ASSIGNMENT={options.notebook} SUBMITTED=folder")


def run_new_term(options):
    from .. import secret
    from . import terms

    target, moved = terms.new_term(Path(options.root).resolve(), options.name)
    print(f"Put away in {target}: {', '.join(moved)}")
    if "gradebook.db" not in moved:
        print("The gradebook is another database: keep that one, and give --db of a new one.")
    if secret.FILE.name not in moved:
        print("The secret is not in this folder: give the new term a new COURSE_SECRET.")
    print("The next make grade begins with a new gradebook and a new secret.")


def run_forget(options):
    from . import forgetting

    for line in forgetting.forget(options.student, Path(options.root).resolve(), options.db):
        print(f"deleted: {line}")
    print(
        "Not touched: what you downloaded from your LMS, copies of backups that lie elsewhere, "
        "a row of c.LatePolicy.due in nbgrader_config.py, and report/, which counts without "
        "names: make report and make course make it anew."
    )
