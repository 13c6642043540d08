"""What the file names of a learning platform say: who sent a file, when, and whether late."""

import re
from dataclasses import dataclass

from .. import notebooks

COPY = re.compile(r"^(copy|kopie) (of|von) |[ _-]+\(?copy\d*\)?$|[ _]*\(\d+\)$|-\d+$", re.I)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DATE = rf"(?:{'|'.join(MONTHS)})\w* \d{{1,2}}, \d{{4}} \d{{1,2}}:?\d\d ?[AP]M"
LOGIN = r"(?P<name>(?=\d*[a-z])[a-z\d-]+?)"
NAMES = {
    "Canvas, anonymous": r"(?P<late>LATE_)?(?P<name>anon)_(?P<number>\w+?)_\d+_(?P<file>.+\.\w+)",
    "Canvas": r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<number>\d+)_\d+_(?P<file>.+\.\w+)",
    "Moodle": r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)",
    "Blackboard": r".+_(?P<name>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)",
    "Brightspace": rf"(?P<number>\d+)-\d+ - (?P<name>.+?) - (?P<when>{DATE})(?: - (?P<file>.+))?",
    "Google Classroom": r"(?P<name>.+?) - (?P<file>((copy|kopie) (of|von) )*nb\d\d_.*\.ipynb\S*)",
    "GitHub": rf"(?P<file>nb\d\d[-_][a-z]+)-{LOGIN}(?:-main|-master)?(?:\.zip)?",
}
NAMES = {platform: re.compile(pattern, re.I) for platform, pattern in NAMES.items()}
PLAIN = "folder"
FURNITURE = ("index.html", "submission_metadata.yml")


@dataclass(frozen=True)
class Sender:
    """Who sent something. number: the platform's. when: "YYYY-MM-DD HH:MM:SS", local time.

    file: the student's own name of the file, if it is part of the platform's.
    """

    name: str
    number: str = ""
    platform: str = PLAIN
    file: str = ""
    when: str = ""
    late: bool = False
    email: str = ""


def sender(part):
    """The `Sender` that a platform wrote into the name of a file or folder, or None."""
    for platform, pattern in NAMES.items():
        match = pattern.fullmatch(part)
        if match and is_meant(platform, match["file"]):
            found = match.groupdict()
            return Sender(
                found["name"], found.get("number") or "", platform, found["file"] or "",
                written(found.get("when")), bool(found.get("late")),
            )  # fmt: skip


def is_meant(platform, file):
    """Names of these two platforms look like anybody's: they must name a notebook."""
    if platform not in ("Google Classroom", "GitHub"):
        return True
    return notebook_named(file.replace("-", "_", 1) if platform == "GitHub" else file)


def notebook_named(file):
    """The notebook of the course that a file is called after, or "" if it is called otherwise."""
    name = stem(file).lower()
    return name if name in notebooks.names() else ""


def stem(file):
    """A file's name without what browsers and platforms add to it."""
    name = re.split(r"\.ipynb", file, maxsplit=1, flags=re.I)[0]
    while (shorter := COPY.sub("", name)) != name:
        name = shorter
    return name


def written(when):
    """A date of a file's name as "YYYY-MM-DD HH:MM:SS"; "" if there is none."""
    if not when:
        return ""
    if when[:4].isdecimal():
        parts = when.split("-")
        return "-".join(parts[:3]) + " " + ":".join(parts[3:])
    month, day, year, hours, minutes, half = re.fullmatch(
        r"(\w+) (\d+), (\d+) (\d{1,2}?):?(\d\d) ?([AP])M", when, re.I
    ).groups()
    hour = int(hours) % 12 + 12 * (half in "Pp")
    number = MONTHS.index(month[:3].lower()) + 1
    return f"{year}-{number:02}-{int(day):02} {hour:02}:{minutes}:00"
