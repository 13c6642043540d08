"""Checker on a deep copy."""

# %% answer gradient-check
import copy
def gradient_check(net, X, y, epsilon=1e-5):
    twin = copy.deepcopy(net)
    twin.forward(X)
    slopes = copy.deepcopy(twin.backward(y))
    errors = dict.fromkeys(["W1", "b1", "W2", "b2"], 0)
    for name in errors:
        param, found = getattr(twin, name), []
        for place in np.ndindex(*param.shape):
            save = param[place]
            param[place] = save - epsilon
            low = twin.compute_loss(twin.forward(X), y)
            param[place] = save + epsilon
            high = twin.compute_loss(twin.forward(X), y)
            param[place] = save
            found.append((high - low) / (2 * epsilon))
        a, b = np.ravel(slopes["d" + name]), np.array(found)
        norms = [np.sqrt((v**2).sum()) for v in (a - b, a, b)]
        errors[name] = norms[0] / (norms[1] + norms[2] + 1e-12)
    return errors
