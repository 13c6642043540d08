"""Which rows are for training is random; inside each part they keep their order."""

# %% answer repair-split
def split(x, y, rng, share=0.8):
    n = len(x)
    train = np.zeros(n, bool)
    train[rng.choice(n, round(share * n), replace=False)] = True
    return x[train], y[train], x[~train], y[~train]
