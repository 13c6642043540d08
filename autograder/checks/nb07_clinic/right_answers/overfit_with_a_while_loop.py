"""A while loop over the number of steps left."""

# %% answer overfit
def overfits(net, x, y, steps=500, bound=0.05):
    left = steps
    while not net.loss(x, y) < bound:
        if left == 0:
            return False
        net.step(x, y)
        left -= 1
    return True
