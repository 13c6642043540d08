"""Uses the own logsumexp row by row, keeps everything in lists, float32."""

# %% answer focal
class Focal(Module):
    def __init__(self, gamma=2.0):
        self.g = gamma
    def forward(self, prediction, target):
        log_p = prediction - logsumexp(prediction, keepdims=True)
        self.n, self.y = len(target), one_hot(target, prediction.shape[-1])
        self.log_all = log_p
        lp = (log_p * self.y).sum(axis=-1)
        return np.sum(-np.power(1 - np.exp(lp), self.g) * lp).reshape(1) / self.n
    def backward(self):
        p = np.exp(self.log_all)
        pt = (p * self.y).sum(-1, keepdims=True)
        lt = np.log(pt)
        weight = (1 - pt) ** self.g - self.g * pt * lt * (1 - pt) ** (self.g - 1)
        return (weight * (p - self.y) / self.n).astype(np.float32)
