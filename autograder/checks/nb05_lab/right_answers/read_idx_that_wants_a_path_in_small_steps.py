"""Read idx that wants a Path, in small steps."""

# %% answer read-idx
def read_idx(path):
    with (gzip.open(path) if path.suffix == ".gz" else path.open("rb")) as file:
        magic = file.read(4)
        if len(magic) != 4 or magic[:3] != bytes([0, 0, 8]):
            raise ValueError("magic", magic)
        shape = []
        for _ in range(magic[3]):
            four = file.read(4)
            if len(four) != 4:
                raise ValueError("header")
            shape.append(int.from_bytes(four, "big"))
        n = int(np.prod(shape))
        data = file.read()
    if len(data) != n:
        raise ValueError("size")
    return np.ndarray(shape, np.uint8, bytearray(data))
