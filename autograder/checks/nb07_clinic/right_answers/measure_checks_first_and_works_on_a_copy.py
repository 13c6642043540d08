"""The whole examination happens on one copy; the gradient check comes first."""

# %% answer measure
def measure(patient, rows, targets):
    net = copy.deepcopy(patient)
    x, y = rows.astype(np.float64), targets.copy()
    dWs, dbs = net.gradients(x, y)
    errors = {}
    for name, arrays, slopes in [("W", net.weights, dWs), ("b", net.biases, dbs)]:
        for i, (array, slope) in enumerate(zip(arrays, slopes)):
            b = np.array(slope, copy=True)
            it = np.nditer(array, flags=["multi_index"])
            for _ in it:
                j = it.multi_index
                old = array[j].item()
                array[j] += 1e-5
                up = net.loss(x, y)
                array[j] = old - 1e-5
                b[j] = (up - net.loss(x, y)) / 2e-5
                array[j] = old
            errors[name, i] = np.linalg.norm(slope - b) / (np.linalg.norm(slope) + np.linalg.norm(b))
    zs = net.pre_activations(x)
    return {
        "first_loss": net.loss(x, y).item(),
        "stds": [z.ravel().std(ddof=0).item() for z in zs],
        "dead": [((z <= 0).sum(axis=0) == len(z)).sum() / z.shape[1] for z in zs[:-1]],
        "update_ratio": [np.linalg.norm(net.lr * d) / np.linalg.norm(w) for d, w in zip(dWs, net.weights)],
        "gradient_error": max(errors.values()),
        "errors": {f"{a}{b}": v for (a, b), v in errors.items()},
    }
