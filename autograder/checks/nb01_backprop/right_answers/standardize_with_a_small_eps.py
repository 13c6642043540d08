"""Standardize with a small eps."""

# %% answer standardize
def standardize(*tables):
    mu, sigma = np.mean(tables[0], 0, keepdims=True), np.std(tables[0], 0, keepdims=True)
    print("means", mu)
    return tuple((t - mu) / (sigma + 1e-9) for t in tables)
