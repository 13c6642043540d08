"""Mse that prints and warns, (1, 1) result."""

# %% answer mse
import warnings

class MSE:
    count = 0

    def loss(self, x, y):
        print("loss of", x.shape)
        warnings.warn("a harmless warning")
        self.count += 1
        return np.mean(np.square(y - x), axis=(0, 1), keepdims=True)

    def gradient(self, prediction, target):
        print("gradient")
        slope = np.zeros(prediction.shape)
        slope += prediction
        slope -= target
        slope *= 2 / slope.size
        return slope
