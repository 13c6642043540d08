"""Cross entropy by einsum, floor 1e 10."""

# %% answer cross-entropy
def floored(p):
    return np.where(p < 1e-10, 1e-10, p)

class CrossEntropy(Loss):
    def loss(self, x, y):
        return -np.einsum("ij,ij->", y, np.log(floored(x))) / x.shape[0]

    def gradient(self, x, y):
        return (-1.0 / x.shape[0]) * y * np.reciprocal(floored(x))
