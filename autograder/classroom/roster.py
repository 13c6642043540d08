"""Who is in the course: roster.csv, or the list of students that a learning platform exports."""

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import astuple, dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from .grades import write_table
from .owners import safe

FILE = "roster.csv"
FULL_NAMES, ANONYMOUS = ("Moodle", "Brightspace"), {"participant"}
NOT_STUDENTS = ("points possible", "student, test", "test student")
# What each column of ours is called elsewhere; the first one that a file has counts.
# Canvas's "ID" is its own number, elsewhere "id" is the student's.
COLUMNS = {
    "id": ("sis login id", "sid", "id number", "username", "user name", "orgdefinedid", "login",
           "student_id", "student id", "id", "email address", "email", "e-mail"),
    "name": ("name", "student", "full name"),
    "last": ("last_name", "last name", "lastname", "surname"),
    "first": ("first_name", "first name", "firstname"),
    "email": ("email", "e-mail", "email address", "mail"),
    "section": ("section", "sections", "groups", "group"),
    "lms_id": ("lms_id", "lms id", "identifier", "user id"),
    "github": ("github", "github_username"),
    "sent": ("sent", "last modified (submission)"),
}  # fmt: skip


class NoRoster(RuntimeError):
    """The file is no list of students."""


@dataclass(frozen=True)
class Person:
    """One student. lms_id: the platform's number. sent: when it says the work was handed in."""

    id: str
    last: str = ""
    first: str = ""
    email: str = ""
    section: str = ""
    lms_id: str = ""
    github: str = ""
    sent: str = ""

    @property
    def name(self):
        return f"{self.first} {self.last}".strip()


class Roster:
    """The students of the course, to be found by what a platform says about a sender."""

    def __init__(self, people=()):
        self.people = list(people)
        self.by_id = {one.id.casefold(): one for one in self.people}
        self.by = {
            "number": unique((one.lms_id, one) for one in self.people),
            "email": unique((one.email.casefold(), one) for one in self.people),
            "login": unique((one.email.casefold().split("@")[0], one) for one in self.people),
            "github": unique((one.github.casefold(), one) for one in self.people),
            "name": unique((words(one.name), one) for one in self.people),
        }

    def find(self, sender):
        """The `Person` who is meant, or None. A name that two students have means nobody."""
        name = sender.name.casefold()
        github = name if sender.platform == "GitHub" else ""
        sid = sender.number if sender.platform == "Gradescope" else sender.name
        return (
            self.numbered(sender)
            or self.by["email"].get(sender.email.casefold())
            or self.by["github"].get(github)
            or self.by_id.get(safe(sid).casefold())
            or self.by["email"].get(name)
            or self.by["login"].get(name)
            or self.by["name"].get(words(sender.name))
        )

    def numbered(self, sender):
        """Who has the sender's number, unless the names say that it is another platform's."""
        one = self.by["number"].get(sender.number)
        told, known = (set(words(text).split()) for text in (sender.name, one.name if one else ""))
        named = sender.platform in FULL_NAMES and known and told != ANONYMOUS
        return one if not named or told & known else None

    def has(self, name):
        return self.by_id.get(name.casefold())


def unique(pairs):
    """Key → what it stands for, without empty keys and keys of several."""
    pairs = [(key, one) for key, one in pairs if key]
    count = Counter(key for key, _ in pairs)
    return {key: one for key, one in pairs if count[key] == 1}


def words(name):
    """A name as its words, sorted: "Lovelace, Ada" and "ada lovelace" are the same."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(sorted(re.findall(r"\w+", plain)))


def read_roster(path):
    """The `Roster` in a CSV file: ours, Canvas's gradebook, Moodle's participants or worksheet.

    Raises `NoRoster` with the columns that it has.
    """
    head, rows, _ = read_csv(path)
    places = columns(head)
    if not {"id", "lms_id"} & set(places):
        raise NoRoster(
            f"{path} is no list of students: it needs a column with an id or an e-mail address. "
            f"It has: {', '.join(head)}"
        )
    people = [person(row, places) for row in rows if is_student(row, head)]
    people = [one for one in people if one.id]
    twice = [
        name for name, count in Counter(one.id.casefold() for one in people).items() if count > 1
    ]
    if twice:
        raise NoRoster(f"{path}: the id {twice[0]} stands there twice. Each student needs one.")
    return Roster(people)


def read_csv(path):
    """(head, rows, how the file is written) of a CSV file of any platform."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise NoRoster(f"The list {path} cannot be read ({error.strerror}).") from None
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    coding = "utf-16" if utf16 else "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "utf-8"
    text = data.decode(coding, errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    head = [title.strip() for title in rows[0]] if rows else []
    return head, rows[1:], {"encoding": coding, "delimiter": delimiter}


def columns(head):
    """Column of ours → its place in the file."""
    titles = {title.casefold(): place for place, title in reversed(list(enumerate(head)))}
    found = {
        ours: next((titles[name] for name in names if name in titles), None)
        for ours, names in COLUMNS.items()
    }
    if is_canvas(head):
        found["lms_id"] = titles["id"]
    return {ours: place for ours, place in found.items() if place is not None}


def is_canvas(head):
    return {"id", "sis login id"} <= {title.casefold() for title in head}


def is_student(row, head):
    """Not the line with the most points, not Canvas's test student, nobody's teacher."""
    roles = [cell for title, cell in zip(head, row, strict=False) if title.casefold() == "roles"]
    first = row[0].strip().casefold()
    first = first if first != "student" else ", ".join(row[:2]).casefold()
    teaches = any("teacher" in cell.casefold() for cell in roles)
    return any(cell.strip() for cell in row[:4]) and first not in NOT_STUDENTS and not teaches


def person(row, places):
    told = {ours: row[place].strip() for ours, place in places.items() if place < len(row)}
    name = told.pop("name", "")
    if name and not told.get("last"):
        told["first"], told["last"] = split(name)
    number = told.get("lms_id", "").removeprefix("Participant").strip()
    told |= {"lms_id": number, "id": safe(told.get("id") or told.get("email") or number, "")}
    if told.get("sent") == "-":
        told["sent"] = ""
    return Person(**told)


def split(name):
    """(first, last) of "Lovelace, Ada" or "Ada Lovelace"."""
    if "," in name:
        last, first = name.split(",", 1)
    else:
        first, _, last = name.rpartition(" ")
    return first.strip(), last.strip()


def of_course(root):
    """The roster that was read into a course folder; an empty one if there is none."""
    path = Path(root) / FILE
    return read_roster(path) if path.exists() else Roster()


def keep(roster, root):
    """Write roster.csv of a course folder."""
    head = ["id", "last_name", "first_name", "email", "section", "lms_id", "github", "sent"]
    write_table(Path(root) / FILE, head, map(astuple, roster.people))
    (Path(root) / FILE).chmod(0o600)


def enrol(roster, url):
    """Make nbgrader's students: names for formgrader, e-mail, the platform's id."""
    with Gradebook(url) as gradebook:
        for one in roster.people:
            gradebook.update_or_create_student(
                one.id, last_name=one.last, first_name=one.first, email=one.email,
                lms_user_id=one.lms_id,
            )  # fmt: skip
