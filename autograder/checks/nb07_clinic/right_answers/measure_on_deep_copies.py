"""Every nudge is made on a deep copy; all results are float32."""

# %% answer measure
def nudged_loss(net, x, y, kind, layer, place, side):
    twin = copy.deepcopy(net)
    getattr(twin, kind)[layer][place] += side
    return twin.loss(x, y)


def measure(net, x, y):
    slopes = dict(zip(["weights", "biases"], net.gradients(x, y)))
    errors = []
    for kind, told in slopes.items():
        for layer, slope in enumerate(told):
            seen = np.empty(slope.shape)
            for place, _ in np.ndenumerate(slope):
                up, down = (nudged_loss(net, x, y, kind, layer, place, s) for s in (1e-5, -1e-5))
                seen[place] = (up - down) / 2e-5
            size = np.sqrt(np.sum(slope**2)) + np.sqrt(np.sum(seen**2)) + 1e-12
            errors.append(np.sqrt(np.sum((slope - seen) ** 2)) / size)
    zs = net.pre_activations(x)
    return {
        "first_loss": np.float32(net.loss(x, y)),
        "stds": [np.float32(np.std(z)) for z in zs],
        "dead": [np.float32((np.maximum(z, 0).sum(axis=0) == 0).mean()) for z in zs[:-1]],
        "update_ratio": [
            np.float32(net.lr * np.linalg.norm(d) / np.linalg.norm(w))
            for d, w in zip(slopes["weights"], net.weights)
        ],
        "gradient_error": np.float32(max(errors)),
    }
