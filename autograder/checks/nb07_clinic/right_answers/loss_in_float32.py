"""Everything in float32."""

# %% answer repair-loss
def safe_loss(logits, labels):
    z = np.float32(logits)
    z = z - z.max(1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(1, keepdims=True))
    return np.float32(-log_p[np.arange(len(z)), labels].mean())
