"""math, row by row, a Python float."""

# %% answer repair-loss
import math


def safe_loss(logits, labels):
    total = 0.0
    for row, label in zip(logits.tolist(), labels):
        high = max(row)
        total += high + math.log(sum(math.exp(v - high) for v in row)) - row[int(label)]
    return total / len(logits)
