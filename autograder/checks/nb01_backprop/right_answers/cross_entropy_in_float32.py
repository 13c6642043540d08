"""Cross entropy in float32."""

# %% answer cross-entropy
class CrossEntropy(Loss):
    def safe(self, p):
        return np.clip(np.asarray(p, np.float32), np.float32(EPS), np.float32(1))

    def loss(self, x, y):
        return -np.mean(np.sum(np.asarray(y, np.float32) * np.log(self.safe(x)), axis=1))

    def gradient(self, x, y):
        return -np.asarray(y, np.float32) / self.safe(x) / np.float32(len(x))
