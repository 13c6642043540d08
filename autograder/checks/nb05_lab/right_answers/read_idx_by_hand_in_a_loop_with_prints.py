"""Read idx by hand, in a loop, with prints."""

# %% answer read-idx
def read_idx(path):
    print("reading", path)
    f = gzip.open(path, "rb") if str(path)[-3:] == ".gz" else open(path, "rb")
    raw = list(f.read())
    f.close()
    if len(raw) < 4 or raw[0] or raw[1] or raw[2] != 8:
        raise ValueError("magic")
    sizes = []
    for i in range(raw[3]):
        four = raw[4 + 4 * i : 8 + 4 * i]
        if len(four) < 4:
            raise ValueError("header")
        sizes.append(four[0] * 256**3 + four[1] * 256**2 + four[2] * 256 + four[3])
    rest, count = raw[4 + 4 * raw[3] :], 1
    for size in sizes:
        count *= size
    if len(rest) != count:
        raise ValueError("data")
    return np.array(rest, dtype=np.int64).reshape(sizes)
