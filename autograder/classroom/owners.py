"""Whose is a file? From its place, from the name a platform gave it, or from Gradescope's list."""

import hashlib
import re
import unicodedata
from dataclasses import replace
from datetime import datetime

import yaml

from . import lms

SAFE = re.compile(r"[^\w.@+-]+")
NOT_A_NOTEBOOK = "It is not a notebook (.ipynb)."
NAMELESS = (
    "Its name says the notebook, not the student: put it into a folder with the student's name."
)
METADATA = "submission_metadata.yml"
LONGEST_NAME, HASHED = 60, 8


def by_owner(files, roster):
    """({student id: (sender, files)}, [(path, reason)] of files that are nobody's).

    files: with their `inner` parts, see wrappers.
    """
    listed = gradescope(files)
    owned, strays = {}, []
    for file in files:
        senders = [] if file.nowhere else senders_of(file, listed)
        for sender in senders:
            name = student_id(sender, roster)
            mine = replace(file, when=sender.when, late=sender.late)
            owned.setdefault(name, (sender, []))[1].append(mine)
        if not senders and file.inner[-1] not in lms.FURNITURE:
            strays.append((file.path, file.problem or nobodys(file)))
    return owned, list(once_each(strays))


def senders_of(file, listed):
    """Whose file it is: nobody's, one's, or those of a group."""
    first = file.inner[0]
    if first in listed and len(file.inner) > 1:
        return listed[first]
    found = lms.sender(first)
    if found:
        return [] if receipt(first) else [found]
    if len(file.inner) == 1 and (first in lms.FURNITURE or not is_someones(file, first)):
        return []
    return [lms.Sender(plain_name(first))]


def is_someones(file, name):
    """Does a file directly in the folder belong to a student?"""
    return file.is_folder or (is_notebook(file) and not lms.notebook_named(name))


def receipt(name):
    """Blackboard's own text about an attempt: no file of the student's."""
    return name.endswith(".txt") and "_attempt_" in name and ".ipynb" not in name.lower()


def nobodys(file):
    return NAMELESS if is_notebook(file) else NOT_A_NOTEBOOK


def once_each(strays):
    """Strays of one reason in one folder as one line."""
    seen = set()
    for path, reason in strays:
        place = path.parts[0], reason
        if reason.startswith("It holds the notebooks"):
            if place in seen:
                continue
            path = type(path)(path.parts[0])
        seen.add(place)
        yield path, reason


def student_id(sender, roster):
    """An id that is fit for file names and depends on nobody else: the roster's, else what the
    platform says."""
    person = roster.find(sender)
    if person:
        return person.id
    if sender.platform == "Gradescope":
        return safe(sender.number or sender.email or sender.name)
    number = f"_{sender.number}" if sender.number else ""
    return safe(sender.name + number)


def plain_name(part):
    """The name of a student's own folder, zip or notebook."""
    return re.sub(r"\.(ipynb|zip)\b.*$", "", part, flags=re.I)


def safe(name, nobody="unnamed"):
    """A name fit for file names. Two names never become one: a blank becomes two underscores,
    and where signs are lost or cut, what the whole name hashes to stands at the end."""
    name = unicodedata.normalize("NFC", name)
    found = SAFE.sub("_", name.replace(" ", "__")).strip("._-+@")
    if found.replace("__", " ") == name and len(found) <= LONGEST_NAME:
        return found or nobody
    if not found:
        return nobody
    mark = hashlib.sha256(name.encode()).hexdigest()[:HASHED]
    return f"{found[: LONGEST_NAME - HASHED - 1]}-{mark}"


def is_notebook(file):
    return ".ipynb" in file.parts[-1].lower()


# --- Gradescope --------------------------------------------------------------------------------


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Plain data only; what the tags of other languages name is left out."""


Loader.add_multi_constructor("", lambda loader, tag, node: None)


def gradescope(files):
    """Folder of a submission → its `Sender`s, from the list in a Gradescope export."""
    found = {}
    for file in files:
        if file.inner == (METADATA,) and file.load:
            try:
                told = yaml.load(file.load(), Loader)
                found |= {name: submitters(about) for name, about in told.items()}
            except Exception:  # whatever it is, it is no list of Gradescope's
                continue
    return found


def submitters(about):
    when = about.get(":created_at")
    return [
        lms.Sender(
            text(one.get(":name")) or text(one.get(":email")) or "unnamed",
            text(one.get(":sid")), "Gradescope",
            when=f"{when}" if isinstance(when, datetime) else text(when),
            email=text(one.get(":email")),
        )
        for one in about.get(":submitters") or []
    ]  # fmt: skip


def text(value):
    return f"{value}" if isinstance(value, (str, int)) else ""
