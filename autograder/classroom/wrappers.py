"""Folders around a class: which leading parts of a path name no student."""

from dataclasses import replace

from . import lms
from .owners import is_notebook, plain_name

COURSE_FOLDERS = ("release", "source", "solutions", "submitted", "autograded", "feedback")
SEVERAL = (
    "It holds the notebooks of several ({names}): if they are students', give this folder alone "
    "(SUBMITTED=.../{folder}); if they are one student's, keep one."
)
MOST_SHOWN, DEEPEST = 4, 3


def unwrapped(files, notebook, roster, depth=0):
    """The files with their `inner` parts below what is around a class; `SEVERAL` as a problem
    of those that seem to be several students' under one student's name."""
    groups = grouped(files)
    bearing = [first for first, group in groups.items() if any(map(is_notebook, group))]
    alone = len(bearing) == 1
    if alone and depth < DEEPEST and not lms.sender(bearing[0]):
        result = deeper(files, bearing[0], notebook, roster, depth)
        if result is not files:
            return result
    others = [first for first in bearing if not (lms.sender(first) or is_nameless(groups[first]))]
    near = {first: pressed(groups[first]) for first in others}
    holding = {first: children(near[first], notebook) for first in others}
    around = {first for first in others if is_download(near[first], alone)}
    rest = [first for first in others if first not in around]
    classes = [first for first in rest if is_class(first, holding[first], roster, alone)]
    crowds = around | set(classes)
    if len(crowds) == len(others) and disjoint(holding[first] for first in classes):
        around, crowds = crowds, set()
    else:  # beside students' own folders it may be one of them who calls things so
        around = set()
    result = [below(file) if first in around and len(file.inner) > 1 else file
              for first, group in groups.items()
              for file in (near[first] if first in around else group)]  # fmt: skip
    told = {first: several(first, holding[first]) for first in crowds}
    return [replace(file, problem=told[file.inner[0]], nowhere=True)
            if file.inner[0] in told else file for file in result]  # fmt: skip


def deeper(files, first, notebook, roster, depth):
    """The files if folders in the only folder are around a class, such as a zip of a folder."""
    inside = [file for file in files if file.inner[0] == first and len(file.inner) > 1]
    inner = [below(file) for file in inside]
    found = unwrapped(inner, notebook, roster, depth + 1)
    if {len(file.inner) for file in found} == {len(file.inner) for file in inner}:
        return files
    return [file for file in files if file not in inside] + found


def grouped(files):
    groups = {}
    for file in files:
        groups.setdefault(file.inner[0], []).append(file)
    return groups


def pressed(group):
    """A group without what lies alone between its folder and the notebooks, such as one zip."""
    for _ in range(DEEPEST):
        between = {file.inner[1:2] if len(file.inner) > 2 else () for file in group
                   if is_notebook(file)}  # fmt: skip
        name = next(iter(between), ())
        if len(between) != 1 or not name or is_courses(*name) or lms.sender(*name):
            break
        group = [replace(file, inner=(file.inner[0], *file.inner[2:]))
                 if file.inner[1:2] == name and len(file.inner) > 2 else file
                 for file in group]  # fmt: skip
    return group


def is_nameless(group):
    return len(group[0].inner) == 1 and bool(lms.notebook_named(group[0].inner[0]))


def below(file):
    return replace(file, inner=file.inner[1:])


def is_download(group, alone):
    """Is all in it called as a platform calls what students sent?"""
    inside = [file.inner[1] for file in group if len(file.inner) > 1]
    if "submission_metadata.yml" in inside:
        return True
    nameless = {name for name in inside if alone and lms.notebook_named(name)}
    found = [lms.sender(name) for name in inside if name not in {*lms.FURNITURE, *nameless}]
    people = {(one.name, one.number) for one in found if one}
    return all(found) and len(people) >= (1 if alone and is_zip(group) else 2)


def is_zip(group):
    return group[0].inner[0].lower().endswith(".zip")


def is_class(first, holding, roster, alone):
    """Does it hold several students' notebooks? By their folders' names, or the files'."""
    names, loose = holding
    if any(map(is_courses, {*names, *loose})) or roster.find(lms.Sender(plain_name(first))):
        return False
    known = sum(bool(roster.find(lms.Sender(plain_name(name)))) for name in {*names, *loose})
    if alone or known > 1:
        return len(names) + len(loose) > 1
    return len(names) > 1 and not loose or len(loose) > 2 and not names


def children(group, notebook):
    """(folders, files) in it that hold or are this notebook, by their names."""
    inside = [file for file in group if is_notebook(file) and len(file.inner) > 1]
    if len({file.inner[1] for file in inside}) > 1:
        inside = [file for file in inside if mentions(file, notebook)]
    names = {file.inner[1] for file in inside if len(file.inner) > 2}
    return names, {file.inner[1] for file in inside if len(file.inner) == 2}


def mentions(file, notebook):
    """Does the notebook's name stand in it, as in every marker comment?"""
    try:
        return bool(file.load) and notebook.encode() in file.load()
    except Exception:  # whatever it is, it is looked into later
        return False


def is_courses(name):
    return name.lower() in COURSE_FOLDERS or bool(lms.notebook_named(name))


def disjoint(holdings):
    names = [name for holding in holdings for part in holding for name in part]
    return len(names) == len(set(names))


def several(first, holding):
    names = sorted(name for part in holding for name in part)
    more = ", …" * (len(names) > MOST_SHOWN)
    return SEVERAL.format(names=", ".join(names[:MOST_SHOWN]) + more, folder=first)
