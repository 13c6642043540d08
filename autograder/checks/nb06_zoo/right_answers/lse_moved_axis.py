"""moveaxis, float32 sums, a running log-sum-exp."""
# %% answer logsumexp
def logsumexp(x, axis=-1, keepdims=False):
    rows = np.moveaxis(x, axis, 0)
    total = rows[0].copy()
    for row in rows[1:]:
        high, low = np.maximum(total, row), np.minimum(total, row)
        with np.errstate(invalid="ignore"):
            step = np.log1p(np.exp(low - high))
        total = high + np.where(np.isneginf(high), 0, step)
    return np.expand_dims(total, axis) if keepdims else total
# %% answer bce-with-logits
class BCEWithLogits:
    def forward(self, prediction, target):
        loss, self.g = 0, []
        for z, t in zip(prediction.ravel().tolist(), target.ravel().tolist()):
            loss += t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z)
            self.g.append(np.exp(-np.logaddexp(0, -z)) - t)
        self.shape = prediction.shape
        return loss / len(self.g)

    def backward(self):
        return np.reshape(self.g, self.shape) / len(self.g)
