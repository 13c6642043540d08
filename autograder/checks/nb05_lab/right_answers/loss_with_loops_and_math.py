"""Loss with loops and math."""

# %% answer softmax-cross-entropy
class SoftmaxCrossEntropy:
    def forward(self, logits, y_true):
        self.rows, total = [], 0.0
        for z, y in zip(logits.tolist(), y_true.tolist()):
            m = max(z)
            s = m + math.log(sum(math.exp(v - m) for v in z))
            self.rows.append([math.exp(v - s) for v in z])
            total += s - sum(a * b for a, b in zip(z, y))
        return total / len(logits)

    def backward(self, y_true):
        pairs = zip(self.rows, y_true)
        return np.array([[(p - t) / len(y_true) for p, t in zip(r, y)] for r, y in pairs])
