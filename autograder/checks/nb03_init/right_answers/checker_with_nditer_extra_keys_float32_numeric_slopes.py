"""Checker with nditer, extra keys, float32 numeric slopes."""

# %% answer gradient-check
def gradient_check(net, X, y, epsilon=1e-5):
    y_pred = net.forward(X)
    grads = net.backward(y)
    report = {"epsilon": epsilon}
    for name in ["W1", "b1", "W2", "b2"]:
        param = net.__dict__[name]
        numeric = np.zeros_like(param, dtype=np.float32)
        it = np.nditer(param, flags=["multi_index"], op_flags=["readwrite"])
        while not it.finished:
            ix = it.multi_index
            old = param[ix].copy()
            param[ix] = old + epsilon
            plus = net.compute_loss(net.forward(X), y)
            param[ix] = old - epsilon
            minus = net.compute_loss(net.forward(X), y)
            param[ix] = old
            numeric[ix] = (plus - minus) / (2 * epsilon)
            it.iternext()
        a = grads["d" + name]
        report[name] = np.linalg.norm(a - numeric) / (np.linalg.norm(a) + np.linalg.norm(numeric))
    return report
