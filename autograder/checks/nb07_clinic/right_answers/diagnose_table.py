"""A table of rules as lambdas, tried in the order of CAUSES backwards."""
# %% answer diagnose
def _spread(net):
    return [np.sqrt(np.mean(W ** 2) * W.shape[0] / 2) for W in net.weights]


def _after(net, x, y):
    other = copy.deepcopy(net)
    other.step(x, y)
    return other


RULES = {
    "inputs-not-scaled": lambda net, x, y: (x.std(axis=0) > 3).all(),
    "weights-too-small": lambda net, x, y: min(_spread(net)) < 0.3,
    "weights-too-large": lambda net, x, y: max(_spread(net)) > 3,
    "dead-units": lambda net, x, y: max(measure(net, x, y)["dead"]) > 0.5 + 1e-9,
    "wrong-gradient": lambda net, x, y: gradient_error(net, x, y, 1e-6) > 0.03,
    "biases-frozen": lambda net, x, y: not np.any(np.hstack(_after(net, x, y).biases) - np.hstack(net.biases)),
}


def diagnose(net, x, y):
    return next((name for name, rule in RULES.items() if rule(net, x, y)), "healthy")
