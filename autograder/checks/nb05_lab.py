"""Checks of nb05_lab: from the bytes of MNIST to a network that reads it.

Goals: read a binary format by its header; data first, baseline first; Linear, ReLU,
SoftmaxCrossEntropy and Adam as modules; a training loop; the same network on one page;
find a bug by measuring; one graded training run in accuracy bands.
Prerequisites: nb01 or nb03 (backward pass), nb00 (the tool chain).
Out of scope: momentum, dropout, convolutions, other data types in IDX, shuffling (taught, not
graded), the form of the entries of `history`.

How one mistake costs one item:
* `load_mnist` runs with a `read_idx` that replays the arrays and an offline `download`. The file
  of test labels is drawn for the check (its hash stands in the tables), so nothing here needs
  the real test labels in the student's process.
* `train` runs with stand-ins that compute nothing: each array they return says where it came
  from, so the way forward and back can be read. Only if a program cannot live with these
  (layers with more methods, say) it runs with the student's own.
* Adam: the first step is compared in closed form with a large eps (so everything about bias
  correction and the place of eps shows here). The later steps use small betas and a tiny eps:
  steps 2 and 3 (only if the first was right) and three steps after 40, when the correction has
  faded. Parameters that never move are the first step's business.
* The softmax checks: a wrong loss is excused where the gradient or stability is asked, if it
  follows from the logits at all.
* `NeuralNetwork.backward` gets the right probabilities, and biases of zero, so that a wrong
  `forward` does not spoil it; `train_step` is compared with the student's own two halves.
* Adam hides a gradient of the wrong size, so nothing but values decides about gradients.

lab-run: trained once per submission, remembered in `_latest`, read by five items. The labels of
the test digits stay here: the student's process sees noisy pixels in a random order and answers
with labels. The ten classes get their numbers by a draw, so labels stored beforehand do not
fit. CPU seconds are those of the process and its children; the peak counts only if it
rose during the run; a thread looks every 20 ms which packages are at work.

Measured (benchmarks/lab_run.py, 20 seeds, one core of a busy machine): accuracy of the reference
0.9776 on average, at least 0.9755; with noise 0.9774 and 0.9755; the noise costs 0.02 points on
average, at most 0.10. No band is missed in 20 runs. 2.7 CPU seconds (at most 3.0), 0.6 GB at the
peak. MLPClassifier (784-128-10, SGD, batch 64, 6 epochs, float32): 0.971, 4.8 s, 1.8 times as
long. In its bands each wrong idea is well away from the bounds: 0.12, 0.88, 0.93, 0.965.
"""

import contextlib

import numpy as np

from ..data import mnist
from ..expect import expect, number, numbers, require
from ..failures import Failure
from ..notebooks import DATA
from ..registry import check, wrong_idea

# Here random labels stand in the sandbox's data folder.
HIDDEN_FILES = ("t10k-labels-idx1-ubyte.gz",)

# ---- read-idx -------------------------------------------------------------------------------

READ_FILES = """
import gzip, os, tempfile
from pathlib import Path

def ask(path):
    try:
        return read_idx(path)
    except (AttributeError, TypeError):
        return read_idx(Path(path))

def outcome(path):
    try:
        ask(path)
        return "array"
    except ValueError:
        return "ValueError"
    except NotImplementedError:
        raise
    except Exception as error:
        return type(error).__name__

def save(folder, name, raw):
    path = os.path.join(folder, name)
    with (gzip.open if name.endswith(".gz") else open)(path, "wb") as file:
        file.write(raw.tobytes())
    return path
"""


def idx_bytes(array):
    """The bytes of an IDX file of unsigned bytes, as an array."""
    header = [0, 0, 8, array.ndim, *(b for size in array.shape for b in size.to_bytes(4, "big"))]
    return np.concatenate([np.array(header, np.uint8), array.ravel()])


@check
def read_idx_values(student, rng):
    """read_idx gives the array whose shape stands in the header, from .gz and from plain files."""
    for name, shape in (("a.gz", (4, 3, 5)), ("b", (2, 7)), ("c", (300,)), ("d.gz", (3, 2, 4, 2))):
        array = rng.integers(0, 256, shape).astype(np.uint8)
        array.ravel()[:2] = 200, 255
        got = student.run(
            READ_FILES
            + "with tempfile.TemporaryDirectory() as folder:\n"
            + "    result = np.array(ask(save(folder, name, raw)))\nresult",
            raw=idx_bytes(array),
            name=name,
        )
        kind = "packed" if name.endswith("gz") else "plain"
        expect(got, array, f"read_idx of a {kind} file with {len(shape)} dimension(s)")


KNOWN_TYPES = (0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E)
OUTCOMES = """
big = np.zeros(8 + 0x01010101, np.uint8)  # its size is the same in both byte orders
big[:8] = 0, 0, 8, 1, 1, 1, 1, 1
with tempfile.TemporaryDirectory() as folder:
    found = [[outcome(save(folder, name, raw)) for name in ("a", "b.gz")] if len(raw)
             else [outcome(save(folder, "a", big))] for raw in files]
found
"""


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


@check
def read_idx_errors(student, rng):
    """A wrong magic number, a cut-off header, too few or too many bytes raise ValueError."""
    damaged = _damaged(rng)
    good = [idx_bytes(rng.integers(0, 256, (2, 3, k)).astype(np.uint8)) for k in (2, 5)]
    files = [*(np.array(raw, np.uint8) for raw in damaged.values()), *good, np.zeros(0, np.uint8)]
    order = rng.permutation(len(files))
    found = student.run(READ_FILES + OUTCOMES, files=[files[i] for i in order])
    found = [found[i] for i in np.argsort(order)]
    said = [int("ValueError" in pair and "array" not in pair) for pair in found[: len(damaged)]]
    silent = [name for name, right in zip(damaged, said, strict=True) if not right]
    problem = f"raises no ValueError for {silent[0]}." if silent else ""
    require(not silent, "read_idx of a damaged file", problem, got=said)
    accepted = any("array" in pair for pair in found[len(damaged) :])
    require(accepted, "read_idx", "raises an error for every file, good ones too.")


wrong_idea(
    "idx-little-endian", answer="read-idx", fails="read-idx-values",
    edits=('f">{raw[3]}I"', 'f"<{raw[3]}I"'),
    hint="The sizes were read as little-endian. In IDX the most important byte comes first.",
)  # fmt: skip
wrong_idea(
    "idx-always-16", answer="read-idx", fails="read-idx-values",
    edits=("data = raw[start:]", "data = raw[16:]"),
    hint="You skipped 16 bytes. Only a header with three dimensions has 16; compute its length.",
)  # fmt: skip
wrong_idea(
    "idx-header-not-skipped", answer="read-idx", fails="read-idx-values",
    edits=(
        ("data = raw[start:]", "data = raw[: math.prod(shape)] if len(raw) == start + "
         "math.prod(shape) else b''"),
    ),
    hint="The data begin after the header. You read the header's bytes as numbers.",
)  # fmt: skip
wrong_idea(
    "idx-signed", answer="read-idx", fails="read-idx-values",
    edits=("np.frombuffer(data, np.uint8)", "np.frombuffer(data, np.int8)"),
    hint="Values above 127 became negative. The bytes are unsigned: np.uint8.",
)  # fmt: skip
wrong_idea(
    "idx-columns-first", answer="read-idx", fails="read-idx-values",
    edits=(".reshape(shape)", '.reshape(shape, order="F")'),
    hint="The numbers are stored row after row. You filled the array column by column.",
)  # fmt: skip
wrong_idea(
    "idx-shape-reversed", answer="read-idx", fails="read-idx-values",
    edits=(".reshape(shape)", ".reshape(shape[::-1])"),
    hint="The sizes are in reverse order.",
)  # fmt: skip
wrong_idea(
    "idx-flat", answer="read-idx", fails="read-idx-values",
    edits=(".reshape(shape)", ""),
    hint="The result is one long row. It should have the shape that the header gives.",
)  # fmt: skip
wrong_idea(
    "idx-rows-flat", answer="read-idx", fails="read-idx-values",
    edits=(".reshape(shape)", ".reshape(shape[0], -1)"),
    hint="Each image became a row here. read_idx keeps the shape of the header.",
)  # fmt: skip
wrong_idea(
    "idx-scaled", answer="read-idx", fails="read-idx-values",
    edits=("np.frombuffer(data, np.uint8).reshape(shape)",
           "np.frombuffer(data, np.uint8).reshape(shape) / 255"),
    hint="The values were divided by 255 already. read_idx gives the bytes as they are.",
)  # fmt: skip
wrong_idea(
    "idx-gzip-always", answer="read-idx", fails="read-idx-values",
    edits=('gzip.open if str(path).endswith(".gz") else open', "gzip.open"),
    hint="Every file was opened with gzip. A file without .gz is plain.",
)  # fmt: skip
wrong_idea(
    "idx-gzip-never", answer="read-idx", fails="read-idx-values",
    edits=('gzip.open if str(path).endswith(".gz") else open', "open"),
    hint="A .gz file was opened without gzip, so its packed bytes were read.",
)  # fmt: skip
wrong_idea(
    "idx-magic-unchecked", answer="read-idx", fails="read-idx-errors",
    edits=('raw[:2] != b"\\0\\0"', "False"),
    hint="The first two bytes are not looked at. They must be zero.",
)  # fmt: skip
wrong_idea(
    "idx-second-byte-unchecked", answer="read-idx", fails="read-idx-errors",
    edits=('raw[:2] != b"\\0\\0"', "raw[0] != 0"),
    hint="Only the first byte is looked at. The second one must be zero too.",
)  # fmt: skip
wrong_idea(
    "idx-type-unchecked", answer="read-idx", fails="read-idx-errors",
    edits=("raw[2] != 0x08", "False"),
    hint="The type code (byte 2) is not looked at.",
)  # fmt: skip
wrong_idea(
    "idx-extra-bytes-ignored", answer="read-idx", fails="read-idx-errors",
    edits=(("if len(data) != math.prod(shape)", "if len(data) < math.prod(shape)"),
           ("np.frombuffer(data, np.uint8)",
            "np.frombuffer(data, np.uint8, count=math.prod(shape))")),
    hint="Bytes after the last number were passed over in silence.",
)  # fmt: skip
wrong_idea(
    "idx-missing-filled", answer="read-idx", fails="read-idx-errors",
    edits=(("if len(data) != math.prod(shape)", "if len(data) > math.prod(shape)"),
           ("np.frombuffer(data, np.uint8)",
            "np.frombuffer(data.ljust(math.prod(shape), b'\\0'), np.uint8)")),
    hint="Missing bytes were filled up in silence.",
)  # fmt: skip
wrong_idea(
    "idx-cut-header-struct-error", answer="read-idx", fails="read-idx-errors",
    edits=("if len(raw) < start:", "if False:"),
    hint="A cut-off header gives struct's own error. Look at the length first, raise ValueError.",
)  # fmt: skip
wrong_idea(
    "idx-cut-magic-index-error", answer="read-idx", fails="read-idx-errors",
    edits=("if len(raw) < 4:", "if False:"),
    hint="A file shorter than 4 bytes gives an IndexError. Look at the length first.",
)  # fmt: skip

# ---- load-mnist -----------------------------------------------------------------------------

LOAD = """
import gzip, hashlib, os, shutil, tempfile
from pathlib import Path

NAMES = [f"{stem}-idx{3 if stem.endswith('images') else 1}-ubyte.gz" for stem in arrays]
LABELS = NAMES[-1]
places = [os.environ.get("COURSE_DATA", ""), "data", fallback]
source = next(p for p in places if os.path.isfile(os.path.join(p, NAMES[0])))
digest = hashlib.sha256(fresh.tobytes()).hexdigest()
hashes = {name: [sha256] for name, (_, sha256) in MNIST_FILES.items()}
hashes[LABELS].append(digest)
student["MNIST_FILES"] = {n: (u, hashes[n][-1]) for n, (u, _) in MNIST_FILES.items()}
student["SHA256"] = {**SHA256, LABELS[:-3]: digest}
own = student.get("read_idx")

def deliver(name, path):
    if name == LABELS:
        Path(path).write_bytes(gzip.compress(fresh.tobytes()))
    else:
        shutil.copyfile(os.path.join(source, name), path)

def offline_download(url, path, sha256, *_):
    name = next(n for n in NAMES if n in str(url))
    if sha256 not in hashes[name]:
        raise ValueError(f"{name}: this is not the SHA-256 of the table")
    if not os.path.exists(path):
        deliver(name, path)

def replay(path, *_, **__):
    at, name = os.path.split(os.path.abspath(path))
    if not os.path.exists(path):
        raise FileNotFoundError(f"{name} is not there")
    stem = next(s for s in arrays if s in name)
    fits = os.path.samefile(at, folder) or name != LABELS
    return arrays[stem].copy() if fits else np.zeros_like(arrays[stem])

def ask(reader):
    student["read_idx"] = reader
    try:
        return load_mnist(folder)
    except (AttributeError, TypeError):
        return load_mnist(Path(folder))

def ask_both():
    try:
        return ask(replay)
    except NotImplementedError:
        raise
    except Exception as error:
        try:
            return ask(own)  # a read_idx with more arguments than the stand-in knows
        except Exception:
            raise error from None

def facts(found):
    x_train, y_train, x_test, y_test = found
    about = [(np.shape(a), np.asarray(a).dtype.kind) for a in found]
    x_train, y_train, x_test, y_test = map(np.asarray, found)
    parts = {"x_train": x_train[rows], "y_train": y_train[rows]}
    return {"about": about, **parts, "x_test": x_test[rows // 6], "y_test": y_test}

student["download"] = offline_download
with tempfile.TemporaryDirectory() as folder:
    for name in set(NAMES) - {NAMES[missing]}:
        if name == LABELS:
            deliver(name, os.path.join(folder, name))
        else:
            os.symlink(os.path.abspath(os.path.join(source, name)), os.path.join(folder, name))
    found = facts(ask_both())
found
"""
SHAPES = {
    "x_train": (60000, 784),
    "y_train": (60000,),
    "x_test": (10000, 784),
    "y_test": (10000,),
}


@check
def load_mnist_arrays(student, rng):
    """load_mnist gives pixels / 255 as rows of 784 and integer labels; missing files are fetched.

    The file of test labels is drawn for this check: the real ones need not be in the sandbox.
    """
    rows, missing = rng.integers(0, 60000, 40), int(rng.integers(4))
    (images, labels), (digits, _) = mnist("train"), mnist("t10k")
    drawn = rng.integers(0, 10, len(digits)).astype(np.uint8)
    arrays = {
        "train-images": images.reshape(-1, 28, 28), "train-labels": labels,
        "t10k-images": digits.reshape(-1, 28, 28), "t10k-labels": drawn,
    }  # fmt: skip
    inputs = dict(arrays=arrays, rows=rows, missing=missing, fresh=idx_bytes(drawn))
    got = student.run(LOAD, seconds=60, fallback=str(DATA), **inputs)
    rights = images[rows] / 255, labels[rows], digits[rows // 6] / 255, drawn
    for name, (shape, kind), right in zip(SHAPES, got["about"], rights, strict=True):
        _right_array(name, tuple(shape), kind, numbers(got[name], name), right)


def _right_array(name, shape, kind, values, right):
    if shape != SHAPES[name]:
        raise Failure("shape", name, got=values, want_shape=SHAPES[name], got_shape=shape)
    allowed, words = ("f", "floats") if name[0] == "x" else ("iu", "integers")
    require(kind in allowed, name, f"should hold {words}.", got=values)
    expect(values, right, f"{name} (some rows)")


wrong_idea(
    "mnist-not-scaled", answer="load-mnist", fails="load-mnist-arrays",
    edits=(".astype(np.float32) / 255", ".astype(np.float32)"),
    hint="The pixels still go up to 255. Divide them by 255.",
)  # fmt: skip
wrong_idea(
    "mnist-divided-by-256", answer="load-mnist", fails="load-mnist-arrays",
    edits=("/ 255", "/ 256"),
    hint="White should become exactly 1. You divided by 256; the largest byte is 255.",
)  # fmt: skip
wrong_idea(
    "mnist-integer-division", answer="load-mnist", fails="load-mnist-arrays",
    edits=("/ 255", "// 255"),
    hint="// cuts off the decimals: nearly all pixels became 0. Use / for division.",
)  # fmt: skip
wrong_idea(
    "mnist-kept-bytes", answer="load-mnist", fails="load-mnist-arrays",
    edits=(".astype(np.float32) / 255", ""),
    hint="The pixels are still bytes (integers). Make floats between 0 and 1 of them.",
)  # fmt: skip
wrong_idea(
    "mnist-minus-one-to-one", answer="load-mnist", fails="load-mnist-arrays",
    edits=("/ 255", "/ 127.5 - 1"),
    hint="Black became −1. Here the pixels lie between 0 and 1.",
)  # fmt: skip
wrong_idea(
    "mnist-standardized", answer="load-mnist", fails="load-mnist-arrays",
    edits=(".astype(np.float32) / 255", ".astype(np.float32) / 78.6 - 0.42"),
    hint="The pixels were standardized. Here they are only divided by 255.",
)  # fmt: skip
wrong_idea(
    "mnist-inverted", answer="load-mnist", fails="load-mnist-arrays",
    edits=(".reshape(-1, 784).astype(np.float32) / 255",
           ".reshape(-1, 784).astype(np.float32) / -255 + 1"),
    hint="Black and white are swapped.",
)  # fmt: skip
wrong_idea(
    "mnist-still-images", answer="load-mnist", fails="load-mnist-arrays",
    edits=(".reshape(-1, 784)", ""),
    hint="The images are still 28 × 28. Each one should become a row of 784 numbers.",
)  # fmt: skip
wrong_idea(
    "mnist-transposed-images", answer="load-mnist", fails="load-mnist-arrays",
    edits=("arrays[key].reshape(-1, 784)", "arrays[key].transpose(0, 2, 1).reshape(-1, 784)"),
    hint="Rows and columns of each image are swapped.",
)  # fmt: skip
wrong_idea(
    "mnist-columns-are-images", answer="load-mnist", fails="load-mnist-arrays",
    edits=(".reshape(-1, 784)", ".reshape(784, -1).T"),
    hint="reshape(784, …) mixes pixels of different images. One image is one row: (…, 784).",
)  # fmt: skip
wrong_idea(
    "mnist-one-hot-labels", answer="load-mnist", fails="load-mnist-arrays",
    edits=("y_train, y_test = (arrays[key].astype(int)",
           "y_train, y_test = (np.eye(10, dtype=int)[arrays[key]]"),
    hint="The labels are one-hot already. load_mnist returns integers of shape (n,).",
)  # fmt: skip
wrong_idea(
    "mnist-float-labels", answer="load-mnist", fails="load-mnist-arrays",
    edits=("arrays[key].astype(int)", "arrays[key].astype(float)"),
    hint="The labels are floats. They are class numbers, so keep them integers.",
)  # fmt: skip
wrong_idea(
    "mnist-label-column", answer="load-mnist", fails="load-mnist-arrays",
    edits=("arrays[key].astype(int)", "arrays[key].astype(int).reshape(-1, 1)"),
    hint="The labels have shape (n, 1). With (n,) arrays this broadcasts to (n, n) later.",
)  # fmt: skip
wrong_idea(
    "mnist-other-order", answer="load-mnist", fails="load-mnist-arrays",
    edits=("return x_train, y_train, x_test, y_test", "return x_train, x_test, y_train, y_test"),
    hint="The order of the results is x_train, y_train, x_test, y_test.",
)  # fmt: skip
wrong_idea(
    "mnist-test-is-train", answer="load-mnist", fails="load-mnist-arrays",
    edits=("return x_train, y_train, x_test, y_test",
           "return x_train, y_train, x_train[:10000], y_train[:10000]"),
    hint="The test digits are taken from the training digits. They have files of their own.",
)  # fmt: skip
wrong_idea(
    "mnist-other-folder", answer="load-mnist", fails="load-mnist-arrays",
    edits=("Path(data_dir) / name", "Path(DATA_DIR) / name"),
    hint="The files were read from another folder. Use the argument data_dir.",
)  # fmt: skip
wrong_idea(
    "mnist-never-fetches", answer="load-mnist", fails="load-mnist-arrays",
    edits=("download(url, path, sha256)", "pass"),
    hint="A missing file is not fetched. Call download(url, path, sha256) for it.",
)  # fmt: skip

# ---- linear ---------------------------------------------------------------------------------

SET_LINEAR = """
def linear(W, b):
    layer = Linear(*W.shape)
    layer.W, layer.b = W.copy(), b.reshape(np.shape(layer.b))
    return layer
"""


def _linear_inputs(rng, n=5, d=4, k=3):
    return (
        rng.normal(size=(n, d)),
        rng.normal(size=(d, k)),
        rng.uniform(0.5, 2, k) * rng.choice([-1, 1], k),
    )


@check
def linear_forward(student, rng):
    """forward gives xW + b; a new layer has He weights (std √(2/input_dim)) and zero biases."""
    x, W, b = _linear_inputs(rng)
    got = student.run(SET_LINEAR + "linear(W, b).forward(x)", x=x, W=W, b=b)
    expect(got, x @ W + b, "Linear(4, 3).forward(x)")
    weights, bias = student.run("layer = Linear(600, 50)\n(np.array(layer.W), np.array(layer.b))")
    _spread(weights, (600, 50), np.sqrt(2 / 600), "W of a new Linear(600, 50)")
    expect(bias, np.zeros(50), "b of a new Linear(600, 50)", bias=True)


def _spread(weights, shape, want, what):
    weights = numbers(weights, what)
    if weights.shape != shape:
        raise Failure("shape", what, got=weights, want_shape=shape, got_shape=weights.shape)
    std, mean = float(np.std(weights.astype(float))), float(np.mean(weights.astype(float)))
    facts = dict(got=[std / want, mean / want], tolerance=0.05)
    require(std < 1.05 * want, what, "has a standard deviation that is too large.", **facts)
    require(std > 0.95 * want, what, "has a standard deviation that is too small.", **facts)
    require(abs(mean) < 0.1 * want, what, "has a mean that is not 0.", **facts)


@check
def linear_backward(student, rng):
    """backward stores dW = xᵀg and db = Σ rows of g, returns g Wᵀ, for the latest forward only."""
    x, W, b = _linear_inputs(rng)
    old, g_old, g = rng.normal(size=(6, 4)), rng.normal(size=(6, 3)), rng.normal(size=(5, 3)) + 0.4
    code = SET_LINEAR + (
        "layer = linear(W, b)\n"
        "layer.forward(old)\nlayer.backward(g_old)\nlayer.forward(x)\n"
        "layer.W, layer.b = W.copy(), b.reshape(np.shape(layer.b))\n"
        "back = layer.backward(g)\n"
        "(back, layer.dW, layer.db, np.array(layer.W), np.array(layer.b))"
    )
    inputs = dict(x=x, W=W, b=b, old=old, g_old=g_old, g=g)
    back, dW, db, W_after, b_after = student.run(code, **inputs)
    expect(dW, x.T @ g, "layer.dW after backward(g)")
    expect(db, g.sum(axis=0), "layer.db after backward(g)", bias=True)
    expect(back, g @ W.T, "what backward(g) returns")
    expect(W_after, W, "layer.W after backward(g) (only the optimizer may change it)")
    expect(b_after, b, "layer.b after backward(g) (only the optimizer may change it)", bias=True)


wrong_idea(
    "linear-no-bias", answer="linear", fails="linear-forward",
    edits=("x @ self.W + self.b", "x @ self.W"),
    hint="The bias is not added.",
)  # fmt: skip
wrong_idea(
    "linear-bias-subtracted", answer="linear", fails="linear-forward",
    edits=("x @ self.W + self.b", "x @ self.W - self.b"),
    hint="The bias was subtracted.",
)  # fmt: skip
wrong_idea(
    "linear-relu-inside", answer="linear", fails="linear-forward",
    edits=("return x @ self.W + self.b", "return np.maximum(x @ self.W + self.b, 0)"),
    hint="Linear cut off negative values. That is the work of ReLU.",
)  # fmt: skip
wrong_idea(
    "linear-he-divided", answer="linear", fails="linear-forward",
    edits=("* np.sqrt(2 / input_dim)", "/ np.sqrt(2 / input_dim)"),
    hint="The random numbers were divided by √(2/d). Multiply by it.",
)  # fmt: skip
wrong_idea(
    "linear-variance-as-std", answer="linear", fails="linear-forward",
    edits=("* np.sqrt(2 / input_dim)", "* (2 / input_dim)"),
    hint="2/d is the variance. The standard deviation is its square root.",
)  # fmt: skip
wrong_idea(
    "linear-fan-out", answer="linear", fails="linear-forward",
    edits=("* np.sqrt(2 / input_dim)", "* np.sqrt(2 / output_dim)"),
    hint="He weights depend on the number of inputs, not of outputs.",
)  # fmt: skip
wrong_idea(
    "linear-one-over-d", answer="linear", fails="linear-forward",
    edits=("* np.sqrt(2 / input_dim)", "* np.sqrt(1 / input_dim)"),
    hint="This is √(1/d). ReLU stops half of the signal, so He weights use √(2/d).",
)  # fmt: skip
wrong_idea(
    "linear-unscaled", answer="linear", fails="linear-forward",
    edits=("* np.sqrt(2 / input_dim)", ""),
    hint="The weights have standard deviation 1. Scale them by √(2/d).",
)  # fmt: skip
wrong_idea(
    "linear-zero-weights", answer="linear", fails="linear-forward",
    edits=("np.random.randn(input_dim, output_dim)", "np.zeros((input_dim, output_dim))"),
    hint="All weights start at 0. Then all hidden units stay equal for ever.",
)  # fmt: skip
wrong_idea(
    "linear-positive-uniform", answer="linear", fails="linear-forward",
    edits=("np.random.randn(input_dim, output_dim) * np.sqrt(2 / input_dim)",
           "np.random.rand(input_dim, output_dim) * np.sqrt(24 / input_dim)"),
    hint="rand gives numbers between 0 and 1 only, so the mean is not 0.",
)  # fmt: skip
wrong_idea(
    "linear-bias-ones", answer="linear", fails="linear-forward",
    edits=("np.zeros((1, output_dim))", "np.ones((1, output_dim))"),
    hint="The biases start at 1. They start at 0.",
)  # fmt: skip
wrong_idea(
    "linear-bias-random", answer="linear", fails="linear-forward",
    edits=("np.zeros((1, output_dim))", "np.random.randn(1, output_dim)"),
    hint="The biases start at random values. They start at 0.",
)  # fmt: skip
wrong_idea(
    "linear-mean-gradient", answer="linear", fails="linear-backward",
    edits=("self.x.T @ grad_output", "self.x.T @ grad_output / len(grad_output)"),
    hint="dW was divided by n. The loss gradient is divided already: 1/n comes in once only.",
)  # fmt: skip
wrong_idea(
    "linear-bias-mean", answer="linear", fails="linear-backward",
    edits=("grad_output.sum(axis=0", "grad_output.mean(axis=0"),
    hint="db is the sum over the rows, not the mean. 1/n is in the loss gradient already.",
)  # fmt: skip
wrong_idea(
    "linear-bias-axis", answer="linear", fails="linear-backward",
    edits=("grad_output.sum(axis=0, keepdims=True)", "grad_output.sum(axis=1)"),
    hint="db was summed over the columns. Sum over the rows: one number for each output.",
)  # fmt: skip
wrong_idea(
    "linear-bias-total", answer="linear", fails="linear-backward",
    edits=("grad_output.sum(axis=0, keepdims=True)", "grad_output.sum()"),
    hint="db became one single number. Each output has its own.",
)  # fmt: skip
wrong_idea(
    "linear-bias-not-summed", answer="linear", fails="linear-backward",
    edits=("grad_output.sum(axis=0, keepdims=True)", "grad_output"),
    hint="db still has one row for each sample. Sum over the rows.",
)  # fmt: skip
wrong_idea(
    "linear-bias-first-row", answer="linear", fails="linear-backward",
    edits=("grad_output.sum(axis=0, keepdims=True)", "grad_output[:1]"),
    hint="db holds only the first sample's gradient. Add up all rows.",
)  # fmt: skip
wrong_idea(
    "linear-accumulates", answer="linear", fails="linear-backward",
    edits=("self.dW = self.x.T @ grad_output",
           "self.dW = self.x.T @ grad_output + (0 if self.dW is None else self.dW)"),
    hint="dW was added to the dW of an earlier batch. Each backward starts afresh.",
)  # fmt: skip
wrong_idea(
    "linear-bias-accumulates", answer="linear", fails="linear-backward",
    edits=("self.db = grad_output.sum(axis=0, keepdims=True)",
           "self.db = grad_output.sum(axis=0, keepdims=True) + (0 if self.db is None else self.db)"),
    hint="db was added to the db of an earlier batch. Each backward starts afresh.",
)  # fmt: skip
wrong_idea(
    "linear-updates-first", answer="linear", fails="linear-backward",
    edits=("return grad_output @ self.W.T",
           "self.W = self.W - 0.01 * self.dW\n        return grad_output @ self.W.T"),
    hint="W was changed before it was used for the gradient of the input.",
)  # fmt: skip
wrong_idea(
    "linear-updates-itself", answer="linear", fails="linear-backward",
    edits=("return grad_output @ self.W.T",
           "grad_input = grad_output @ self.W.T\n        self.W = self.W - 0.01 * self.dW\n"
           "        return grad_input"),
    hint="backward changed W. Updating the weights is the optimizer's work.",
)  # fmt: skip
wrong_idea(
    "linear-returns-dw", answer="linear", fails="linear-backward",
    edits=("return grad_output @ self.W.T", "return self.dW"),
    hint="backward returned dW. The layer before needs the gradient of its output: g Wᵀ.",
)  # fmt: skip
wrong_idea(
    "linear-returns-input-gradient", answer="linear", fails="linear-backward",
    edits=("return grad_output @ self.W.T", "return grad_output"),
    hint="backward returned its own input. It still has to be multiplied by Wᵀ.",
)  # fmt: skip
wrong_idea(
    "linear-sign", answer="linear", fails="linear-backward",
    edits=("self.dW = self.x.T", "self.dW = -self.x.T"),
    hint="dW has the wrong sign. The minus belongs to the update, not to the gradient.",
)  # fmt: skip
wrong_idea(
    "linear-stale-input", answer="linear", fails="linear-backward",
    edits=("self.x = x\n",
           'self.x = self.__dict__.get("x", x) if len(x) == 0 else x\n'
           '        self.x = self.__dict__.setdefault("first", x)[: len(x)]\n'),
    hint="backward used the input of an earlier forward.",
)  # fmt: skip

# ---- relu -----------------------------------------------------------------------------------

RELU = """
relu = ReLU()
relu.forward(old.copy())
out = np.array(relu.forward(x.copy()))
(out, relu.backward(g.copy()))
"""


@check
def relu_forward_backward(student, rng):
    """ReLU keeps positive values; backward lets the gradient pass where the input was positive."""
    x, g = (rng.uniform(0.2, 2, (6, 4)) * rng.choice([-1, 1], (6, 4)) for _ in range(2))
    x[0], g[0] = [1.5, 2.5, -0.5, -1.5], [1.0, -1.0, 2.0, -2.0]
    out, back = student.run(RELU, x=x, g=g, old=np.roll(x, 1, axis=1))
    expect(out, np.where(x > 0, x, 0), "ReLU().forward(x)")
    expect(back, np.where(x > 0, g, 0), "ReLU().backward(g)")


wrong_idea(
    "relu-derivative-one", answer="relu", fails="relu-forward-backward",
    edits=("return grad_output * self.mask", "return grad_output"),
    hint="The derivative was taken as 1 everywhere. It is 0 where the input was negative.",
)  # fmt: skip
wrong_idea(
    "relu-mask-from-gradient", answer="relu", fails="relu-forward-backward",
    edits=("return grad_output * self.mask", "return grad_output * (grad_output > 0)"),
    hint="The mask was made from the gradient. It comes from the input of forward.",
)  # fmt: skip
wrong_idea(
    "relu-mask-inverted", answer="relu", fails="relu-forward-backward",
    edits=("return grad_output * self.mask", "return grad_output * ~self.mask"),
    hint="The gradient passes where the input was negative. It should be the other way round.",
)  # fmt: skip
wrong_idea(
    "relu-returns-mask", answer="relu", fails="relu-forward-backward",
    edits=("return grad_output * self.mask", "return self.mask * 1.0"),
    hint="backward returned the mask alone. Multiply it with the incoming gradient.",
)  # fmt: skip
wrong_idea(
    "relu-times-input", answer="relu", fails="relu-forward-backward",
    edits=(("self.mask = x > 0", "self.mask, self.x = x > 0, x"),
           ("return grad_output * self.mask", "return grad_output * self.mask * self.x")),
    hint="The gradient was multiplied by the input itself. The derivative is 0 or 1.",
)  # fmt: skip
wrong_idea(
    "relu-stale-mask", answer="relu", fails="relu-forward-backward",
    edits=(("self.mask = x > 0", 'self.mask = self.__dict__.get("mask", x > 0)'),
           ("return x * self.mask", "return x * (x > 0)")),
    hint="backward used the mask of an earlier forward.",
)  # fmt: skip
wrong_idea(
    "relu-leaky", answer="relu", fails="relu-forward-backward",
    edits=("return x * self.mask", "return np.where(self.mask, x, 0.01 * x)"),
    hint="Negative values became small negative values (leaky ReLU). Here they become 0.",
)  # fmt: skip
wrong_idea(
    "relu-absolute", answer="relu", fails="relu-forward-backward",
    edits=("return x * self.mask", "return np.abs(x)"),
    hint="Negative values became positive. They should become 0.",
)  # fmt: skip
wrong_idea(
    "relu-step", answer="relu", fails="relu-forward-backward",
    edits=("return x * self.mask", "return self.mask * 1.0"),
    hint="forward returned 0 and 1. Positive values should stay as they are.",
)  # fmt: skip
wrong_idea(
    "relu-one-side", answer="relu", fails="relu-forward-backward",
    edits=("return x * self.mask", "return np.minimum(x, 0)"),
    hint="forward kept the negative values. Keep the positive ones.",
)  # fmt: skip
wrong_idea(
    "relu-capped", answer="relu", fails="relu-forward-backward",
    edits=("return x * self.mask", "return np.clip(x, 0, 1)"),
    hint="Values above 1 were cut off. ReLU has no upper limit.",
)  # fmt: skip

# ---- softmax-cross-entropy ------------------------------------------------------------------


def softmax(z):
    exps = np.exp(z - z.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def _scores(rng, n=7, k=4):
    """Logits with all probabilities well above 0.03, labels, one-hot labels."""
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    return rng.uniform(-0.9, 0.9, (n, k)), labels, np.eye(k)[labels]


LOSS = "SoftmaxCrossEntropy().forward(logits, y_true)"
LOSS_GRADIENT = """
loss = SoftmaxCrossEntropy()
loss.forward(old, y_true[:5])
value = loss.forward(logits, y_true)
if not abs(float(value) - right) < 1e-4 and np.shape(getattr(loss, "probs", 0)) == probs.shape:
    loss.probs = probs.copy()  # a wrong forward costs its own points only
(np.array(loss.backward(y_true)), np.array(loss.backward(y_true)))
"""
STABLE = """
loss = SoftmaxCrossEntropy()
(loss.forward(logits, y_true), loss.backward(y_true))
"""


def _mean_loss(logits, labels):
    return -np.mean(np.log(softmax(logits)[np.arange(len(labels)), labels]))


@check
def softmax_cross_entropy_loss(student, rng):
    """forward gives the mean of −log(probability of the true class) over the batch."""
    logits, labels, y_true = _scores(rng)
    got = student.run(LOSS, logits=logits, y_true=y_true)
    expect(got, _mean_loss(logits, labels), LOSS)


@check
def softmax_cross_entropy_gradient(student, rng):
    """backward gives (probs − y_true)/n for the latest forward, the same when called twice."""
    logits, labels, y_true = _scores(rng)
    inputs = dict(old=2 * logits[2:], right=_mean_loss(logits, labels), probs=softmax(logits))
    once, twice = student.run(LOSS_GRADIENT, logits=logits, y_true=y_true, **inputs)
    want = (softmax(logits) - y_true) / 7
    expect(once, want, "SoftmaxCrossEntropy().backward(y_true)")
    expect(twice, want, "backward(y_true), called a second time")


@check
def softmax_cross_entropy_stable(student, rng):
    """Logits with gaps of 1000, in a row or between rows, give finite and right results."""
    base, labels, y_true = _scores(rng, n=6)
    base = np.round(base * 64) / 64  # so that base + 1000 is exact in float32 too
    rows = base + np.array([1000.0, -1000.0, 0.0, 1000.0, 500.0, -1000.0])[:, None]
    other, rights = _scores(rng, n=6)[0], (_mean_loss(base, labels), (softmax(base) - y_true) / 6)
    plain, again, fresh, shifted = (
        student.run(STABLE, logits=z, y_true=y_true) for z in (base, base, other, rows)
    )
    _follows_the_logits(plain, again, fresh, rights)
    names = [f"the {part} for rows of logits near ±1000" for part in ("loss", "gradient")]
    with _remembering(shifted):
        for got, own, right, what in zip(shifted, plain, rights, names, strict=True):
            _same_when_shifted(got, own, right, what)
    for sure, what in ((labels, "right"), ((labels + 1) % 4, "wrong")):
        got = student.run(STABLE, logits=1000.0 * np.eye(4)[sure], y_true=y_true)
        _extreme(*got, what, plain_is_right=_agrees(plain[0], rights[0]))


def _follows_the_logits(plain, again, fresh, rights):
    """A wrong result is excused here only if it is computed from the logits."""
    for own, same, changed, right in zip(plain, again, fresh, rights, strict=True):
        followed = np.shape(own) == np.shape(right) and _agrees(same, own)
        followed = followed and not _agrees(changed, own)
        what = "SoftmaxCrossEntropy, forward and backward"
        problem = "gives results that do not depend on the logits alone."
        require(_agrees(own, right) or followed, what, problem)


@contextlib.contextmanager
def _remembering(everything):
    """A failure inside compares all these numbers with those of a wrong idea, not one part."""
    try:
        yield
    except Failure as failure:
        with contextlib.suppress(Failure, ValueError):
            parts = [np.ravel(numbers(part, failure.what)) for part in everything]
            failure.got = np.concatenate(parts).astype(float)
        raise


def _same_when_shifted(got, own, right, what):
    """`got` is finite; and right, unless the plain case is wrong already (another item)."""
    if _agrees(own, right):
        expect(got, right, what)
    elif not np.isfinite(numbers(got, what)).all():
        raise Failure("not-finite", what, got=numbers(got, what))


def _agrees(got, want):
    try:
        expect(got, want, "")
    except Failure:
        return False
    return True


def _extreme(loss, gradient, what, plain_is_right):
    name = f"the loss of rows that are sure and {what} (gap 1000)"
    size = number(loss, name)
    if plain_is_right and what == "right":
        require(abs(size) < 1e-5, name, "is not near 0.", got=size)
    elif plain_is_right:
        require(10 < size < 1000.1, name, "is not large (a few tens up to 1000).", got=size)
    name = f"the gradient of rows that are sure and {what} (gap 1000)"
    if not np.isfinite(numbers(gradient, name)).all():
        raise Failure("not-finite", name, got=numbers(gradient, name))


SCE = dict(answer="softmax-cross-entropy")
SHIFTED, LOG_PROBS = (
    "logits - logits.max(axis=1, keepdims=True)",
    ("shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))"),
)
LOSS_LINE, GRADIENT = (
    "-np.sum(y_true * log_probs) / len(y_true)",
    ("return (self.probs - y_true) / len(y_true)"),
)

wrong_idea(
    "sce-sum", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "-np.sum(y_true * log_probs)"),
    hint="The loss was added up over the batch. It is the mean: divide by n.",
)  # fmt: skip
wrong_idea(
    "sce-mean-over-all", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "-np.mean(y_true * log_probs)"),
    hint="The mean was taken over all n·k entries. Divide by the number of samples n only.",
)  # fmt: skip
wrong_idea(
    "sce-no-minus", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "np.sum(y_true * log_probs) / len(y_true)"),
    hint="The loss is negative: the minus before the logarithm is missing.",
)  # fmt: skip
wrong_idea(
    "sce-log10", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "-np.sum(y_true * log_probs) / np.log(10) / len(y_true)"),
    hint="This is the logarithm to base 10. Use the natural logarithm np.log.",
)  # fmt: skip
wrong_idea(
    "sce-best-class", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "-np.mean(log_probs.max(axis=1))"),
    hint="You took the largest probability of each row. Take that of the true class.",
)  # fmt: skip
wrong_idea(
    "sce-all-classes", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "-np.sum(log_probs) / len(y_true)"),
    hint="All classes were added. Only the true class counts.",
)  # fmt: skip
wrong_idea(
    "sce-binary", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "-np.sum(y_true * log_probs + (1 - y_true) * "
           "np.log(1 - self.probs + 1e-12)) / len(y_true)"),
    hint="This is binary cross-entropy. With softmax only −log p of the true class counts.",
)  # fmt: skip
wrong_idea(
    "sce-squared-error", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "np.sum((self.probs - y_true) ** 2) / len(y_true)"),
    hint="This is the squared error, not the cross-entropy.",
)  # fmt: skip
wrong_idea(
    "sce-no-log", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOSS_LINE, "-np.sum(y_true * self.probs) / len(y_true)"),
    hint="The logarithm is missing.",
)  # fmt: skip
wrong_idea(
    "sce-wrong-axis", **SCE, fails="softmax-cross-entropy-loss",
    edits=((SHIFTED, "logits - logits.max(axis=0, keepdims=True)"),
           (LOG_PROBS, "shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))")),
    hint="Softmax was taken over the batch (axis 0). Each row is one sample: axis 1.",
)  # fmt: skip
wrong_idea(
    "sce-whole-table", **SCE, fails="softmax-cross-entropy-loss",
    edits=((SHIFTED, "logits - logits.max()"),
           (LOG_PROBS, "shifted - np.log(np.exp(shifted).sum())")),
    hint="The exponentials were divided by the sum of the whole batch, not of each row.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-without-n", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return self.probs - y_true"),
    hint="1/n is missing in the gradient. Adam would hide it; plain gradient descent would not.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-n-twice", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return (self.probs - y_true) / len(y_true) ** 2"),
    hint="The gradient was divided by n twice.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-over-nk", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return (self.probs - y_true) / y_true.size"),
    hint="The gradient was divided by n·k. Divide by the number of samples n.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-over-k", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return (self.probs - y_true) / y_true.shape[1]"),
    hint="The gradient was divided by the number of classes. Divide by the number of samples n.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-sign", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return (y_true - self.probs) / len(y_true)"),
    hint="The gradient has the wrong sign. It is probs − y_true.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-only-true-class", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return y_true * (self.probs - y_true) / len(y_true)"),
    hint="Only the true class has a gradient here. The other classes need theirs: p.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-no-target", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return self.probs / len(y_true)"),
    hint="y_true was not subtracted.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-of-probs", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return -y_true / np.maximum(self.probs, 1e-12) / len(y_true)"),
    hint="This is the gradient for the probabilities. backward gives that for the logits.",
)  # fmt: skip
wrong_idea(
    "sce-gradient-twice-softmax", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "return (self.probs - y_true) * self.probs * (1 - self.probs) / len(y_true)"),
    hint="p(1 − p) was multiplied in as well. The short form probs − y_true contains softmax.",
)  # fmt: skip
wrong_idea(
    "sce-probs-changed", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(GRADIENT, "self.probs -= y_true\n        return self.probs / len(y_true)"),
    hint="backward changed the stored probabilities, so a second call gives something else.",
)  # fmt: skip
wrong_idea(
    "sce-stale-probs", **SCE, fails="softmax-cross-entropy-gradient",
    edits=(("self.probs = np.exp(log_probs)",
            'self.probs = self.__dict__.get("probs", np.exp(log_probs))'),
           (GRADIENT, "return (np.resize(self.probs, y_true.shape) - y_true) / len(y_true)")),
    hint="backward used the probabilities of an earlier forward.",
)  # fmt: skip
wrong_idea(
    "sce-no-shift", **SCE, fails="softmax-cross-entropy-stable",
    edits=(SHIFTED, "logits"),
    hint="The row maximum is not subtracted before exp, so large logits overflow.",
)  # fmt: skip
wrong_idea(
    "sce-shift-by-batch-maximum", **SCE, fails="softmax-cross-entropy-stable",
    edits=(SHIFTED, "logits - logits.max()"),
    hint="The maximum of the whole batch was subtracted. Rows far below it then vanish: use each "
    "row's own maximum.",
)  # fmt: skip
wrong_idea(
    "sce-shift-by-mean", **SCE, fails="softmax-cross-entropy-stable",
    edits=(SHIFTED, "logits - logits.mean(axis=1, keepdims=True)"),
    hint="The row's mean was subtracted. The largest value can still overflow: use the maximum.",
)  # fmt: skip
wrong_idea(
    "sce-log-of-zero", **SCE, fails="softmax-cross-entropy-stable",
    edits=((LOG_PROBS, "np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True))"),
           (LOSS_LINE, "-np.sum(log_probs[y_true > 0]) / len(y_true)")),
    hint="A probability became exactly 0 and its logarithm is infinite. Use log-sum-exp or a clip.",
)  # fmt: skip
wrong_idea(
    "sce-logits-clipped", **SCE, fails="softmax-cross-entropy-stable",
    edits=(SHIFTED, "np.clip(logits, -500, 500)"),
    hint="The logits were clipped, so rows of large logits lose their differences. Shift instead.",
)  # fmt: skip
wrong_idea(
    "sce-nan-to-zero", **SCE, fails="softmax-cross-entropy-stable",
    edits=((SHIFTED, "logits"), (LOG_PROBS, "np.nan_to_num(logits - "
           "np.log(np.exp(logits).sum(axis=1, keepdims=True)), neginf=-1000)")),
    hint="NaN was replaced by a number afterwards. The result is finite, but not right.",
)  # fmt: skip
wrong_idea(
    "sce-large-eps", **SCE, fails="softmax-cross-entropy-loss",
    edits=(LOG_PROBS, "np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)"
           " + 1e-2)"),
    hint="A number as large as 0.01 was added to the probabilities. Add at most 1e-7, or use "
    "log-sum-exp.",
)  # fmt: skip

# ---- adam -----------------------------------------------------------------------------------

ADAM = """
class Linear:
    def __init__(self, W, b):
        self.W, self.b, self.dW, self.db = W.copy(), b.copy(), np.zeros(W.shape), np.zeros(b.shape)

class ReLU:
    pass

student["Linear"], student["ReLU"] = Linear, ReLU
layers = [Linear(*pair) for pair in parameters]

def give(gradients, layers=layers):
    for layer, (dW, db) in zip(layers, gradients):
        layer.dW, layer.db = dW.copy(), db.copy()

def values(layers=layers):
    return [[np.array(layer.W), np.array(layer.b)] for layer in layers]
"""
FIRST_STEP = ADAM + "give(gradients)\nAdam(layers, lr=0.05, eps=0.3).step()\nvalues()"
LATER_STEPS = (
    ADAM
    + """
adam, early = Adam(layers, lr=0.03, beta1=0.5, beta2=0.7, eps=1e-12), []
for number, gradients in enumerate(history):
    if number == len(history) - 3:
        late = values()
        for layer, (W, b) in zip(layers, parameters):
            layer.W[...], layer.b[...] = W, b
    give(gradients)
    adam.step()
    early += [values()] if number < 3 else []
(early[0], early[2], late, values())
"""
)
SKIPS = (
    ADAM
    + """
others = [Linear(*pair) for pair in parameters]
give(gradients)
give(gradients, others)
for all_layers, linear in ((layers, layers), ([ReLU(), *others, ReLU()], others)):
    adam = Adam(all_layers, eps=0.3)
    adam.step()
    for layer, (W, b) in zip(linear, parameters):  # the first step is another check's business
        layer.W[...], layer.b[...] = W, b
    adam.step()
(values(), values(others))
"""
)
SHAPES_OF_TWO_LAYERS = (((4, 3), (1, 3)), ((3, 2), (1, 2)))
PARAMETER_NAMES = ("W of the first layer", "b of the first layer", "W of the second layer",
                   "b of the second layer")  # fmt: skip


def _arrays(draw):
    return [[draw(W), draw(b)] for W, b in SHAPES_OF_TWO_LAYERS]


def _flat(pairs):
    return [array for pair in pairs for array in pair]


def _gradients(rng, size=1.0):
    return _arrays(lambda shape: size * rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape))


@check
def adam_first_step(student, rng):
    """The first step moves W and b of every layer by lr·g/(|g| + eps): means bias-corrected."""
    start, gradients = _arrays(lambda shape: rng.normal(size=shape)), _gradients(rng)
    got = student.run(FIRST_STEP, parameters=start, gradients=gradients)
    got, start, gradients = _flat(got), _flat(start), _flat(gradients)
    with _remembering(got):
        for name, new, old, g in zip(PARAMETER_NAMES, got, start, gradients, strict=True):
            want, what = 0.05 * g / (np.abs(g) + 0.3), f"the first step of {name}"
            expect(_move(new, old, what), want, what)


def _move(new, old, what):
    new = numbers(new, what)
    if new.shape != old.shape:
        raise Failure("shape", what, got=new, want_shape=old.shape, got_shape=new.shape)
    return old - new


@check
def adam_later_steps(student, rng):
    """Later steps use the running means of all gradients so far, one pair for each parameter."""
    start = _arrays(lambda shape: rng.normal(size=shape))
    history = [_gradients(rng, size) for size in [1.0] * 40 + [0.2, 3.0, 1.0]]
    got = student.run(LATER_STEPS, parameters=start, history=history)
    try:
        _compare_later([_flat(pairs) for pairs in got], _flat(start), [_flat(g) for g in history])
    except Failure as failure:
        failure.got = got  # one parameter alone may move alike for several mistakes
        raise


def _compare_later(got, start, history):
    first, third, late, last = got
    moving = [i for i in range(4) if not np.array_equal(late[i], start[i])]
    require(moving, "Adam(layers).step()", "changes no parameter at all.")
    if all(_agrees(start[i] - first[i], _adam_move(history[:1], i, 1)) for i in range(4)):
        for i, name in enumerate(PARAMETER_NAMES):  # else the first step's check says it
            want = _adam_move(history[:3], i, 2)
            expect(_move(third[i], first[i], name), want, f"the second and third step of {name}")
    for i in moving:  # what never moves is the first step's matter
        want, what = _adam_move(history, i, 3), f"three later steps of {PARAMETER_NAMES[i]}"
        expect(_move(last[i], start[i], what), want, what)


def _adam_move(history, i, count, lr=0.03, beta1=0.5, beta2=0.7):
    """How far Adam moves parameter i in the last `count` steps, in float64."""
    m = v = total = 0.0
    for t, gradients in enumerate(history, 1):
        g = gradients[i]
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        step = lr * (m / (1 - beta1**t)) / np.sqrt(v / (1 - beta2**t))
        total = total + step * (t > len(history) - count)
    return total


@check
def adam_skips(student, rng):
    """Layers without an attribute W are skipped; all others are updated as without them."""
    start, gradients = _arrays(lambda shape: rng.normal(size=shape)), _gradients(rng)
    alone, mixed = student.run(SKIPS, parameters=start, gradients=gradients)
    what = "Adam([ReLU(), Linear, Linear, ReLU()]).step()"
    moves = [[_move(new[0], old[0], what) for new, old in zip(got, start, strict=True)]
             for got in (alone, mixed)]  # fmt: skip
    used = [i for i in range(2) if _follows(moves[1][i], gradients[i][0])]
    require(used, what, "updates none of the linear layers.", got=_flat(moves))
    problem = "updates the linear layers otherwise than without the ReLUs."
    require(all(map(_agrees, moves[1], moves[0])), what, problem, got=_flat(moves))


def _follows(move, gradient):
    """Does every weight go the way of its gradient (or, the sign forgotten, against it)?"""
    return abs(np.sum(np.sign(move) * np.sign(gradient))) == gradient.size


AD = dict(answer="adam")
M_HAT, V_HAT = "m / (1 - self.beta1**self.t)", "v / (1 - self.beta2**self.t)"
MOVE = "self.lr * m_hat / (np.sqrt(v_hat) + self.eps)"
M_LINE = "self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * grad"
V_LINE = "self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * grad**2"
STORE = "self.m[key], self.v[key] = m, v"

wrong_idea(
    "adam-no-correction", **AD, fails="adam-first-step",
    edits=((M_HAT, "m"), (V_HAT, "v")),
    hint="The bias correction is missing, so the first steps are far too large.",
)  # fmt: skip
wrong_idea(
    "adam-m-uncorrected", **AD, fails="adam-first-step",
    edits=(M_HAT, "m"),
    hint="m is not corrected (divide by 1 − beta1^t).",
)  # fmt: skip
wrong_idea(
    "adam-v-uncorrected", **AD, fails="adam-first-step",
    edits=(V_HAT, "v"),
    hint="v is not corrected (divide by 1 − beta2^t).",
)  # fmt: skip
wrong_idea(
    "adam-beta1-for-v", **AD, fails="adam-first-step",
    edits=(V_HAT, "v / (1 - self.beta1**self.t)"),
    hint="v was corrected with beta1. It has its own beta2.",
)  # fmt: skip
wrong_idea(
    "adam-t-late", **AD, fails="adam-first-step",
    edits=(("self.t += 1\n", "pass\n"),
           ("setattr(layer, name, getattr(layer, name) - move)",
            "setattr(layer, name, getattr(layer, name) - move)\n        self.t += 1")),
    hint="t was still 0 in the first step, so the correction divides by 0.",
)  # fmt: skip
wrong_idea(
    "adam-t-per-layer", **AD, fails="adam-first-step",
    edits=(("self.t += 1\n", "pass\n"),
           ('            for name in ("W", "b"):',
            '            self.t += 1\n            for name in ("W", "b"):')),
    hint="t was counted up for each layer. It counts steps: once for all layers.",
)  # fmt: skip
wrong_idea(
    "adam-t-per-parameter", **AD, fails="adam-first-step",
    edits=(("self.t += 1\n", "pass\n"),
           ("grad, key = ", "self.t += 1\n                grad, key = ")),
    hint="t was counted up for each parameter. It counts steps: once for all of them.",
)  # fmt: skip
wrong_idea(
    "adam-t-starts-at-one", **AD, fails="adam-first-step",
    edits=("self.t = 0", "self.t = 1"),
    hint="In the first step t was 2. Start at 0 and count up before you use it.",
)  # fmt: skip
wrong_idea(
    "adam-eps-in-root", **AD, fails="adam-first-step",
    edits=("(np.sqrt(v_hat) + self.eps)", "np.sqrt(v_hat + self.eps)"),
    hint="eps stands inside of the root. It is added to the root.",
)  # fmt: skip
wrong_idea(
    "adam-eps-hat", **AD, fails="adam-first-step",
    edits=(MOVE, "self.lr * m_hat / (np.sqrt(v_hat) + self.eps / np.sqrt(1 - "
           "self.beta2**self.t))"),
    hint="This is the short form with the correction in the learning rate; its eps has another "
    "size. Here eps is added to the root of the corrected v.",
)  # fmt: skip
wrong_idea(
    "adam-no-eps", **AD, fails="adam-first-step",
    edits=("(np.sqrt(v_hat) + self.eps)", "np.sqrt(v_hat)"),
    hint="eps is missing in the denominator, or a fixed tiny number stands there instead of it.",
)  # fmt: skip
wrong_idea(
    "adam-bias-never-updated", **AD, fails="adam-first-step",
    edits=('for name in ("W", "b")', 'for name in ("W",)'),
    hint="The biases are never updated.",
)  # fmt: skip
wrong_idea(
    "adam-weights-never-updated", **AD, fails="adam-first-step adam-skips",
    edits=('for name in ("W", "b")', 'for name in ("b",)'),
    hint="Only the biases are updated.",
)  # fmt: skip
wrong_idea(
    "adam-first-layer-only", **AD, fails="adam-first-step",
    edits=("enumerate(self.layers)", "enumerate(self.layers[:1])"),
    hint="Only the first layer is updated.",
)  # fmt: skip
wrong_idea(
    "adam-last-layer-only", **AD, fails="adam-first-step",
    edits=("enumerate(self.layers)", "enumerate(self.layers[-1:])"),
    hint="Only the last layer is updated.",
)  # fmt: skip
wrong_idea(
    "adam-betas-swapped", **AD, fails="adam-later-steps",
    edits=("self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps",
           "self.lr, self.beta1, self.beta2, self.eps = lr, beta2, beta1, eps"),
    hint="beta1 and beta2 are swapped. beta1 belongs to m.",
)  # fmt: skip
wrong_idea(
    "adam-betas-fixed", **AD, fails="adam-later-steps",
    edits=("self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps",
           "self.lr, self.beta1, self.beta2, self.eps = lr, 0.9, 0.999, eps"),
    hint="0.9 and 0.999 stand in the code. Use the arguments beta1 and beta2.",
)  # fmt: skip
wrong_idea(
    "adam-t-frozen", **AD, fails="adam-later-steps",
    edits=("self.t += 1\n", "self.t = 1\n"),
    hint="t stays 1 in every step. Count it up.",
)  # fmt: skip
wrong_idea(
    "adam-hat-stored", **AD, fails="adam-later-steps",
    edits=(MOVE, MOVE + "\n                self.m[key], self.v[key] = m_hat, v_hat"),
    hint="The corrected means were stored. Store m and v themselves; correct only for the step.",
)  # fmt: skip
wrong_idea(
    "adam-times-t", **AD, fails="adam-later-steps",
    edits=((M_HAT, "m / (1 - self.beta1 * self.t)"), (V_HAT, "v / abs(1 - self.beta2 * self.t)")),
    hint="beta was multiplied by t. It is beta to the power of t.",
)  # fmt: skip
wrong_idea(
    "adam-no-memory", **AD, fails="adam-later-steps",
    edits=((STORE, "pass"), ("self.t += 1\n", "self.t = 1\n")),
    hint="m and v are not kept from one step to the next.",
)  # fmt: skip
wrong_idea(
    "adam-m-not-kept", **AD, fails="adam-later-steps",
    edits=((STORE, "self.v[key] = v"), (M_HAT, "grad")),
    hint="The gradient itself was used in place of its running mean (this is RMSProp).",
)  # fmt: skip
wrong_idea(
    "adam-v-not-kept", **AD, fails="adam-later-steps",
    edits=(V_HAT, "grad**2"),
    hint="Only the latest gradient was squared. v is a running mean of all squares.",
)  # fmt: skip
wrong_idea(
    "adam-square-of-mean", **AD, fails="adam-later-steps",
    edits=(V_HAT, "m_hat**2"),
    hint="v was made from m. It is the running mean of the squared gradients.",
)  # fmt: skip
wrong_idea(
    "adam-maximum", **AD, fails="adam-later-steps",
    edits=(STORE, "self.m[key], self.v[key] = m, np.maximum(v, self.v.get(key, 0))\n"
           "                v = self.v[key]"),
    hint="v never gets smaller here (AMSGrad). In Adam it may.",
)  # fmt: skip
wrong_idea(
    "adam-sign", **AD, fails="adam-first-step adam-later-steps",
    edits=("getattr(layer, name) - move", "getattr(layer, name) + move"),
    hint="The step goes uphill. The move is subtracted.",
)  # fmt: skip
wrong_idea(
    "adam-no-root", **AD, fails="adam-first-step adam-later-steps",
    edits=("np.sqrt(v_hat)", "v_hat"),
    hint="The root of v is missing in the denominator.",
)  # fmt: skip
wrong_idea(
    "adam-lr-fixed", **AD, fails="adam-first-step adam-later-steps",
    edits=("self.lr * m_hat", "0.001 * m_hat"),
    hint="A fixed learning rate was used. Use the argument lr.",
)  # fmt: skip
wrong_idea(
    "adam-m-without-factor", **AD, fails="adam-first-step adam-later-steps",
    edits=(M_LINE, "self.beta1 * self.m.get(key, 0) + grad"),
    hint="(1 − beta1) is missing before the gradient in m.",
)  # fmt: skip
wrong_idea(
    "adam-no-filter", **AD, fails="adam-skips",
    edits=('[layer for layer in layers if hasattr(layer, "W")]', "list(layers)"),
    hint="Layers without weights, such as ReLU, are not skipped.",
)  # fmt: skip
wrong_idea(
    "adam-filter-asks-for-none", **AD, fails="adam-skips",
    edits=('if hasattr(layer, "W")', "if layer.W is not None"),
    hint="layer.W raises an error if there is no W. Ask with hasattr.",
)  # fmt: skip

# ---- get-accuracy ---------------------------------------------------------------------------

ACCURACY = """
class Times:
    def __init__(self, matrix):
        self.matrix = matrix

    def forward(self, x):
        return x @ self.matrix

    __call__ = forward

class Offset:
    def __init__(self, row):
        self.row = row

    def forward(self, x):
        return x + self.row

    __call__ = forward

layers = [Times(first), Offset(row), Times(second)]
[get_accuracy(layers, X[start:], Y[start:]) for start in range(4)]
"""


@check
def get_accuracy_values(student, rng):
    """The fraction of rows whose largest output stands at the true class."""
    n, wrong = int(rng.integers(11, 17)), int(rng.integers(2, 6))
    X, first, second = (rng.normal(size=s) for s in ((n, 6), (6, 5), (5, 4)))
    row = rng.normal(size=(1, 5))
    scores = (X @ first + row) @ second
    labels = np.argmax(scores, axis=1)
    labels[:wrong] = np.argmin(scores[:wrong], axis=1)
    labels[wrong] = np.argsort(scores[wrong])[1]
    inputs = dict(X=X, Y=np.eye(4)[labels], first=first, second=second, row=row)
    got, right = student.run(ACCURACY, **inputs), np.arange(n) > wrong
    try:
        for start, accuracy in enumerate(got):
            expect(accuracy, np.mean(right[start:]), "get_accuracy(layers, X, Y)")
    except Failure as failure:
        failure.got = got  # one fraction alone may come from several mistakes
        raise


RIGHT_ROWS = "np.mean(X.argmax(axis=1) == Y.argmax(axis=1))"
for _name, _new, _hint in (
    ("count", "np.sum(X.argmax(axis=1) == Y.argmax(axis=1))",
     "This is the number of right rows. Divide it by the number of rows."),
    ("percent", "100 * np.mean(X.argmax(axis=1) == Y.argmax(axis=1))",
     "This is a percentage. Return a fraction between 0 and 1."),
    ("errors", "np.mean(X.argmax(axis=1) != Y.argmax(axis=1))",
     "This is the fraction of wrong rows."),
    ("axis", "np.mean(X.argmax(axis=0) == Y.argmax(axis=0))",
     "argmax was taken over the batch (axis 0). Take it for each row: axis 1."),
    ("cells", "np.mean((X == X.max(axis=1, keepdims=True)) == Y)",
     "All n·k cells of the tables were compared. Compare one class for each row."),
    ("smallest", "np.mean(X.argmin(axis=1) == Y.argmax(axis=1))",
     "You took the smallest output. The guess is the largest."),
    ("labels", "np.mean(X.argmax(axis=1)[:, None] == Y)",
     "Class numbers were compared with the one-hot table. Take argmax of Y too."),
    ("rounded", "np.round(np.mean(X.argmax(axis=1) == Y.argmax(axis=1)), 1)",
     "The result was rounded."),
    ("ten-classes", "np.sum(X.argmax(axis=1) == Y.argmax(axis=1)) / Y.size",
     "The count was divided by n·k. Divide by the number of rows n."),
):  # fmt: skip
    wrong_idea(
        f"accuracy-{_name}", answer="get-accuracy", fails="get-accuracy-values",
        edits=(RIGHT_ROWS, _new), hint=_hint,
    )  # fmt: skip

# ---- train ----------------------------------------------------------------------------------

TRAIN = """
LOG = dict(ids=[], labels=[], told=[], sizes=[], order=[], adams=0, steps=0)
MADE, KEEP, TRAINED = [0], [], []

class Watch:
    def __call__(self, *args):
        return self.forward(*args)

def passed(kind, given, shape):
    # An array that says in every cell where it came from.
    LOG["order"].append([kind, origin(given)])
    MADE.append(kind)
    return np.full(shape, (len(MADE) - 1) / 1024)

def origin(array):
    number = float(np.ravel(array)[0]) * 1024
    near = int(round(number))
    return MADE[near] if abs(number - near) < 1e-3 and 0 < near < len(MADE) else 0

def seen(layer, x):
    LOG["ids"].append(np.round(np.array(x)[:, 0] * len(X)).astype(int))
    LOG["sizes"].append(len(x))
    TRAINED.append(layer)

class Linear(Watch):
    def __init__(self, input_dim, output_dim, *_, **__):
        self.W, self.b = np.full((input_dim, output_dim), 0.01), np.zeros((1, output_dim))
        self.dW, self.db = np.zeros(self.W.shape), np.zeros(self.b.shape)
        self.place = 1 if input_dim == 784 else 3 if output_dim == 10 else 0
        KEEP.append((self, self.W.copy()))

    def forward(self, x):
        if np.shape(x)[1] != self.W.shape[0]:
            raise ValueError(f"shapes {np.shape(x)} and {self.W.shape} do not fit")
        self.x = x
        given = 0 if self.place == 1 else x
        return passed(self.place, given, (len(x), self.W.shape[1]))

    def backward(self, g):
        if np.shape(g) != (len(self.x), self.W.shape[1]):
            raise ValueError(f"a gradient of shape {np.shape(g)} does not fit")
        if self.place == 1:
            seen(self, self.x)
        if self.place == 3:
            LOG["labels"].append(LOG["y"] if origin(g) == 5 else np.argmin(g, axis=1))
        self.dW, self.db = np.full(self.W.shape, 0.5), np.full(self.b.shape, 0.5)
        return passed(9 - self.place if self.place else 0, g, np.shape(self.x))

class ReLU(Watch):
    def forward(self, x):
        return passed(2, x, np.shape(x))

    def backward(self, g):
        return passed(7, g, np.shape(g))

class SoftmaxCrossEntropy(Watch):
    def forward(self, logits, y_true):
        self.probs = passed(4, logits, np.shape(logits))
        LOG["given"] = np.argmax(y_true, axis=1)
        return losses[len(MADE) % len(losses)]

    def backward(self, y_true=None):
        LOG["y"] = LOG["given"] if y_true is None else np.argmax(y_true, axis=1)
        LOG["told"].append(LOG["given"])
        return passed(5, 0, np.shape(self.probs))

class Adam:
    def __init__(self, layers, *_, **__):
        LOG["adams"] += 1
        self.layers = [layer for layer in layers if hasattr(layer, "W")]

    def step(self):
        LOG["steps"] += 1
        for layer in self.layers:
            layer.W = layer.W - 0.5

def with_stand_ins():
    student.update(Linear=Linear, ReLU=ReLU, SoftmaxCrossEntropy=SoftmaxCrossEntropy, Adam=Adam,
                   get_accuracy=lambda *_, **__: losses[0])
    return train(X.copy(), Y.copy(), X_test, Y_test, epochs=epochs, batch_size=batch_size)

def with_own(own):
    class Own(own["Linear"]):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            KEEP.append((self, np.array(self.W)))

        def forward(self, x):
            self._seen = x
            return super().forward(x)

        def backward(self, g):
            if np.shape(self._seen)[1] == 784:
                seen(self, self._seen)
            if np.shape(g)[1] == 10:
                LOG["labels"].append(np.argmin(g, axis=1))
            return super().backward(g)

    student.update(own, Linear=Own)
    LOG.update(ids=[], labels=[], told=[], sizes=[], order=[], adams=0, steps=0)
    KEEP.clear(), TRAINED.clear()
    return train(X.copy(), Y.copy(), X_test, Y_test, epochs=epochs, batch_size=batch_size)

NAMES = ("Linear", "ReLU", "SoftmaxCrossEntropy", "Adam", "get_accuracy")
own = {name: student[name] for name in NAMES if name in student}
try:
    result = with_stand_ins()
except NotImplementedError:
    raise
except Exception as error:
    try:
        result = with_own(own)
    except Exception:
        raise error

def lengths(history):
    if isinstance(history, dict):
        return [len(v) if np.ndim(v) else -1 for v in history.values()], len(history)
    return ([len(history)], -1) if hasattr(history, "__len__") else ([], -1)

pair = isinstance(result, (tuple, list)) and len(result) == 2
moved = [bool(np.any(np.array(layer.W) != W)) for layer, W in KEEP]
kind = [isinstance(result, tuple), len(result) if hasattr(result, "__len__") else -1]
nets = {id(layer) for layer in TRAINED}

def holds_trained(layers):
    return hasattr(layers, "__len__") and any(id(layer) in nets for layer in layers)

{key: LOG[key] for key in ("ids", "labels", "told", "sizes", "order", "adams", "steps")} | dict(
    kind=kind, nets=len(nets), moved=any(moved), pair=pair,
    returned=[bool(holds_trained(part)) for part in result] if pair else [],
    lengths=lengths(result[1]) if pair else None)
"""
# Places on the way forward 1–4 (Linear, ReLU, Linear, loss) and back 5–8: each array comes from
# the place before. 0 is what the stand-ins do not know.
FORWARD_PLACES, BACKWARD_PLACES = (2, 3, 4), (6, 7, 8)


def _watched_training(student, rng, n, epochs, batch_size):
    X = rng.random((n, 784))
    X[:, 0] = np.arange(n) / n
    labels = np.concatenate([np.arange(10), rng.integers(0, 10, n - 10)])
    inputs = dict(X=X, Y=np.eye(10)[labels], X_test=X[:7] ** 2, Y_test=np.eye(10)[labels[:7]])
    inputs["losses"] = rng.uniform(0.2, 0.9, 5).tolist()
    log = student.run(TRAIN, seconds=60, epochs=epochs, batch_size=batch_size, **inputs)
    return log, labels


@check
def train_batches(student, rng):
    """Each epoch uses every sample once, with its own label, the last smaller batch included."""
    n, epochs, size = 23, 2, 8
    log, labels = _watched_training(student, rng, n, epochs, size)
    what = "train(X, Y, X_test, Y_test, epochs=2, batch_size=8) with 23 samples"
    require(log["ids"], what, "never calls backward on a Linear(784, ...) layer.")
    _every_sample_once(np.concatenate(log["ids"]), n, epochs, what)
    batches = len(log["sizes"])
    require(max(log["sizes"]) <= size, what, "uses batches larger than batch_size.", got=batches)
    require(log["nets"] == 1, what, "makes a new network along the way.", got=log["nets"])
    _through_all_layers(log["order"], what)
    require(log["moved"], what, "never changes the weights: is step() called?", got=log["steps"])
    _labels_belong(log, labels, what)
    problem = "makes more than one Adam: a new one has lost its running means."
    require(log["adams"] <= 1, what, problem, got=log["adams"])
    problem = "does not call step() exactly once for each batch."
    require(log["steps"] in (0, batches), what, problem, got=[log["steps"], batches])


def _every_sample_once(ids, n, epochs, what):
    times = np.sort(np.bincount(np.clip(ids, 0, n - 1), minlength=n))
    problem = "does not use every sample exactly once in each epoch."
    whole = len(ids) == n * epochs
    once = whole and (np.sort(ids.reshape(epochs, n), axis=1) == np.arange(n)).all()
    require(once, what, problem, got=times)


def _through_all_layers(order, what):
    strange = sorted({(place, source) for place, source in order if source not in (0, place - 1)})
    for places, problem in (
        (FORWARD_PLACES, "does not send each batch through Linear, ReLU, Linear to the loss."),
        (BACKWARD_PLACES, "does not send the gradient back through Linear, ReLU and Linear."),
    ):
        here = [pair for pair in strange if pair[0] in places]
        require(not here, what, problem, got=here)


def _labels_belong(log, labels, what):
    ids = np.concatenate(log["ids"])
    for given in (log["labels"], log["told"]):
        given = np.concatenate(given) if given else labels[ids]
        ok = given.shape == ids.shape and (given == labels[ids]).all()
        problem = "trains samples with labels of other samples."
        require(ok, what, problem, got=None if ok else float(given.shape == ids.shape))


@check
def train_history(student, rng):
    """train returns (layers, history); history has one entry for each epoch."""
    epochs = int(rng.integers(3, 5))
    log, _ = _watched_training(student, rng, n=23, epochs=epochs, batch_size=4)
    what = f"train(X, Y, X_test, Y_test, epochs={epochs}, batch_size=4)"
    require(log["pair"], what, "does not return the pair (layers, history).", log["kind"])
    problem = "returns something else first than the list of layers it trained."
    require(log["returned"][0], what, problem, got=[int(found) for found in log["returned"]])
    lengths, keys = log["lengths"]
    lists = [length for length in lengths if length > 0]
    one_each = (bool(lists) and set(lists) == {epochs}) or keys == epochs
    problem = "returns a history that has not one entry for each epoch."
    require(one_each, what, problem, got=np.array([max(lists, default=0), keys]))


TR = dict(answer="train", fails="train-batches")
LOOP = "for start in range(0, n, batch_size):"
OUT, SECOND_Y = "out = X_train[batch]", "grad = loss_fn.backward(Y_train[batch])"
STEP = "            optimizer.step()\n"

wrong_idea(
    "train-last-batch-dropped", **TR,
    edits=(LOOP, "for start in range(0, n // batch_size * batch_size, batch_size):"),
    hint="The last, smaller batch is left out.",
)  # fmt: skip
wrong_idea(
    "train-one-batch-only", **TR,
    edits=(LOOP, "for start in range(0, min(n, batch_size), batch_size):"),
    hint="Only the first batch of each epoch is used.",
)  # fmt: skip
wrong_idea(
    "train-batches-overlap", **TR,
    edits=(LOOP, "for start in range(0, n):"),
    hint="The batches overlap. Each one begins where the one before ended: steps of batch_size.",
)  # fmt: skip
wrong_idea(
    "train-batch-too-short", **TR,
    edits=("order[start : start + batch_size]", "order[start : start + batch_size - 1]"),
    hint="One sample is lost in each batch: the end of a slice is not included.",
)  # fmt: skip
wrong_idea(
    "train-with-replacement", **TR,
    edits=("np.random.permutation(n)", "np.random.randint(0, n, n)"),
    hint="Samples were drawn at random, some twice and some never. Use a permutation.",
)  # fmt: skip
wrong_idea(
    "train-full-batch", **TR,
    edits=((LOOP, "for start in (0,):"), ("order[start : start + batch_size]", "order[start:]")),
    hint="All samples form one batch. batch_size is not used.",
)  # fmt: skip
wrong_idea(
    "train-labels-not-shuffled", **TR,
    edits=(OUT, "out = X_train[batch]\n            batch = np.arange(n)[start : start + batch_size]"
           ),
    hint="X was shuffled, Y was not. Use the same order for both.",
)  # fmt: skip
wrong_idea(
    "train-one-epoch-less", **TR,
    edits=("            batch = order[start : start + batch_size]",
           "            batch = order[start : start + batch_size]\n"
           "            if epoch == epochs - 1:\n                continue"),
    hint="The last epoch is not trained.",
)  # fmt: skip
wrong_idea(
    "train-new-network-each-epoch", **TR,
    edits=("        losses = []\n",
           "        losses, layers = [], [Linear(784, 128), ReLU(), Linear(128, 10)]\n"
           "        optimizer = Adam(layers)\n"),
    hint="Each epoch starts with a new network. Make it once, before the loop.",
)  # fmt: skip
wrong_idea(
    "train-new-adam-each-batch", **TR,
    edits=(STEP, "            Adam(layers).step()\n"),
    hint="A new Adam is made for each batch, so its running means are lost.",
)  # fmt: skip
wrong_idea(
    "train-never-steps", **TR,
    edits=(STEP, ""),
    hint="step() is never called, so no weight changes.",
)  # fmt: skip
wrong_idea(
    "train-step-per-epoch", **TR,
    edits=(STEP, "        optimizer.step()\n"),
    hint="step() is called once for each epoch. It belongs into the loop over the batches.",
)  # fmt: skip
wrong_idea(
    "train-step-per-layer", **TR,
    edits=(STEP, "                optimizer.step()\n"),
    hint="step() is called after each layer. Call it once, when all layers have their gradients.",
)  # fmt: skip
wrong_idea(
    "train-no-relu", **TR,
    edits=("[Linear(784, 128), ReLU(), Linear(128, 10)]", "[Linear(784, 128), Linear(128, 10)]"),
    hint="The ReLU between the two linear layers is missing.",
)  # fmt: skip
wrong_idea(
    "train-relu-at-the-end", **TR,
    edits=("[Linear(784, 128), ReLU(), Linear(128, 10)]",
           "[Linear(784, 128), ReLU(), Linear(128, 10), ReLU()]"),
    hint="A ReLU stands after the last layer. The loss wants the logits themselves.",
)  # fmt: skip
wrong_idea(
    "train-backward-without-relu", **TR,
    edits=("for layer in reversed(layers):", "for layer in (layers[2], layers[0]):"),
    hint="The gradient did not go back through ReLU. Then its derivative is taken as 1.",
)  # fmt: skip
wrong_idea(
    "train-on-test-data", **TR,
    edits=("history, n = [], len(X_train)",
           "X_train, Y_train = X_test, Y_test\n    history, n = [], len(X_train)"),
    hint="The network is trained on the test data.",
)  # fmt: skip
wrong_idea(
    "train-test-data-too", **TR,
    edits=("history, n = [], len(X_train)",
           "X_train = np.concatenate([X_train, X_test])\n"
           "    Y_train = np.concatenate([Y_train, Y_test])\n    history, n = [], len(X_train)"),
    hint="The test data are mixed into the training data.",
)  # fmt: skip

HI = dict(answer="train", fails="train-history")
RETURN = "return layers, history"
wrong_idea(
    "history-missing", **HI, edits=(RETURN, "return layers"),
    hint="Only the layers are returned. Return layers and history.",
)  # fmt: skip
wrong_idea(
    "history-only", **HI, edits=(RETURN, "return history"),
    hint="Only the history is returned. Return layers and history.",
)  # fmt: skip
wrong_idea(
    "history-swapped", **HI, edits=(RETURN, "return history, layers"),
    hint="The two results are swapped. Return layers first, then history.",
)  # fmt: skip
wrong_idea(
    "history-last-epoch", **HI, edits=(RETURN, "return layers, history[-1:]"),
    hint="Only the last epoch is in the history.",
)  # fmt: skip
wrong_idea(
    "history-per-batch", **HI,
    edits=((STEP, STEP + '            history.append({"loss": losses[-1]})\n'),
           ('history.append({"loss": np.mean(losses), "test_accuracy": accuracy})', "pass")),
    hint="There is an entry for each batch. Make one for each epoch.",
)  # fmt: skip
wrong_idea(
    "history-batch-losses", **HI, edits=(RETURN, "return layers, losses"),
    hint="The batch losses of the last epoch were returned as history.",
)  # fmt: skip
wrong_idea(
    "history-empty", **HI,
    edits=('history.append({"loss": np.mean(losses), "test_accuracy": accuracy})', "pass"),
    hint="Nothing is written into the history.",
)  # fmt: skip
wrong_idea(
    "history-with-start", **HI,
    edits=("history, n = [], len(X_train)", 'history, n = [{"loss": 2.3}], len(X_train)'),
    hint="There is one entry too many: one from before the training.",
)  # fmt: skip

# ---- compact --------------------------------------------------------------------------------

COMPACT = """
NAMES = ("W1", "b1", "W2", "b2")

def network(lr=0.5):
    d, h = parameters["W1"].shape
    net = NeuralNetwork(input_size=d, hidden_size=h, output_size=parameters["W2"].shape[1], lr=lr)
    for name in NAMES:
        setattr(net, name, parameters[name].reshape(np.shape(getattr(net, name))).copy())
    return net

def values(net):
    return {name: np.array(getattr(net, name)) for name in NAMES}
"""


def _compact_inputs(rng, n=6, d=5, h=4, k=3, biases=True):
    W1, W2 = rng.normal(size=(d, h)), 0.4 * rng.normal(size=(h, k))
    b1, b2 = biases * rng.normal(size=h), biases * 0.5 * rng.normal(size=k)
    return rng.normal(size=(n, d)), dict(W1=W1, b1=b1, W2=W2, b2=b2)


def _compact_forward(X, p):
    hidden = np.maximum(X @ p["W1"] + p["b1"], 0)
    return hidden, softmax(hidden @ p["W2"] + p["b2"])


@check
def compact_forward(student, rng):
    """forward(X) gives softmax(max(0, X·W1 + b1)·W2 + b2), one row of probabilities per sample."""
    X, p = _compact_inputs(rng)
    got = student.run(COMPACT + "network().forward(X)", X=X, parameters=p)
    expect(got, _compact_forward(X, p)[1], "NeuralNetwork.forward(X)")


BACKWARD = (
    COMPACT
    + """
net = network(lr)
net.forward(X)
loss = net.backward(X, y, probs.copy())
both, step = network(lr), network(lr)
both.backward(X, y, both.forward(X))
step.train_step(X, y)
(loss, values(net), values(both), values(step))
"""
)


@check
def compact_backward(student, rng):
    """backward returns the mean loss of probs and moves W1, b1, W2, b2 by −lr times the gradient.

    Biases are zero, so that a wrong forward costs only its own points.
    """
    X, p = _compact_inputs(rng, biases=False)
    hidden, probs = _compact_forward(X, p)
    y, lr = rng.permutation(np.arange(6) % 3), 0.25
    inputs = dict(X=X, y=y, parameters=p, probs=probs, lr=lr)
    loss, after, both, step = student.run(BACKWARD, **inputs)
    for name, want in _compact_gradients(X, y, p, hidden, probs).items():
        what = f"(before − after)/lr of {name} in backward"
        got = (p[name] - _shaped(after[name], p[name].shape, what)) / lr
        expect(got, want, what)
    what = "the loss that backward returns"
    require(loss is not None, what, "is missing: backward returns nothing.", got=0.0)
    expect(loss, -np.mean(np.log(probs[np.arange(6), y])), what)
    for name in p:
        what = f"{name} after train_step, against forward and backward"
        expect(
            _shaped(step[name], p[name].shape, what), _shaped(both[name], p[name].shape, what), what
        )


def _compact_gradients(X, y, p, hidden, probs):
    dZ2 = (probs - np.eye(3)[y]) / len(y)
    dZ1 = (dZ2 @ p["W2"].T) * (hidden > 0)
    return dict(W2=hidden.T @ dZ2, b2=dZ2.sum(axis=0), W1=X.T @ dZ1, b1=dZ1.sum(axis=0))


def _shaped(got, shape, what):
    got = numbers(got, what)
    if got.size != int(np.prod(shape)) or got.shape[-1:] != shape[-1:]:
        raise Failure("shape", what, got=got, want_shape=shape, got_shape=got.shape)
    if not np.isfinite(got).all():
        raise Failure("not-finite", what, got=got)
    return got.reshape(shape)


PREDICT = (
    COMPACT
    + """
import contextlib

net = network()
own = net.forward

def replay(X, *_, **__):
    with contextlib.suppress(Exception):
        own(X)  # whatever it keeps, predict may read
    return probs[[int(np.argmin(np.abs(first - x[0]))) for x in X]]

with contextlib.suppress(Exception):
    net.forward = replay
net.predict(X)
"""
)


@check
def compact_predict(student, rng):
    """predict(X) gives the most probable class of each row as a label."""
    want = []
    while len(set(want)) < 3:  # every class is the right answer somewhere
        X, p = _compact_inputs(rng, n=9, biases=False)
        probs = _compact_forward(X, p)[1]
        want = np.argmax(probs, axis=1).tolist()
    got = student.run(PREDICT, X=X, parameters=p, probs=probs, first=X[:, 0])
    got = numbers(got, "NeuralNetwork.predict(X)")
    expect(got.reshape(-1) if got.shape == (9, 1) else got, want, "NeuralNetwork.predict(X)")


CF = dict(answer="compact", fails="compact-forward")
wrong_idea(
    "compact-no-b1", **CF, edits=("X @ self.W1 + self.b1", "X @ self.W1"),
    hint="b1 is not added.",
)  # fmt: skip
wrong_idea(
    "compact-no-b2", **CF, edits=("self.A1 @ self.W2 + self.b2", "self.A1 @ self.W2"),
    hint="b2 is not added.",
)  # fmt: skip
wrong_idea(
    "compact-softmax-axis", **CF,
    edits=(("exps.sum(axis=1, keepdims=True)", "exps.sum(axis=0, keepdims=True)"),
           ("Z2.max(axis=1, keepdims=True)", "Z2.max(axis=0, keepdims=True)")),
    hint="Softmax was taken over the batch (axis 0). Each row is one sample: axis 1.",
)  # fmt: skip
wrong_idea(
    "compact-softmax-whole", **CF,
    edits=("exps.sum(axis=1, keepdims=True)", "exps.sum()"),
    hint="The exponentials were divided by the sum of the whole batch, not of each row.",
)  # fmt: skip
wrong_idea(
    "compact-returns-logits", **CF,
    edits=("return exps / exps.sum(axis=1, keepdims=True)", "return Z2"),
    hint="forward returned the logits. Softmax is missing.",
)  # fmt: skip
wrong_idea(
    "compact-returns-log", **CF,
    edits=("return exps / exps.sum(axis=1, keepdims=True)",
           "return np.log(exps / exps.sum(axis=1, keepdims=True))"),
    hint="forward returned logarithms of the probabilities.",
)  # fmt: skip
wrong_idea(
    "compact-sigmoid", **CF,
    edits=("return exps / exps.sum(axis=1, keepdims=True)", "return 1 / (1 + np.exp(-Z2))"),
    hint="The output is a sigmoid. For one of ten classes, use softmax.",
)  # fmt: skip
CB = dict(answer="compact", fails="compact-backward")
DZ1, DW2, DB2 = ("(dZ2 @ self.W2.T) * (self.Z1 > 0)", "dW2 = self.A1.T @ dZ2",
                 "db2 = dZ2.sum(axis=0, keepdims=True)")  # fmt: skip
DB1, LOSS_OF = (
    "db1 = dZ1.sum(axis=0, keepdims=True)",
    ("-np.mean(np.log(probs[np.arange(n), y] + 1e-12))"),
)
B1_UPDATE, B2_UPDATE = "self.b1 = self.b1 - self.lr * db1", "self.b2 = self.b2 - self.lr * db2"
W1_UPDATE, W2_UPDATE = "self.W1 = self.W1 - self.lr * dW1", "self.W2 = self.W2 - self.lr * dW2"
wrong_idea(
    "compact-no-relu-derivative", **CB, edits=(DZ1, "dZ2 @ self.W2.T"),
    hint="The derivative of ReLU was taken as 1 everywhere. It is 0 where Z1 was negative.",
)  # fmt: skip
wrong_idea(
    "compact-mask-from-gradient", **CB, edits=(DZ1, "np.maximum(dZ2 @ self.W2.T, 0)"),
    hint="ReLU was applied to the gradient. The mask comes from Z1.",
)  # fmt: skip
wrong_idea(
    "compact-w2-first", **CB,
    edits=((DB2, DB2 + "\n        " + W2_UPDATE),
           ("        " + W2_UPDATE + "\n        " + B2_UPDATE, "        " + B2_UPDATE)),
    hint="W2 was updated before dZ1 was computed. Compute all gradients first, then update.",
)  # fmt: skip
wrong_idea(
    "compact-biases-never-updated", **CB, edits=((B1_UPDATE, "pass"), (B2_UPDATE, "pass")),
    hint="The biases are never updated. The accuracy hardly shows it.",
)  # fmt: skip
wrong_idea(
    "compact-b1-never-updated", **CB, edits=(B1_UPDATE, "pass"),
    hint="b1 is never updated.",
)  # fmt: skip
wrong_idea(
    "compact-first-layer-frozen", **CB, edits=((B1_UPDATE, "pass"), (W1_UPDATE, "pass")),
    hint="The first layer is never updated.",
)  # fmt: skip
wrong_idea(
    "compact-without-n", **CB, edits=("dZ2 /= n", "pass"),
    hint="1/n is missing in the gradient. (Adam would hide it; here the steps are n times too "
    "large.)",
)  # fmt: skip
wrong_idea(
    "compact-n-twice", **CB, edits=(DW2, "dW2 = self.A1.T @ dZ2 / n"),
    hint="dW2 was divided by n twice.",
)  # fmt: skip
wrong_idea(
    "compact-bias-mean", **CB,
    edits=((DB2, "db2 = dZ2.mean(axis=0, keepdims=True)"),
           (DB1, "db1 = dZ1.mean(axis=0, keepdims=True)")),
    hint="The bias gradients are means. 1/n is in dZ2 already, so take the sum over the rows.",
)  # fmt: skip
wrong_idea(
    "compact-bias-total", **CB, edits=(DB2, "db2 = dZ2.sum()"),
    hint="db2 became one single number. Each class has its own.",
)  # fmt: skip
wrong_idea(
    "compact-uphill", **CB, edits=("dZ2[np.arange(n), y] -= 1", "dZ2[np.arange(n), y] += 1"),
    hint="1 was added at the true class. It is probs − one-hot: subtract it.",
)  # fmt: skip
wrong_idea(
    "compact-no-target", **CB, edits=("dZ2[np.arange(n), y] -= 1", "pass"),
    hint="The true class is not subtracted from the probabilities.",
)  # fmt: skip
wrong_idea(
    "compact-whole-columns", **CB, edits=("dZ2[np.arange(n), y] -= 1", "dZ2[:, y] -= 1"),
    hint="dZ2[:, y] means whole columns. Pick one entry in each row: [np.arange(n), y].",
)  # fmt: skip
wrong_idea(
    "compact-sign-of-update", **CB,
    edits=((W1_UPDATE, "self.W1 = self.W1 + self.lr * dW1"),
           (W2_UPDATE, "self.W2 = self.W2 + self.lr * dW2")),
    hint="The weights move uphill. Subtract lr times the gradient.",
)  # fmt: skip
wrong_idea(
    "compact-lr-ignored", **CB, edits=(W1_UPDATE, "self.W1 = self.W1 - dW1"),
    hint="W1 moves by the whole gradient. Multiply by the learning rate.",
)  # fmt: skip
wrong_idea(
    "compact-lr-fixed", **CB,
    edits=((W1_UPDATE, "self.W1 = self.W1 - 0.01 * dW1"), (B1_UPDATE, "self.b1 = self.b1 - 0.01 * db1"),
           (W2_UPDATE, "self.W2 = self.W2 - 0.01 * dW2"), (B2_UPDATE, "self.b2 = self.b2 - 0.01 * db2")),
    hint="0.01 stands in the code. Use the lr that the network was made with.",
)  # fmt: skip
wrong_idea(
    "compact-z1-in-dw2", **CB, edits=(DW2, "dW2 = self.Z1.T @ dZ2"),
    hint="dW2 was made from Z1. The second layer's input is A1, after ReLU.",
)  # fmt: skip
wrong_idea(
    "compact-loss-sum", **CB, edits=(LOSS_OF, "-np.sum(np.log(probs[np.arange(n), y] + 1e-12))"),
    hint="The loss was added up over the batch. Return the mean.",
)  # fmt: skip
wrong_idea(
    "compact-loss-no-minus", **CB,
    edits=(LOSS_OF, "np.mean(np.log(probs[np.arange(n), y] + 1e-12))"),
    hint="The loss is negative: the minus is missing.",
)  # fmt: skip
wrong_idea(
    "compact-loss-after-change", **CB,
    edits=(("dZ2 = probs.copy()", "dZ2 = probs"),
           ("        return loss\n",
            "        return -np.mean(np.log(np.abs(probs[np.arange(n), y]) + 1e-12))\n")),
    hint="The loss was computed from probabilities that had been changed in between.",
)  # fmt: skip
wrong_idea(
    "compact-no-loss", **CB, edits=("        return loss\n", ""),
    hint="backward returns nothing. Return the loss.",
)  # fmt: skip
wrong_idea(
    "compact-step-without-update", **CB,
    edits=("return self.backward(X, y, self.forward(X))",
           "return -np.mean(np.log(self.forward(X)[np.arange(len(y)), y]))"),
    hint="train_step does not call backward, so nothing is updated.",
)  # fmt: skip
wrong_idea(
    "compact-step-twice", **CB,
    edits=("return self.backward(X, y, self.forward(X))",
           "self.backward(X, y, self.forward(X))\n"
           "        return self.backward(X, y, self.forward(X))"),
    hint="train_step updates twice.",
)  # fmt: skip
CP = dict(answer="compact", fails="compact-predict")
PREDICTION = "self.forward(X).argmax(axis=1)"
for _name, _new, _hint in (
    ("axis", "self.forward(X).argmax(axis=0)",
     "argmax was taken over the batch (axis 0). Take it for each row: axis 1."),
    ("probability", "self.forward(X).max(axis=1)",
     "predict returned the largest probability. Return its place: argmax."),
    ("probs", "self.forward(X)", "predict returned probabilities. Return one label for each row."),
    ("one-hot", "np.eye(len(self.forward(X)[0]))[self.forward(X).argmax(axis=1)]",
     "predict returned one-hot rows. Return labels."),
    ("smallest", "self.forward(X).argmin(axis=1)", "The least probable class was taken."),
    ("from-one", "self.forward(X).argmax(axis=1) + 1", "The labels start at 1. They start at 0."),
):  # fmt: skip
    wrong_idea(f"predict-{_name}", **CP, edits=(PREDICTION, _new), hint=_hint)

# ---- find-the-bug ---------------------------------------------------------------------------

INIT = """
found = fixed_init(input_size=d, hidden_size=h, output_size=k)
count = len(found) if isinstance(found, (tuple, list)) else 0
count, [np.array(value) for value in found] if count == 4 else []
"""


@check
def find_the_bug_init(student, rng):
    """W0 and W1 have mean 0 and the He, LeCun or Xavier spread of their own sizes; biases are 0."""
    d, h, k = (int(rng.integers(*ends)) for ends in ((600, 800), (80, 100), (15, 25)))
    count, got = student.run(INIT, d=d, h=h, k=k)
    require(count == 4, "fixed_init()", "does not return the four arrays W0, b0, W1, b1.", count)
    for name, weights, n_in, n_out in (("W0", got[0], d, h), ("W1", got[2], h, k)):
        what = f"{name} of fixed_init"
        _usual_spread(numbers(weights, what), n_in, n_out, what)
    for name, bias, size in (("b0", got[1], h), ("b1", got[3], k)):
        expect(bias, np.zeros(size), f"{name} of fixed_init", bias=True)


def _usual_spread(weights, n_in, n_out, what):
    if weights.shape != (n_in, n_out):
        shapes = dict(want_shape=(n_in, n_out), got_shape=weights.shape)
        raise Failure("shape", what, got=weights, **shapes)
    usual = np.sqrt([2 / n_in, 1 / n_in, 2 / (n_in + n_out)])
    weights = weights.astype(float)
    std, mean = float(np.std(weights)), float(np.mean(weights))
    facts = dict(got=[std / usual[0], mean / usual[0]], tolerance=0.06)
    require(std < 1.12 * usual.max(), what, "has a standard deviation that is too large.", **facts)
    require(std > 0.88 * usual.min(), what, "has a standard deviation that is too small.", **facts)
    require(abs(mean) < 0.2 * std, what, "has a mean that is not 0.", **facts)


FB = dict(answer="find-the-bug", fails="find-the-bug-init")
RANDOM0, FIX0 = "np.random.randn(input_size, hidden_size) ", "* np.sqrt(2 / input_size)"
RANDOM1, FIX1 = "np.random.randn(hidden_size, output_size) ", "* np.sqrt(2 / hidden_size)"
for _name, _first, _second, _hint in (
    ("unchanged", "/ np.sqrt(2 / input_size)", "/ np.sqrt(2 / hidden_size)",
     "The weights are still divided by √(2/n)."),
    ("first-only", FIX0, "/ np.sqrt(2 / hidden_size)", "Only W0 is repaired. W1 has the same bug."),
    ("variance", "* (2 / input_size)", "* (2 / hidden_size)",
     "2/n is the variance. The standard deviation is its square root."),
    ("unscaled", "", "", "The factor was removed. Weights of size 1 are still too large for 784 "
     "inputs."),
    ("tiny", "* 0.01", "* 0.01", "0.01 ignores the sizes of the layers. Use a rule such as He's."),
    ("same-for-both", FIX0, "* np.sqrt(2 / input_size)",
     "W1 was scaled with the inputs of the first layer. Each layer uses its own."),
    ("fan-out", "* np.sqrt(2 / hidden_size)", "* np.sqrt(2 / output_size)",
     "The number of outputs was used. The spread follows the number of inputs."),
    ("divided-by-n", "/ input_size", "/ hidden_size",
     "The weights were divided by n. Divide by the square root of n (times √2 for He)."),
    ("zero", "* 0", "* 0", "All weights are 0. Then all hidden units stay equal for ever."),
    ("root-forgotten", "* np.sqrt(2) / input_size", "* np.sqrt(2) / hidden_size",
     "The root covers only the 2. It belongs over 2/n."),
):  # fmt: skip
    _edits = ((RANDOM0 + FIX0, RANDOM0 + _first), (RANDOM1 + FIX1, RANDOM1 + _second))
    wrong_idea(f"init-{_name}", **FB, edits=_edits[: 1 + (_second != FIX1)], hint=_hint)
wrong_idea(
    "init-positive", **FB,
    edits=((RANDOM0 + FIX0,
            "np.random.rand(input_size, hidden_size) * np.sqrt(24 / input_size)"),),
    hint="rand gives numbers between 0 and 1 only, so the mean is not 0.",
)  # fmt: skip
wrong_idea(
    "init-random-biases", **FB,
    edits=("b0 = np.zeros((1, hidden_size))", "b0 = np.random.randn(1, hidden_size)"),
    hint="The biases are random. Start them at 0.",
)  # fmt: skip

# ---- lab-run --------------------------------------------------------------------------------

LAB_RUN = """
import os, sys, threading, time

try:
    import resource
except ImportError:
    resource = None

FORBIDDEN = {"torch", "tensorflow", "jax", "keras", "sklearn", "scipy", "autograd", "cupy",
             "theano", "mxnet", "lightgbm", "xgboost"}

def package(frame):
    return str(frame.f_globals.get("__name__", "")).split(".")[0]

def look(thread, used, stop):
    while not stop.wait(0.02):
        frame = sys._current_frames().get(thread)
        while frame is not None:
            if package(frame) in FORBIDDEN:
                used.add(package(frame))
            frame = frame.f_back

def cpu():
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system

def peak():
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0
    return kilobytes / (2**20 if sys.platform != "darwin" else 2**30)

x_train = x_train.astype(np.float32) / np.float32(255)
y_train, x_test = y_train.astype(int), x_test.astype(np.float32)
used, stop = set(), threading.Event()
watcher = threading.Thread(target=look, args=(threading.get_ident(), used, stop), daemon=True)
loaded, cpu_before, peak_before = set(sys.modules), cpu(), peak()
watcher.start()
try:
    network = lab_run(x_train, y_train, seed)
    seconds = cpu() - cpu_before
    labels = np.array(network.predict(x_test))
finally:
    stop.set()
    watcher.join()
imported = {name.split(".")[0] for name in set(sys.modules) - loaded}
risen = peak() > peak_before
dict(labels=labels, seconds=seconds, gigabytes=peak() if risen else 0.0,
     forbidden=sorted(used | FORBIDDEN & imported))
"""
_latest = {"student": None, "outcome": None}


def _lab_run(student, rng):
    """What one graded training gave; it is run once for all five items of a submission."""
    owner = getattr(student, "namespace", student)
    if _latest["student"] is not owner:
        try:
            outcome = _train_once(student, rng)
        except Failure as failure:
            outcome = failure
        _latest.update(student=owner, outcome=outcome)
    if isinstance(_latest["outcome"], Failure):
        raise _latest["outcome"]
    return _latest["outcome"]


def _train_once(student, rng):
    images, answers = mnist("train")
    digits, truth = mnist("t10k")
    order = rng.permutation(len(truth))
    noise = rng.normal(scale=0.02, size=digits.shape)
    faint = np.clip(digits[order] / 255 + noise, 0, 1).astype(np.float16)  # half the message
    seed = int(rng.integers(2**31))
    names = rng.permutation(10).astype(np.uint8)
    inputs = dict(x_train=images, y_train=names[answers], x_test=faint, seed=seed)
    got = student.run(LAB_RUN, seconds=300, **inputs)
    labels = numbers(got["labels"], "lab_run(x_train, y_train, seed).predict(X)")
    if labels.size != len(truth):
        what, shape = "lab_run(x_train, y_train, seed).predict(X)", labels.shape
        raise Failure("shape", what, got=None, want_shape=(len(truth),), got_shape=shape)
    return dict(got, accuracy=float(np.mean(labels.reshape(-1) == names[truth[order]])))


def _band(student, rng, bound):
    accuracy = _lab_run(student, rng)["accuracy"]
    problem = f"reads {accuracy:.2%} of the noisy test digits; this band needs {bound:.0%}."
    require(accuracy >= bound, "The network of lab_run", problem)


@check(gate=True)
def lab_run_85(student, rng):
    """The network of lab_run reads at least 85 % of the noisy test digits."""
    _band(student, rng, 0.85)


@check(gate=True)
def lab_run_90(student, rng):
    """The network of lab_run reads at least 90 % of the noisy test digits."""
    _band(student, rng, 0.90)


@check(gate=True)
def lab_run_95(student, rng):
    """The network of lab_run reads at least 95 % of the noisy test digits."""
    _band(student, rng, 0.95)


@check(gate=True)
def lab_run_97(student, rng):
    """The network of lab_run reads at least 97 % of the noisy test digits."""
    _band(student, rng, 0.97)


@check(gate=True)
def lab_run_limits(student, rng):
    """lab_run reaches 30 % with at most 120 s of CPU time and 2 GB, and with NumPy alone."""
    run = _lab_run(student, rng)
    problem = "reads less than 30 % of the digits: it has not learned yet."
    require(run["accuracy"] >= 0.3, "The network of lab_run", problem)
    seconds, gigabytes = number(run["seconds"], "CPU time"), number(run["gigabytes"], "memory")
    packages = ", ".join(str(name) for name in run["forbidden"])
    require(not packages, "lab_run", f"used {packages}. Only NumPy is allowed.")
    require(seconds <= 120, "lab_run", f"used {seconds:.0f} s of CPU time; the limit is 120 s.")
    require(gigabytes <= 2, "lab_run", f"used {gigabytes:.1f} GB at its peak; the limit is 2 GB.")


LR = dict(answer="lab-run")
ALL_BANDS = "lab-run-85 lab-run-90 lab-run-95 lab-run-97"
NOTHING_LEARNED = f"{ALL_BANDS} lab-run-limits"
wrong_idea(
    "lab-untrained", **LR, fails=NOTHING_LEARNED,
    edits=("epochs = NeuralNetwork(784, 128, 10), 6", "epochs = NeuralNetwork(784, 128, 10), 0"),
    hint="The network is returned without training.",
)  # fmt: skip
wrong_idea(
    "lab-labels-mixed-up", **LR, fails=NOTHING_LEARNED,
    edits=(("y_train[batch])", "y_train[: len(batch)])"), ("NeuralNetwork(784, 128, 10), 6",
                                                          "NeuralNetwork(784, 128, 10), 1")),
    hint="The labels do not belong to the images of the batch.",
)  # fmt: skip
wrong_idea(
    "lab-stored-answers", **LR, fails=NOTHING_LEARNED,
    edits=("    return network\n",
           "    class Table:\n        known = {x.tobytes(): y for x, y in zip(x_train, y_train)}\n\n"
           "        def predict(self, X):\n"
           "            return np.array([self.known.get(x.tobytes(), 0) for x in X])\n\n"
           "    return Table()\n"),
    hint="Answers were looked up in a table. New, noisy digits are in no table.",
)  # fmt: skip
wrong_idea(
    "lab-one-epoch-small-rate", **LR, fails="lab-run-90 lab-run-95 lab-run-97",
    edits=(("NeuralNetwork(784, 128, 10), 6", "NeuralNetwork(784, 128, 10), 1"),
           ("network.lr = 0.3 * (1 - epoch / epochs)", "network.lr = 0.01")),
    hint="One epoch at learning rate 0.01 is too little.",
)  # fmt: skip
wrong_idea(
    "lab-rate-fades-too-early", **LR, fails="lab-run-97",
    edits=(("NeuralNetwork(784, 128, 10), 6", "NeuralNetwork(784, 128, 10), 5"),
           ("network.lr = 0.3 * (1 - epoch / epochs)", "network.lr = 0.1 * (1 - epoch / epochs)")),
    hint="The learning rate starts too small for so few epochs.",
)  # fmt: skip
wrong_idea(
    "lab-small-rate", **LR, fails="lab-run-95 lab-run-97",
    edits=("network.lr = 0.3 * (1 - epoch / epochs)", "network.lr = 0.01"),
    hint="The learning rate is small, so six epochs are not enough.",
)  # fmt: skip
wrong_idea(
    "lab-library", **LR, fails="lab-run-limits",
    edits=("    return network\n",
           "    from sklearn.linear_model import LogisticRegression\n\n"
           "    LogisticRegression(max_iter=40).fit(x_train[:3000], y_train[:3000])\n"
           "    return network\n"),
    hint="A library did the work. Only NumPy is allowed.",
)  # fmt: skip
