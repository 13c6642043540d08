"""A frozen dataclass as MSE, whose loss has the shape (1, 1)."""

# %% answer mse
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MSE:
    seen: dict = field(default_factory=dict)

    def __call__(self, prediction, target):
        return self.forward(prediction, target)

    def forward(self, prediction, target):
        self.seen["error"] = prediction - target
        squares = np.sum(self.seen["error"] ** 2, axis=1, keepdims=True)
        return np.mean(squares, axis=0, keepdims=True)

    def backward(self):
        return self.seen["error"] * 2 / len(self.seen["error"])
