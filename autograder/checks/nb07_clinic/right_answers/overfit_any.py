"""A generator and any(); all steps made first on a copy with every loss kept."""
# %% answer overfit
def _losses(net, x, y, steps):
    net = copy.deepcopy(net)
    yield net.loss(x, y)
    for _ in range(steps):
        net.step(x, y)
        yield net.loss(x, y)


def overfits(net, x, y, steps=500, bound=0.05):
    return any(loss < bound for loss in list(_losses(net, x, y, steps)))
