"""MSE as a frozen dataclass: no attribute of an object can be set."""

# %% answer mse
# nb01_backprop: mse (keep this line)
from dataclasses import dataclass


@dataclass(frozen=True)
class MSE(Loss):
    power: int = 2

    def loss(self, x, y):
        return ((x - y) ** self.power).mean()

    def gradient(self, x, y):
        return self.power * (x - y) / x.size
