"""Two softplus by hand: max(z, 0) and log1p."""

# %% answer bce-with-logits
class BCEWithLogits:
    def __call__(self, *arguments):
        return self.forward(*arguments)
    def forward(self, prediction, target):
        z = np.array(prediction, float)
        self.e = np.exp(-np.abs(z))
        self.z, self.t = z, target.copy()
        return (np.maximum(z, 0) - z * target + np.log1p(self.e)).mean()
    def backward(self):
        p = np.where(self.z >= 0, 1 / (1 + self.e), self.e / (1 + self.e))
        return np.divide(p - self.t, self.t.size)
