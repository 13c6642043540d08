"""np.logaddexp.reduce does the work."""

# %% answer repair-loss
def safe_loss(logits, labels):
    true = np.take_along_axis(logits, np.asarray(labels)[:, None], axis=1)[:, 0]
    return np.array([np.average(np.logaddexp.reduce(logits, axis=1) - true)])
