"""Plain data on the wire: numbers, short text, lists, dicts, arrays as raw bytes.

A value becomes a JSON tree plus one block of bytes. Never a pickle, never an
object: whatever is not plain data travels as a description of its type.
"""

import json
import struct

import numpy as np

INTEGERS = {f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)}
DTYPES = INTEGERS | {"bool", "float16", "float32", "float64"}
MAX_TEXT, MAX_NODES, MAX_DEPTH = 100_000, 200_000, 12
MAX_TREE, MAX_BLOB = 8 * 2**20, 64 * 2**20
LENGTHS = struct.Struct(">II")


class WireError(ValueError):
    """A message that is not well-formed plain data."""


class Refused:
    """Stands for a value that is not plain data; says what it was."""

    def __init__(self, description):
        self.description = str(description)[:80]

    def __repr__(self):
        return self.description


def pack(value):
    """One message: two lengths, the JSON tree, the arrays' bytes."""
    blocks = []
    tree = json.dumps(_encode(value, blocks, 0)).encode()
    blob = b"".join(blocks)
    return LENGTHS.pack(len(tree), len(blob)) + tree + blob


def unpack(message):
    """The value of one message; `WireError` if anything about it is off."""
    try:
        tree_size, blob_size = LENGTHS.unpack_from(message)
        body = message[LENGTHS.size :]
        if len(body) != tree_size + blob_size:
            raise WireError("lengths do not add up")
        return _Decoder(bytes(body[tree_size:])).decode(json.loads(body[:tree_size]), 0)
    except WireError:
        raise
    except Exception as error:
        raise WireError(f"{type(error).__name__} while reading a message") from None


def size(lengths):
    """Bytes that follow the `LENGTHS` header of a message."""
    return sum(LENGTHS.unpack(lengths))


def allowed(message):
    """Are the two lengths at the head of a message within bounds?"""
    tree, blob = LENGTHS.unpack_from(message)
    return tree <= MAX_TREE and blob <= MAX_BLOB


def _encode(value, blocks, depth):
    if depth > MAX_DEPTH:
        return {"refused": "a structure nested too deeply"}
    if value is None or type(value) in (bool, float):
        return value
    if type(value) is int:
        return value if abs(value) < 2**63 else {"refused": "an integer beyond 64 bits"}
    if isinstance(value, str):
        return str(value)[:MAX_TEXT]
    if isinstance(value, (np.ndarray, np.generic)):
        return _encode_array(np.asarray(value), blocks)
    if isinstance(value, (list, tuple)):
        kind = "list" if isinstance(value, list) else "tuple"
        return {kind: [_encode(item, blocks, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[_key(k), _encode(v, blocks, depth + 1)] for k, v in value.items()]}
    return {"refused": type(value).__name__[:80]}


def _key(key):
    return key if type(key) in (int, bool) else valid(str(key)[:80])


def _encode_array(array, blocks):
    if array.dtype.name not in DTYPES:
        return {"refused": f"an array of dtype {array.dtype.name[:40]}"}
    plain = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("="), copy=False))
    blocks.append(plain.tobytes())
    return {"array": [array.dtype.name, list(array.shape)]}


def valid(text):
    """Text that every file can hold: no half surrogate pairs."""
    return text.encode("utf-8", "replace").decode()


class _Decoder:
    """Reads a tree; arrays take their bytes from the blob in order."""

    def __init__(self, blob):
        self.blob, self.offset, self.nodes = blob, 0, 0

    def decode(self, tree, depth):
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise WireError("too large or too deep")
        if tree is None or isinstance(tree, (bool, int, float)):
            return tree
        if isinstance(tree, str):
            return valid(tree[:MAX_TEXT])
        if not isinstance(tree, dict) or len(tree) != 1:
            raise WireError("unknown node")
        ((kind, body),) = tree.items()
        return self._node(kind, body, depth + 1)

    def _node(self, kind, body, depth):
        if kind == "array":
            return self._array(*body)
        if kind in ("list", "tuple"):
            items = [self.decode(item, depth) for item in body]
            return items if kind == "list" else tuple(items)
        if kind == "dict":
            return {_key(key): self.decode(item, depth) for key, item in body}
        if kind == "refused":
            return Refused(valid(str(body)))
        raise WireError("unknown node")

    def _array(self, dtype, shape):
        if dtype not in DTYPES or len(shape) > 32:
            raise WireError("refused dtype or shape")
        if not all(type(side) is int and side >= 0 for side in shape):
            raise WireError("refused shape")
        count = 1
        for side in shape:
            count *= side
        end = self.offset + count * np.dtype(dtype).itemsize
        if end > len(self.blob):
            raise WireError("array longer than its bytes")
        flat = np.frombuffer(self.blob[self.offset : end], dtype)
        self.offset = end
        return flat.reshape(shape).copy()
