"""Lists of Python integers, random.shuffle."""

# %% answer repair-batches
import random


def batches(n, size, rng):
    deck = list(range(n))
    random.shuffle(deck)
    found = []
    while deck:
        found.append(deck[:size])
        deck = deck[size:]
    return found
