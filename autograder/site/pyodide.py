"""Python for the browser: the official Pyodide, by version and hash, from wherever it lies.

`pyodide-lock.json` is the part of Pyodide's own lock file that the notebooks need; it names
every package with its hash.
"""

import hashlib
import json
import urllib.request
import zipfile
from pathlib import Path

LOCK = Path(__file__).with_name("pyodide-lock.json")
OFFICIAL = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"
CORE = {
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "pyodide.mjs": "04c052c815abb0bf2981fa38c2dfa58e3120ee5288c956df2b2a15e301782c5f",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
}


def gather(target, source=""):
    """Write Pyodide into the folder `target`; each file must have its hash.

    source: a folder, or a zip file or wheel that holds one; without it the official address.
    """
    read = reader(source)
    target.mkdir(parents=True, exist_ok=True)
    for name, wanted in files().items():
        content = read(name)
        if hashlib.sha256(content).hexdigest() != wanted:
            raise RuntimeError(f"{name} of {source or OFFICIAL} is not the official Pyodide's.")
        (target / name).write_bytes(content)
    (target / LOCK.name).write_bytes(LOCK.read_bytes())


def files():
    """File name → SHA-256."""
    packages = json.loads(LOCK.read_text())["packages"].values()
    return {**CORE, **{one["file_name"]: one["sha256"] for one in packages}}


def reader(source):
    """A function from a file's name to its bytes."""
    if not source:
        return downloaded
    if Path(source).is_dir():
        return lambda name: Path(source, name).read_bytes()
    archive = zipfile.ZipFile(source)
    places = {name.rsplit("/", 1)[-1]: name for name in archive.namelist()}
    return lambda name: archive.read(places[name])


def downloaded(name):
    with urllib.request.urlopen(OFFICIAL + name, timeout=120) as reply:
        return reply.read()
