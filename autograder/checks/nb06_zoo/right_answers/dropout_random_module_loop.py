"""Entry by entry with the random module, float32."""

# %% answer dropout
import random
class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.keep = 1 - p
    def forward(self, x):
        out = np.array(x, dtype=np.float32)
        self.scale = np.ones(x.shape, np.float32)
        if self.training:
            for i in range(out.size):
                self.scale.flat[i] = 1 / self.keep if random.random() < self.keep else 0
        out *= self.scale
        return out
    def backward(self, grad_output):
        return self.scale * np.float32(1) * grad_output.astype(np.float32)
