"""Works on the transpose in float32, softmax along axis 0, eps 1e-8."""

# %% answer sparse-cross-entropy
class SparseCrossEntropy:
    eps = np.float32(1e-8)
    def forward(self, prediction, target):
        z = prediction.T.astype(np.float32)
        z = z - z.max(axis=0)
        self.p = np.exp(z) / np.exp(z).sum(0)
        self.target = target
        return np.float32(np.mean(-np.log(self.p[target, np.arange(target.size)] + self.eps)))
    def backward(self):
        grad = self.p.T.copy()
        np.subtract.at(grad, (np.arange(len(grad)), self.target), 1)
        grad /= len(grad)
        return grad
