"""Loss of shape (1, 1)."""

# %% answer softmax-cross-entropy
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.probs = np.exp(log_probs)
        per_row = -(y_true * log_probs).sum(axis=1, keepdims=True)
        return per_row.mean(axis=0, keepdims=True)

    def backward(self, y_true):
        return (self.probs - y_true) / y_true.shape[0]
