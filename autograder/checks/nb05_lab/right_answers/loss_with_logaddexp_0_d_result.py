"""Loss with logaddexp, 0 d result."""

# %% answer softmax-cross-entropy
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        self.log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        return np.array(-np.einsum("nk,nk->", self.log_p, y_true) / logits.shape[0])

    def backward(self, y_true):
        return (np.exp(self.log_p) - y_true) * (1.0 / len(y_true))
