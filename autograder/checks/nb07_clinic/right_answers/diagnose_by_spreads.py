"""After the inputs, the spreads of the layers tell large from small."""

# %% answer diagnose
def diagnose(net, x, y):
    signs = measure(net, x, y)
    spreads = np.asarray(signs["stds"], float)
    if np.abs(x).max() > 15:
        return "inputs-not-scaled"
    if spreads[0] > 6:
        return "weights-too-large"
    if spreads[0] < 0.2:
        return "weights-too-small"
    if np.max(signs["dead"]) > 0.8:
        return "dead-units"
    if signs["gradient_error"] > 0.01:
        return "wrong-gradient"
    trial = copy.deepcopy(net)
    trial.step(x, y)
    still = [np.allclose(a, b, rtol=0, atol=1e-12) for a, b in zip(net.biases, trial.biases)]
    return "biases-frozen" if np.all(still) else "healthy"
