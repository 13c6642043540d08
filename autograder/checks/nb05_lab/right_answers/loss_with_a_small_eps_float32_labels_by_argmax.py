"""Loss with a small eps, float32, labels by argmax."""

# %% answer softmax-cross-entropy
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        z = logits.astype(np.float32)
        z = z - z.max(1, keepdims=True)
        self.p = np.exp(z)
        self.p /= self.p.sum(1, keepdims=True)
        self.n = len(z)
        return -np.log(self.p[range(self.n), np.argmax(y_true, axis=1)] + 1e-8).mean()

    def backward(self, y_true):
        g = self.p.copy()
        g[range(self.n), np.argmax(y_true, axis=1)] -= 1
        return g / self.n
