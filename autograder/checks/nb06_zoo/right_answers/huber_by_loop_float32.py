"""Entry by entry, float32 results."""

# %% answer huber
class Huber(Module):
    def __init__(self, delta=1.0, name="huber"):
        self.delta, self.name = delta, name
    def forward(self, prediction, target):
        self.slopes, losses = [], []
        for d in (prediction - target).ravel():
            inside = abs(d) < self.delta
            losses.append(0.5 * d * d if inside else self.delta * abs(d) - 0.5 * self.delta ** 2)
            self.slopes.append(d if inside else self.delta * (1 if d > 0 else -1))
        self.shape = prediction.shape
        return np.float32(sum(losses) / len(losses))
    def backward(self):
        return (np.array(self.slopes, np.float32) / len(self.slopes)).reshape(self.shape)
