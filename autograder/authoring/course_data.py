# @title Setup: run this cell too. It finds the course's data files.
import gzip
import hashlib
import os
import urllib.request
from pathlib import Path

import numpy as np
import pandas as pd

FOLDERS = [os.environ.get("COURSE_DATA", "data"), "data", "../data", "../../data"]
COLAB = Path("/content/sample_data")
MIRROR = "https://storage.googleapis.com/cvdf-datasets/mnist/"
COURSE = ""
SHA256 = {
    "california_housing.csv": "8a5396dba2c96ff32351fff11af69e8bfe9c08e572cafb38591f50daa75e368c",
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def local_file(name):
    """The path of a data file in one of the usual folders, or None."""
    paths = [Path(folder) / name for folder in FOLDERS]
    return next((path for path in paths if path.is_file()), None)


def load_housing():
    """California housing: features (n, 8) and the house value in 100,000 USD (n, 1)."""
    table = pd.read_csv(housing_file()).to_numpy(float)
    return table[:, :-1], table[:, -1:] / 100_000


def housing_file():
    """The course's file, else Colab's sample of it, else the course's file downloaded."""
    name = "california_housing.csv"
    path = local_file(name) or COLAB / "california_housing_train.csv"
    if not path.is_file():
        if not COURSE:
            raise FileNotFoundError(f"{name}: copy the course's data folder next to this notebook.")
        path = keep(name, checked(name, fetch(f"{COURSE}data/{name}")))
    return path


def load_digits(part):
    """MNIST digits, `part` "train" or "test": pixels 0–255 (n, 784), labels (n,)."""
    colab = COLAB / ("mnist_train_small.csv" if part == "train" else "mnist_test.csv")
    stem = "train" if part == "train" else "t10k"
    if colab.is_file() and not local_file(f"{stem}-images-idx3-ubyte.gz"):
        table = pd.read_csv(colab, header=None).to_numpy()
        return table[:, 1:].astype(float), table[:, 0].astype(int)
    pixels = idx_bytes(f"{stem}-images-idx3-ubyte", 16).reshape(-1, 784)
    return pixels.astype(float), idx_bytes(f"{stem}-labels-idx1-ubyte", 8).astype(int)


def idx_bytes(name, header):
    """The numbers of one MNIST file, from the course's data or downloaded once."""
    path = local_file(f"{name}.gz")
    packed = path.read_bytes() if path else fetch(f"{MIRROR}{name}.gz")
    plain = checked(name, gzip.decompress(packed))
    if not path:
        keep(f"{name}.gz", packed)
    return np.frombuffer(plain, np.uint8, offset=header)


def checked(name, content):
    """The content, if its hash is the published one."""
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise ValueError(f"{name} is damaged: delete it and run this cell again.")
    return content


def keep(name, content):
    """Save a download in data/ for the next time; returns its path."""
    path = Path("data", name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def fetch(url):
    """The bytes behind a URL; one clear sentence if it cannot be reached."""
    try:
        with urllib.request.urlopen(url, timeout=30) as reply:
            return reply.read()
    except OSError as error:
        raise FileNotFoundError(f"No data: {error}. Check your connection.") from None
