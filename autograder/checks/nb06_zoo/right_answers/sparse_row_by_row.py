"""A loop over samples with the own logsumexp on one-row tables; eps inside of log."""

# %% answer sparse-cross-entropy
class SparseCrossEntropy(Module):
    def forward(self, prediction, target):
        self.rows, total = [], 0.0
        for z, y in zip(prediction, target):
            log_p = z - logsumexp(z[None, :], axis=1)[0]
            total -= log_p[int(y)]
            row = np.exp(log_p)
            row[int(y)] -= 1.0
            self.rows.append(row / len(target))
        return total / len(target)
    def backward(self):
        return np.stack(self.rows)
