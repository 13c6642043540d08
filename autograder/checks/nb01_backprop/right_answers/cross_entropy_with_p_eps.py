"""Cross entropy with p + eps."""

# %% answer cross-entropy
class CrossEntropy(Loss):
    def loss(self, x, y):
        return np.mean(-(y * np.log(x + 1e-12)).sum(axis=1))

    def gradient(self, x, y):
        return np.negative(y) / ((x + 1e-12) * y.shape[0])
