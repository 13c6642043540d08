"""x and y joined in one table, sorted by random keys, and taken apart again."""
# %% answer repair-split
def split(x, y, rng, share=0.8):
    keys = rng.random(len(x))
    rows = sorted(range(len(x)), key=keys.__getitem__)
    table = [(x[i], y[i]) for i in rows]
    cut = int(share * len(x) + 0.5)
    parts = table[:cut], table[cut:]
    out = []
    for part in parts:
        out += [np.array([a for a, _ in part]), np.array([b for _, b in part])]
    return tuple(out)
# %% answer repair-batches
def batches(n, size, rng):
    order = list(range(n))
    rng.shuffle(order)
    found = []
    while order:
        found.append([order.pop() for _ in range(min(size, len(order)))])
    return found
