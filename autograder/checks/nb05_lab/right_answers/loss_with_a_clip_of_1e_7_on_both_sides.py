"""Loss with a clip of 1e 7 on both sides."""

# %% answer softmax-cross-entropy
class SoftmaxCrossEntropy:
    EPSILON = 1e-7

    def __init__(self):
        self.probs = None

    def softmax(self, z):
        e = np.exp(z - z.max(1)[:, None])
        return e / e.sum(1)[:, None]

    def forward(self, logits, y_true):
        self.probs = self.softmax(logits)
        clipped = np.clip(self.probs, self.EPSILON, 1 - self.EPSILON)
        return np.mean(-np.sum(y_true * np.log(clipped), axis=1))

    def backward(self, y_true):
        return (self.probs - y_true) * (1.0 / y_true.shape[0])
