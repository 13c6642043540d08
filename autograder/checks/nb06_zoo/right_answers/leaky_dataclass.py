"""A dataclass with a field for the slope; maximum of two lines."""
# %% answer leaky-relu
from dataclasses import dataclass


@dataclass(eq=False)
class LeakyReLU(Module):
    slope: float = 0.01

    def forward(self, x):
        self.positive = np.sign(x) > 0
        return np.maximum(x, self.slope * x)

    def backward(self, grad_output):
        return grad_output * (self.positive + self.slope * ~self.positive)
# %% answer hinge
from dataclasses import dataclass, field


@dataclass
class Hinge:
    margin: float = 1.0
    slopes: object = field(default=None, repr=False)

    def forward(self, prediction, target):
        n, k = prediction.shape
        loss = 0.0
        self.slopes = np.zeros((n, k))
        for i in range(n):
            for j in range(k):
                if j == target[i]:
                    continue
                gap = prediction[i, j] - prediction[i, target[i]] + self.margin
                if gap > 0:
                    loss += gap
                    self.slopes[i, j] += 1
                    self.slopes[i, target[i]] -= 1
        return np.array([loss / n])

    def backward(self):
        return self.slopes / self.slopes.shape[0]
# %% answer huber
from dataclasses import dataclass


@dataclass
class Huber:
    delta: float = 1.0

    def forward(self, prediction, target):
        self.d = prediction - target
        a = np.minimum(np.abs(self.d), self.delta)
        return (a * (np.abs(self.d) - a / 2)).mean().reshape(1, 1)

    def backward(self):
        return np.clip(self.d, -self.delta, self.delta) / self.d.size
