"""The files below a folder, zips opened, links not followed; nothing is ever unpacked to disk."""

import contextlib
import functools
import io
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .patience import OutOfTime, time_limit
from .reading import LARGEST

RATIO, MOST_FILES, DEEPEST = 200, 20_000, 2
# For one sender, over all levels of zips together. A class in one zip has many senders in it.
SENDER_FILES, SENDER_BYTES, SENDERS = 2_000, 250 * 2**20, 40
LISTING_SECONDS = 60
HIDDEN = ("__MACOSX", "Thumbs.db", "desktop.ini")
LINK = "It is a link to another place: links are not followed."
TOO_LARGE = f"The file is larger than {LARGEST >> 20} MB."
OUTSIDE = "Its path leads out of the zip file: refused."
BOMB = "The zip file unpacks to far too much: refused."
BUDGET = (
    f"All files together are more than {SENDER_FILES} or hold more than "
    f"{SENDER_BYTES >> 20} MB: the rest is not read."
)
LONG = "Looking into it took too long: refused."


class TooMuch(ValueError):
    """One sender's files exceed what one sender's files may be."""

    def __init__(self):
        super().__init__(BUDGET)


class Budgets:
    """What is left for each sender: a path's first two parts, and its first part for many."""

    def __init__(self):
        self.left = {}

    def spend(self, parts, size, files=0):
        for length, times in ((2, 1), (1, SENDERS)):
            whole = [SENDER_FILES * times, SENDER_BYTES * times]
            left = self.left.setdefault(parts[:length], whole)
            left[0], left[1] = left[0] - files, left[1] - size
            if min(left) < 0:
                raise TooMuch

    def charged(self, parts, size, load):
        """A `load` that is paid for each time."""

        def paid():
            self.spend(parts, size)
            return load()

        return paid


@dataclass(frozen=True)
class File:
    """A file that was handed in, or a folder that is empty or closed.

    parts: its path below the folder, with zips as folders. load: gives its bytes.
    problem: why it must not be loaded. nowhere: its path says nothing about its owner.
    inner: its path below what is around a class. when, late: what its platform says of it.
    """

    parts: tuple
    load: Callable = None
    problem: str = ""
    is_folder: bool = False
    nowhere: bool = False
    inner: tuple = ()
    when: str = ""
    late: bool = False

    @property
    def path(self):
        """The path to show: file names may hold what no terminal should get."""
        text = "/".join(self.parts)
        return Path("".join(sign if sign.isprintable() else "_" for sign in text))


def entries_of(folder):
    """What lies directly in the folder; the folder itself if it is a zip. `OSError` if closed."""
    if folder.is_file():
        return [folder]
    return [entry for entry in sorted(folder.iterdir()) if not is_hidden(entry.name)]


def looked_into(entry, budgets, whole=False):
    """The files of one entry of the folder: one person's, or a download.

    whole: it is a zip that stands for the folder.
    """
    found, name = [], (entry.name,)
    try:
        with time_limit(LISTING_SECONDS):
            listed = (
                in_zip(name, entry.read_bytes(), 0, (), budgets)
                if whole
                else (on_disk(entry, name, budgets))
            )
            found.extend(listed)
    except TooMuch:
        found.append(File((entry.name, "…"), problem=BUDGET))
    except (OutOfTime, MemoryError):
        found.append(File((entry.name, "…"), problem=LONG))
    return found


def in_folder(folder, parts, budgets):
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        reason = f"The folder cannot be read ({type(error).__name__})."
        yield File(parts, problem=reason, is_folder=True)
        return
    shown = [entry for entry in entries if not is_hidden(entry.name)]
    if not shown:
        yield File(parts, is_folder=True)
    for entry in shown:
        yield from on_disk(entry, (*parts, entry.name), budgets)


def is_hidden(name):
    return name.startswith(".") or name in HIDDEN


def on_disk(entry, parts, budgets):
    about = entry.lstat()
    if stat.S_ISLNK(about.st_mode):
        yield File(parts, problem=LINK)
    elif stat.S_ISDIR(about.st_mode):
        yield from in_folder(entry, parts, budgets)
    elif not stat.S_ISREG(about.st_mode):
        yield File(parts, problem="It is not an ordinary file.")
    elif about.st_size > LARGEST and not entry.name.lower().endswith(".zip"):
        yield File(parts, problem=TOO_LARGE)
    else:
        is_zip = starts_as_zip(parts[-1], functools.partial(open, entry, "rb"))
        yield from opened(parts, entry.read_bytes, is_zip, 0, budgets, about.st_size)


def opened(parts, load, is_zip, depth, budgets, size):
    """The file, or what is in it if it is a zip, whatever it is called."""
    if not is_zip:
        budgets.spend(parts, 0, files=1)
        yield File(parts, budgets.charged(parts, size, load))
    elif depth == DEEPEST:
        yield File(parts, problem="It is a zip file in a zip file in a zip file.")
    else:
        try:
            if depth:  # what lies on the disk was not unpacked
                budgets.spend(parts, size)
            data = load()
        except (TooMuch, OutOfTime, MemoryError):
            raise
        except Exception as error:  # a zip in a zip may have a password or be damaged
            yield File(parts, problem=f"The file cannot be read ({type(error).__name__}).")
        else:
            yield from in_zip(parts, data, depth, parts, budgets)


def starts_as_zip(name, open_it):
    """Is it a zip by its name, or one that is called a notebook?"""
    if name.lower().endswith(".zip"):
        return True
    if ".ipynb" not in name.lower():
        return False
    with contextlib.suppress(Exception), open_it() as file:
        return file.read(4) == b"PK\x03\x04"
    return False


def in_zip(whole, data, depth, parts, budgets):
    """The files of a zip; `parts` stand before their paths."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield File(whole, problem="The zip file is damaged.")
        return
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    size = sum(entry.file_size for entry in entries if entry.file_size <= LARGEST)
    if len(entries) > MOST_FILES or size > max(LARGEST, RATIO * len(data)):
        yield File(whole, problem=BOMB)
        return
    found = 0
    for entry in entries:
        for file in member(archive, entry, depth, parts, budgets):
            found += 1
            yield file
    if parts and not found:
        yield File(whole, problem="The zip file is empty.")


def member(archive, entry, depth, parts, budgets):
    inner = tuple(part for part in name_of(entry).split("/") if part not in ("", "."))
    if any(map(is_hidden, set(inner) - {".."})):
        return
    if ".." in inner or name_of(entry).startswith("/") or ":" in name_of(entry)[:2]:
        name = "_".join(inner).replace("..", "_")
        yield File((*parts, name), problem=OUTSIDE, nowhere=True)
    elif entry.file_size > LARGEST:
        yield File((*parts, *inner), problem=TOO_LARGE)
    elif stat.S_ISLNK(entry.external_attr >> 16):
        yield File((*parts, *inner), problem=LINK)
    else:
        is_zip = starts_as_zip(inner[-1], functools.partial(archive.open, entry))
        load = functools.partial(archive.read, entry)
        yield from opened((*parts, *inner), load, is_zip, depth + 1, budgets, entry.file_size)


def name_of(entry):
    """The path of an entry; older programs write UTF-8 without saying so."""
    name = entry.filename.replace("\\", "/")
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name
