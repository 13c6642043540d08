"""Losses of shape (1,) and (1, 1), with slots."""

# %% answer mse
# nb01_backprop: mse (keep this line)
class MSE(Loss):
    __slots__ = ()

    def loss(self, x, y):
        return np.mean((x - y) ** 2, keepdims=True)

    def gradient(self, x, y):
        return 2 * (x - y) / x.size

# %% answer cross-entropy
# nb01_backprop: cross-entropy (keep this line)
class CrossEntropy(Loss):
    __slots__ = ()

    def loss(self, x, y):
        p = np.maximum(x, EPS)
        return np.array([-np.sum(y * np.log(p)) / len(x)])

    def gradient(self, x, y):
        return -(y / np.maximum(x, EPS)) / len(x)
