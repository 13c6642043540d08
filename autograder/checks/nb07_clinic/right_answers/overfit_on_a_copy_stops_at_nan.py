"""Works on a copy, gives up at nan, and says 1 or 0."""

# %% answer overfit
def overfits(net, x, y, steps=500, bound=0.05):
    trial, smallest = copy.deepcopy(net), np.inf
    for number in range(steps + 1):
        loss = float(trial.loss(x, y))
        if np.isnan(loss):
            break
        smallest = min(smallest, loss)
        if number < steps:
            trial.step(x, y)
    return int(smallest < bound)
