"""The files below a folder, zips opened, links not followed; nothing is ever unpacked to disk."""

import contextlib
import functools
import io
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .reading import LARGEST

RATIO, MOST_FILES, DEEPEST = 200, 20_000, 2
HIDDEN = ("__MACOSX", "Thumbs.db", "desktop.ini")
LINK = "It is a link to another place: links are not followed."
TOO_LARGE = f"The file is larger than {LARGEST >> 20} MB."
OUTSIDE = "Its path leads out of the zip file: refused."
BOMB = "The zip file unpacks to far too much: refused."


@dataclass(frozen=True)
class File:
    """A file that was handed in, or a folder that is empty or closed.

    parts: its path below the folder, with zips as folders. load: gives its bytes.
    problem: why it must not be loaded. nowhere: its path says nothing about its owner.
    """

    parts: tuple
    load: Callable = None
    problem: str = ""
    is_folder: bool = False
    nowhere: bool = False

    @property
    def path(self):
        """The path to show: file names may hold what no terminal should get."""
        text = "/".join(self.parts)
        return Path("".join(sign if sign.isprintable() else "_" for sign in text))


def files_in(folder):
    """All files below `folder`, or in it if it is a zip, sorted. `OSError` if it is closed."""
    if folder.is_file():
        return sorted(in_zip((folder.name,), folder.read_bytes(), 0, ()), key=lambda f: f.parts)
    return sorted(in_folder(folder, ()), key=lambda file: file.parts)


def in_folder(folder, parts):
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        if not parts:
            raise
        reason = f"The folder cannot be read ({type(error).__name__})."
        yield File(parts, problem=reason, is_folder=True)
        return
    shown = [entry for entry in entries if not is_hidden(entry.name)]
    if parts and not shown:
        yield File(parts, is_folder=True)
    for entry in shown:
        yield from on_disk(entry, (*parts, entry.name))


def is_hidden(name):
    return name.startswith(".") or name in HIDDEN


def on_disk(entry, parts):
    about = entry.lstat()
    if stat.S_ISLNK(about.st_mode):
        yield File(parts, problem=LINK)
    elif stat.S_ISDIR(about.st_mode):
        yield from in_folder(entry, parts)
    elif not stat.S_ISREG(about.st_mode):
        yield File(parts, problem="It is not an ordinary file.")
    elif about.st_size > LARGEST and not entry.name.lower().endswith(".zip"):
        yield File(parts, problem=TOO_LARGE)
    else:
        yield from opened(parts, entry.read_bytes, 0)


def opened(parts, load, depth):
    """The file, or what is in it if it is a zip, whatever it is called."""
    name = parts[-1].lower()
    if not (name.endswith(".zip") or (".ipynb" in name and starts_as_zip(load))):
        yield File(parts, load)
    elif depth == DEEPEST:
        yield File(parts, problem="It is a zip file in a zip file in a zip file.")
    else:
        try:
            data = load()
        except Exception as error:  # a zip in a zip may have a password or be damaged
            yield File(parts, problem=f"The file cannot be read ({type(error).__name__}).")
        else:
            yield from in_zip(parts, data, depth, parts)


def starts_as_zip(load):
    with contextlib.suppress(Exception):
        return load()[:4] == b"PK\x03\x04"
    return False


def in_zip(whole, data, depth, parts):
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
        for file in member(archive, entry, depth, parts):
            found += 1
            yield file
    if parts and not found:
        yield File(whole, problem="The zip file is empty.")


def member(archive, entry, depth, parts):
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
        yield from opened((*parts, *inner), functools.partial(archive.read, entry), depth + 1)


def name_of(entry):
    """The path of an entry; older programs write UTF-8 without saying so."""
    name = entry.filename.replace("\\", "/")
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name
