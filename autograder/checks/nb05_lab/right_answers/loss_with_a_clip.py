"""Loss with a clip."""

# %% answer softmax-cross-entropy
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        e = np.exp(logits - np.max(logits, axis=1)[:, None])
        self.probs = e / np.sum(e, axis=1)[:, None]
        return float(-(y_true * np.log(np.clip(self.probs, 1e-12, 1))).sum(1).mean())

    def backward(self, y_true):
        return np.divide(self.probs - y_true, y_true.shape[0])
