"""Pairs are shuffled like cards, with the module random."""

# %% answer repair-split
import random


def split(x, y, rng, share=0.8):
    cards = list(zip(x, y))
    random.shuffle(cards)
    m = round(len(cards) * share)
    xs, ys = zip(*cards)
    return np.array(xs[:m]), np.array(ys[:m]), np.array(xs[m:]), np.array(ys[m:])
