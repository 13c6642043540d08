"""log(p + 1e-15), one-hot rows."""

# %% answer repair-loss
def safe_loss(logits, labels):
    z = logits - logits.max(axis=1)[:, None]
    p = np.exp(z) / np.exp(z).sum(axis=1)[:, None]
    return np.sum(-np.eye(z.shape[1])[labels] * np.log(p + 1e-15)) / len(z)
