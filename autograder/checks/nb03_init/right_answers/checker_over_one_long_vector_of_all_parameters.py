"""Checker over one long vector of all parameters."""

# %% answer gradient-check
def gradient_check(net, X, y, epsilon=1e-5):
    names = ["W1", "b1", "W2", "b2"]
    saved = {name: np.array(getattr(net, name)) for name in names}
    net.forward(X)
    grads = {name: net.backward(y)["d" + name] for name in names}
    def loss_at(vector):
        start = 0
        for name in names:
            size = saved[name].size
            setattr(net, name, vector[start : start + size].reshape(saved[name].shape))
            start += size
        return net.compute_loss(net.forward(X), y)
    here = np.concatenate([saved[name].ravel() for name in names])
    steps = epsilon * np.eye(here.size)
    slope = np.array([(loss_at(here + s) - loss_at(here - s)) / (2 * epsilon) for s in steps])
    errors, start = {}, 0
    for name in names:
        part = slope[start : start + saved[name].size].reshape(saved[name].shape)
        start += saved[name].size
        setattr(net, name, saved[name])
        norms = np.linalg.norm(grads[name]) + np.linalg.norm(part) + 1e-12
        errors[name] = np.linalg.norm(grads[name] - part) / norms
    return errors
