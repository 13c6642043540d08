"""diagnose uses arrays and a key that only this measure has."""

# %% answer measure
def gradient_error(net, x, y, epsilon=1e-5):
    dWs, dbs = net.gradients(x, y)
    errors = []
    for array, slope in zip(net.weights + net.biases, dWs + dbs):
        numeric = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            old = array[place]
            array[place] = old + epsilon
            up = net.loss(x, y)
            array[place] = old - epsilon
            down = net.loss(x, y)
            array[place] = old
            numeric[place] = (up - down) / (2 * epsilon)
        size = np.linalg.norm(slope) + np.linalg.norm(numeric) + 1e-12
        errors.append(np.linalg.norm(slope - numeric) / size)
    return max(errors)


def measure(net, x, y):
    zs = net.pre_activations(x)
    slopes = net.gradients(x, y)[0]
    return {
        "first_loss": net.loss(x, y),
        "stds": np.array([np.std(z) for z in zs]),
        "dead": np.array([np.mean(np.all(z <= 0, axis=0)) for z in zs[:-1]]),
        "update_ratio": np.array([net.lr * np.linalg.norm(d) / np.linalg.norm(w) for d, w in zip(slopes, net.weights)]),
        "gradient_error": gradient_error(net, x, y),
        "he": np.array([np.std(w) / np.sqrt(2 / len(w)) for w in net.weights]),
        "inputs": np.std(x, axis=0),
    }

# %% answer diagnose
def diagnose(net, x, y):
    m = measure(net, x, y)
    if m["gradient_error"] > 0.01:
        return "wrong-gradient"
    if (m["inputs"] > 4).any():
        return "inputs-not-scaled"
    if (m["he"] > 4).any():
        return "weights-too-large"
    if (m["he"] < 0.25).any():
        return "weights-too-small"
    if (m["dead"] > 0.75).any():
        return "dead-units"
    twin = copy.deepcopy(net)
    twin.step(x, y)
    moved = max(np.abs(a - b).max() for a, b in zip(twin.biases, net.biases))
    return "healthy" if moved else "biases-frozen"
