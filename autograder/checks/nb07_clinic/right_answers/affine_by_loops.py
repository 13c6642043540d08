"""Three loops and a list of lists."""

# %% answer repair-affine
def affine(a, W, b):
    b = np.ravel(b)
    rows = []
    for row in a:
        rows.append([sum(v * w for v, w in zip(row, W[:, k])) + b[k] for k in range(W.shape[1])])
    return rows
