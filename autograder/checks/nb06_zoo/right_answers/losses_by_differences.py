"""Gradients by central differences of the loss's own formula."""
# %% answer bce-with-logits
def _slope(f, x, h=1e-6):
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (f(up) - f(down)) / (2 * h)
    return grad


class BCEWithLogits:
    def forward(self, prediction, target):
        self.z, self.t = prediction.copy(), target.copy()
        return self.value(self.z)

    def value(self, z):
        return np.mean(np.logaddexp(0, z) - z * self.t)

    def backward(self):
        return _slope(self.value, self.z)
# %% answer focal
class Focal:
    def __init__(self, gamma=2.0):
        self.gamma = gamma

    def forward(self, prediction, target):
        self.z, self.y = prediction.copy(), np.asarray(target)
        return self.value(self.z)

    def value(self, z):
        p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
        p = np.choose(self.y, p.T)
        return np.average((1 - p) ** self.gamma * -np.log(p))

    def backward(self):
        h, grad = 1e-5, np.zeros_like(self.z)
        for i in np.ndindex(self.z.shape):
            nudge = np.zeros_like(self.z)
            nudge[i] = h
            grad[i] = (self.value(self.z + nudge) - self.value(self.z - nudge)) / (2 * h)
        return grad
