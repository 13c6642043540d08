"""Counts the true class and takes its margin off at the end."""

# %% answer hinge
class Hinge(Module):
    def __init__(self, margin=1.0):
        super().__init__()
        self.m = np.float32(margin)
    def forward(self, prediction, target):
        self.truth = one_hot(target, prediction.shape[1]).astype(np.float32)
        score = (prediction * self.truth).sum(axis=1, keepdims=True)
        self.terms = np.maximum(prediction - score + self.m, 0).astype(np.float32)
        return self.terms.sum(axis=1).mean() - self.m
    def backward(self):
        active = (self.terms > 0) * (1 - self.truth)
        return (active - self.truth * active.sum(1)[:, None]) / self.truth.shape[0]
