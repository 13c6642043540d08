"""diagnose calls check_all, which is defined further down."""

# %% answer diagnose
def diagnose(net, x, y):
    if np.std(x, axis=0).max() > 3:
        return "inputs-not-scaled"
    size = [np.sqrt(np.mean(W**2) * len(W) / 2) for W in net.weights]
    if max(size) > 3:
        return "weights-too-large"
    if min(size) < 0.3:
        return "weights-too-small"
    off = [np.mean(z.max(axis=0) <= 0) for z in net.pre_activations(x)[:-1]]
    if max(off) > 0.7:
        return "dead-units"
    if max(check_all(net, x, y).values()) > 1e-2:
        return "wrong-gradient"
    trial = copy.deepcopy(net)
    trial.lr = 1.0
    trial.step(x, y)
    if np.array_equal(trial.biases[-1], net.biases[-1]):
        return "biases-frozen"
    return "healthy"
