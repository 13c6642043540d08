"""All losses are noted first; the answer is a NumPy truth value."""

# %% answer overfit
def overfits(net, x, y, steps=500, bound=0.05):
    losses = [net.loss(x, y)]
    for _ in range(steps):
        net.step(x, y)
        losses.append(net.loss(x, y))
    return np.any(np.array(losses) < bound)
