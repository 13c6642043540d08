"""np.random in place of rng, float32, a list as result."""

# %% answer repair-split
def split(x, y, rng=None, share=0.8):
    order = np.arange(x.shape[0])
    np.random.shuffle(order)
    m = int(np.round(share * order.size))
    print("training rows:", m)
    return [np.asarray(part, np.float32) for part in (x[order[:m]], y[order[:m]], x[order[m:]], y[order[m:]])]
