"""Probabilities, clipped at 1e-12."""

# %% answer repair-loss
def safe_loss(logits, labels):
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(np.clip(p[range(len(labels)), labels], 1e-12, 1.0)).mean()
