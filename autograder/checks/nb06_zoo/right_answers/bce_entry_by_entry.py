"""Loops over rows and columns; one number as an array of shape (1, 1)."""

# %% answer bce-with-logits
import math
class BCEWithLogits:
    def forward(self, prediction, target):
        n, k = prediction.shape
        self.grad = np.zeros((n, k))
        total = 0.0
        for i in range(n):
            for j in range(k):
                z, t = float(prediction[i, j]), float(target[i, j])
                total += max(z, 0) - z * t + math.log(1 + math.exp(-abs(z)))
                s = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
                self.grad[i, j] = (s - t) / (n * k)
        return np.array([[total / (n * k)]])
    def backward(self):
        return self.grad
