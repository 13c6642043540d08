"""read-idx: bytes become an array, damaged files an error."""

import numpy as np

from autograder.grading.expect import expect, require
from autograder.registry import check

from .files import inside

KNOWN_TYPES = (0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E)


def idx_bytes(array):
    """The bytes of an IDX file of unsigned bytes, as an array."""
    header = [0, 0, 8, array.ndim, *(b for size in array.shape for b in size.to_bytes(4, "big"))]
    return np.concatenate([np.array(header, np.uint8), array.ravel()])


@check("nb05_lab/read-idx-values")
def read_idx_values(student, rng):
    """read_idx gives the array whose shape stands in the header, from .gz and from plain files."""
    for name, shape in (("a.gz", (4, 3, 5)), ("b", (2, 7)), ("c", (300,)), ("d.gz", (3, 2, 4, 2))):
        array = rng.integers(0, 256, shape).astype(np.uint8)
        array.ravel()[:2] = 200, 255
        got = student.run(inside.array_of_file, name=name, raw=idx_bytes(array))
        kind = "packed" if name.endswith("gz") else "plain"
        expect(got, array, f"read_idx of a {kind} file with {len(shape)} dimension(s)")


def _damaged(rng):
    """One file of each kind that read_idx must refuse."""
    n = int(rng.integers(3, 9))
    data, odd = rng.integers(0, 256, n).tolist(), int(rng.integers(1, 256))
    unknown = int(rng.choice([code for code in range(256) if code not in KNOWN_TYPES]))
    sizes = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, n]
    return {
        "a wrong first byte": [odd, 0, 8, 1, 0, 0, 0, n, *data],
        "a wrong second byte": [0, odd, 8, 1, 0, 0, 0, n, *data],
        "an unknown type code": [0, 0, unknown, 1, 0, 0, 0, n, *data],
        "a cut inside the magic number": [0, 0, 8],
        "a cut inside the sizes": sizes[: int(rng.integers(5, 16))],
        "too few bytes of data": [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, n, *data, *data[1:]],
        "too many bytes of data": [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, n, *data, *data, odd],
    }


@check("nb05_lab/read-idx-errors")
def read_idx_errors(student, rng):
    """A wrong magic number, a cut-off header, too few or too many bytes raise ValueError."""
    damaged = _damaged(rng)
    good = [idx_bytes(rng.integers(0, 256, (2, 3, k)).astype(np.uint8)) for k in (2, 5)]
    files = [*(np.array(raw, np.uint8) for raw in damaged.values()), *good, np.zeros(0, np.uint8)]
    order = rng.permutation(len(files))
    found = student.run(inside.outcomes_of_files, files=[files[i] for i in order])
    found = [found[i] for i in np.argsort(order)]
    said = [int("ValueError" in pair and "array" not in pair) for pair in found[: len(damaged)]]
    silent = [name for name, right in zip(damaged, said, strict=True) if not right]
    problem = f"raises no ValueError for {silent[0]}." if silent else ""
    require(not silent, "read_idx of a damaged file", problem, got=said)
    accepted = any("array" in pair for pair in found[len(damaged) :])
    require(accepted, "read_idx", "raises an error for every file, good ones too.")
