"""What the checks of nb05 ask about files. These functions run in the student's process."""

import gzip
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np


def array_of_file(read_idx, name, raw):
    """What read_idx makes of a file of this name with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        return np.array(_read(read_idx, _save(folder, name, raw)))


def outcomes_of_files(read_idx, files):
    """For each file, plain and packed: "array" or the error. No bytes: a huge file."""
    big = np.zeros(8 + 0x01010101, np.uint8)  # its size is the same in both byte orders
    big[:8] = 0, 0, 8, 1, 1, 1, 1, 1
    with tempfile.TemporaryDirectory() as folder:
        return [
            [_outcome(read_idx, _save(folder, name, raw)) for name in ("a", "b.gz")]
            if len(raw)
            else [_outcome(read_idx, _save(folder, "a", big))]
            for raw in files
        ]


def _read(read_idx, path):
    try:
        return read_idx(path)
    except (AttributeError, TypeError):
        return read_idx(Path(path))


def _outcome(read_idx, path):
    try:
        _read(read_idx, path)
        return "array"
    except ValueError:
        return "ValueError"
    except NotImplementedError:
        raise
    except Exception as error:
        return type(error).__name__


def _save(folder, name, raw):
    path = os.path.join(folder, name)
    with (gzip.open if name.endswith(".gz") else open)(path, "wb") as file:
        file.write(raw.tobytes())
    return path


def loaded(student, load_mnist, arrays, repeat, fresh, rows, missing, fallback):
    """Facts about what load_mnist gives in a folder where the file number `missing` lacks.

    Each array stands for itself, repeated `repeat` times along its first axis.
    """
    whole = {stem: np.concatenate([array] * repeat) for stem, array in arrays.items()}
    course = Course(student, whole, fresh, fallback)
    with tempfile.TemporaryDirectory() as folder:
        course.prepare(folder, missing)
        return _facts(course.ask_both(load_mnist), rows)


class Course:
    """Stands in for read_idx and download: replays the arrays, delivers the files offline.

    The test labels are drawn: `fresh` are the bytes of their file.
    """

    def __init__(self, student, arrays, fresh, fallback):
        self.student, self.arrays, self.fresh = student, arrays, fresh
        self.names = [
            f"{stem}-idx{3 if stem.endswith('images') else 1}-ubyte.gz" for stem in arrays
        ]
        self.labels, self.own = self.names[-1], student.get("read_idx")
        places = [os.environ.get("COURSE_DATA", ""), "data", fallback]
        first = self.names[0]
        self.source = next(p for p in places if os.path.isfile(os.path.join(p, first)))
        self._announce(hashlib.sha256(fresh.tobytes()).hexdigest())
        student["download"] = self.download

    def _announce(self, digest):
        """Put the hash of the drawn labels into the notebook's tables."""
        files, student = self.student["MNIST_FILES"], self.student
        self.hashes = {name: [sha256] for name, (_, sha256) in files.items()}
        self.hashes[self.labels].append(digest)
        student["MNIST_FILES"] = {n: (u, self.hashes[n][-1]) for n, (u, _) in files.items()}
        student["SHA256"] = {**student["SHA256"], self.labels[:-3]: digest}

    def prepare(self, folder, missing):
        self.folder = folder
        for name in set(self.names) - {self.names[missing]}:
            path = os.path.join(folder, name)
            if name == self.labels:
                self.deliver(name, path)
            else:
                os.symlink(os.path.abspath(os.path.join(self.source, name)), path)

    def deliver(self, name, path):
        if name == self.labels:
            Path(path).write_bytes(gzip.compress(self.fresh.tobytes()))
        else:
            shutil.copyfile(os.path.join(self.source, name), path)

    def download(self, url, path, sha256, *_):
        name = next(n for n in self.names if n in str(url))
        if sha256 not in self.hashes[name]:
            raise ValueError(f"{name}: this is not the SHA-256 of the table")
        if not os.path.exists(path):
            self.deliver(name, path)

    def replay(self, path, *_, **__):
        at, name = os.path.split(os.path.abspath(path))
        if not os.path.exists(path):
            raise FileNotFoundError(f"{name} is not there")
        stem = next(s for s in self.arrays if s in name)
        fits = os.path.samefile(at, self.folder) or name != self.labels
        return self.arrays[stem] if fits else np.zeros_like(self.arrays[stem])

    def ask_both(self, load_mnist):
        """With the replay; if that fails, with a read_idx that may know more arguments."""
        try:
            return self.ask(load_mnist, self.replay)
        except NotImplementedError:
            raise
        except Exception as error:
            try:
                return self.ask(load_mnist, self.own)
            except Exception:
                raise error from None

    def ask(self, load_mnist, reader):
        self.student["read_idx"] = reader
        try:
            return load_mnist(self.folder)
        except (AttributeError, TypeError):
            return load_mnist(Path(self.folder))


def _facts(found, rows):
    x_train, y_train, x_test, y_test = found
    about = [(np.shape(a), np.asarray(a).dtype.kind) for a in found]
    x_train, y_train, x_test, y_test = map(np.asarray, found)
    parts = {"x_train": x_train[rows], "y_train": y_train[rows]}
    return {"about": about, **parts, "x_test": x_test[rows // 6], "y_test": y_test}
