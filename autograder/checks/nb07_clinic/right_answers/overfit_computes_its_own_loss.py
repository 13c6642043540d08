"""The loss comes from the logits, not from net.loss."""

# %% answer overfit
def own_loss(net, x, y):
    z = net.pre_activations(x)[-1]
    z = z - np.max(z, axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(z).sum(axis=1)) - (z * y).sum(axis=1)))


def overfits(net, x, y, steps=500, bound=0.05):
    below = own_loss(net, x, y) < bound
    for _ in range(steps):
        if below:
            break
        net.step(x, y)
        below = own_loss(net, x, y) < bound
    return below
