"""Mse by einsum, 0 d result."""

# %% answer mse
class MSE(Loss):
    def loss(self, x, y):
        d = np.subtract(x, y)
        return np.array(np.einsum("ij,ij->", d, d) / d.size)

    def gradient(self, x, y):
        d = np.subtract(x, y)
        return np.divide(np.add(d, d), np.prod(np.shape(x)))
