"""Checker that rebinds a fresh array for each nudge."""

# %% answer gradient-check
def gradient_check(net, X, y, epsilon=1e-5):
    net.forward(X)
    told = {k: np.array(v) for k, v in net.backward(y).items() if k.startswith("d")}
    result = {}
    for name in ("W1", "b1", "W2", "b2"):
        original = getattr(net, name)
        numeric = np.empty(np.shape(original))
        for i in range(original.size):
            values = []
            for sign in (1, -1):
                moved = original.copy()
                moved.flat[i] += sign * epsilon
                setattr(net, name, moved)
                values.append(net.compute_loss(net.forward(X), y))
            numeric.flat[i] = (values[0] - values[1]) / 2 / epsilon
        setattr(net, name, original)
        gap = np.linalg.norm(told["d" + name] - numeric)
        norms = np.linalg.norm(told["d" + name]) + np.linalg.norm(numeric)
        result[name] = float(gap / (norms + 1e-8))
    print(result)
    return result
