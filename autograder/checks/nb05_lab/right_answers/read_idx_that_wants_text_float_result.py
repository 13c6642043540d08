"""Read idx that wants text, float result."""

# %% answer read-idx
class BadFile(ValueError):
    pass

def read_idx(path):
    raw = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
    if raw[:2] != bytes(2) or raw[2:3] != bytes([8]) or len(raw) < 4:
        raise BadFile
    k = raw[3]
    if len(raw) < 4 + 4 * k:
        raise BadFile
    shape = [int.from_bytes(raw[4 + 4 * i :][:4], "big") for i in range(k)]
    return np.array(bytearray(raw[4 + 4 * k :]), np.float32).reshape(shape)
