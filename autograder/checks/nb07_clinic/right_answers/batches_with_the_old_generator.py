"""np.random in place of rng; row numbers drawn one by one."""

# %% answer repair-batches
def batches(n, size, rng=None):
    left, found = set(range(n)), [[]]
    while left:
        if len(found[-1]) == size:
            found.append([])
        row = int(np.random.choice(sorted(left)))
        left.remove(row)
        found[-1].append(row)
    return [np.array(rows) for rows in found]
