"""Standardize in float32."""

# %% answer standardize
def standardize(train, *others):
    mu, sigma = train.mean(axis=0), train.std(axis=0)
    sigma = np.where(sigma < 1e-10, np.inf, sigma)
    return tuple(((t - mu) / sigma).astype(np.float32) for t in (train, *others))
