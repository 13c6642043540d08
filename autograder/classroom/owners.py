"""Whose is a file? From its place, or from the name that an LMS gave it."""

import hashlib
import re
import unicodedata
from collections import Counter

SAFE = re.compile(r"[^\w.@+-]+")
CANVAS = re.compile(r"(?P<name>[^_]+_)(?:LATE_)?(?P<number>\d+)_\d+_(?P<file>.+\.\w+)")
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)")
NOT_A_NOTEBOOK = "It is not a notebook (.ipynb)."
LONGEST_NAME = 60


def by_owner(files):
    """({(name, number): files}, [(path, reason)] of files that are nobody's)."""
    downloads = lms_folders(files)
    owned, strays = {}, []
    for file in files:
        parts = file.parts[1:] if file.parts[0] in downloads else file.parts
        if not file.nowhere and (len(parts) > 1 or is_someones(file, parts[0])):
            owned.setdefault(owner_of(parts), []).append(file)
        else:
            strays.append((file.path, file.problem or NOT_A_NOTEBOOK))
    return owned, strays


def is_someones(file, name):
    """Does a file directly in the folder belong to a student?"""
    return file.is_folder or is_notebook(file) or lms(name)


def lms(part):
    return MOODLE.fullmatch(part) or CANVAS.fullmatch(part)


def lms_folders(files):
    """First folders or zips that are an LMS download: all in it belongs to named students."""
    inside = {}
    for file in files:
        if len(file.parts) > 1 and not lms(file.parts[0]):
            inside.setdefault(file.parts[0], []).append(lms(file.parts[1]))
    least = {first: 1 if first.lower().endswith(".zip") else 2 for first in inside}
    return {
        first for first, found in inside.items()
        if all(found) and len({(m["name"], m["number"]) for m in found}) >= least[first]
    }  # fmt: skip


def owner_of(parts):
    """(name, number) of the student: from an LMS name, else the first folder or the file's stem."""
    found = lms(parts[0])
    if not found:
        return re.sub(r"\.(ipynb|zip)\b.*$", "", parts[0], flags=re.I), ""
    if found.re is CANVAS:
        return found["name"] + found["number"], ""
    return found["name"], found["number"]


def student_ids(owners):
    """Owner → student id, fit for file names; two students never share one."""
    plain = {owner: safe(owner[0]) for owner in owners}
    count = Counter(plain.values())
    names, taken = {}, set()
    for owner in sorted(owners):
        name = plain[owner] if count[plain[owner]] == 1 else safe("_".join(filter(None, owner)))
        again = 1
        while name.lower() in taken:
            again += 1
            name = f"{plain[owner]}-{again}"
        taken.add(name.lower())
        names[owner] = name
    return names


def safe(name):
    name = SAFE.sub("_", unicodedata.normalize("NFC", name)).strip("._-+@")
    if len(name) > LONGEST_NAME:  # cut names are told apart by what the whole ones hash to
        name = f"{name[: LONGEST_NAME - 9]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return name or "unnamed"


def is_notebook(file):
    return ".ipynb" in file.parts[-1].lower()
