"""The README's pictures, taken by a browser from a class that was really graded."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..notebooks import ROOT

NOTEBOOK, STUDENT = "nb01_backprop", "eva_per_sample"
PAGES = {
    "student.png": (f"feedback/{STUDENT}/{NOTEBOOK}/{NOTEBOOK}.html", "820,760"),
    "instructor.png": (f"report/{NOTEBOOK}.html", "820,900"),
}
QUIET = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--disable-background-networking", "--force-device-scale-factor=1"]  # fmt: skip


def take(root, folder=ROOT / "docs"):
    """Write the pictures of the sample class that was graded in `root`; yields their paths."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        raise RuntimeError("Pictures need a browser: make chromium")
    for name, (page, size) in PAGES.items():
        place = Path(root).resolve() / page
        if not place.exists():
            raise RuntimeError(f"{place} is missing. First: make grade report")
        with tempfile.TemporaryDirectory() as profile:
            picture = [f"--screenshot={folder / name}", f"--window-size={size}"]
            words = [program, *QUIET, f"--user-data-dir={profile}", *picture, place.as_uri()]
            subprocess.run(words, check=True, capture_output=True, timeout=300)
        yield folder / name
