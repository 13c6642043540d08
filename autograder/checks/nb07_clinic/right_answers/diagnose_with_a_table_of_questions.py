"""A list of pairs, cause and test; the first that applies."""

# %% answer diagnose
def frozen(net, x, y):
    twin = copy.deepcopy(net)
    twin.step(x, y)
    return not any(np.any(a != b) for a, b in zip(net.biases, twin.biases))


def diagnose(net, x, y):
    signs = measure(net, x, y)
    he = np.array([W.std() * np.sqrt(len(W) / 2) for W in net.weights])
    questions = [
        ("biases-frozen", frozen(net, x, y)),
        ("inputs-not-scaled", np.std(x) > 6),
        ("weights-too-small", he.min() < 0.2),
        ("weights-too-large", he.max() > 5),
        ("dead-units", max(signs["dead"]) >= 0.9),
        ("wrong-gradient", signs["gradient_error"] > 0.02),
        ("healthy", True),
    ]
    return next(cause for cause, applies in questions if applies)
