"""Flat views, weights before biases, finally puts the number back."""

# %% answer repair-checker
def check_all(net, x, y, epsilon=1e-5):
    dWs, dbs = net.gradients(x, y)
    errors = {}
    named = [(f"W{i}", W, dW) for i, (W, dW) in enumerate(zip(net.weights, dWs))]
    named += [(f"b{i}", b, db) for i, (b, db) in enumerate(zip(net.biases, dbs))]
    for name, array, slope in named:
        flat, seen = array.reshape(-1), []
        for i in range(flat.size):
            old = flat[i]
            try:
                flat[i] = old + epsilon
                high = net.loss(x, y)
                flat[i] = old - epsilon
                seen.append((high - net.loss(x, y)) / (2 * epsilon))
            finally:
                flat[i] = old
        gap = slope.ravel() - seen
        errors[name] = [np.sqrt(gap @ gap) / (np.linalg.norm(slope) + np.linalg.norm(seen) + 1e-12)]
    return {name: np.array(value) for name, value in errors.items()}
