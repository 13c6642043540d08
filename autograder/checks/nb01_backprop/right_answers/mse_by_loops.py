"""Mse by loops."""

# %% answer mse
class MSE(Loss):
    def loss(self, x, y):
        total = 0.0
        for i in range(len(x)):
            for j in range(len(x[0])):
                total += float(x[i][j] - y[i][j]) ** 2
        return total / (len(x) * len(x[0]))

    def gradient(self, x, y):
        n, k = x.shape
        return np.array([[2 * (x[i, j] - y[i, j]) / (n * k) for j in range(k)] for i in range(n)])
