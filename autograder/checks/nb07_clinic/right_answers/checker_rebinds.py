"""The lists of the network are replaced by copies and put back; two loops of letters."""
# %% answer repair-checker
def check_all(net, x, y, epsilon=1e-5):
    result = {}
    dWs, dbs = net.gradients(x, y)
    for name, letter, grads in [("weights", "W", dWs), ("biases", "b", dbs)]:
        original = getattr(net, name)
        try:
            for k, grad in enumerate(grads):
                slope = np.zeros(grad.shape)
                for i in np.ndindex(*grad.shape):
                    losses = {}
                    for sign in (+1, -1):
                        arrays = [a.copy() for a in original]
                        arrays[k][i] += sign * epsilon
                        setattr(net, name, arrays)
                        losses[sign] = net.loss(x, y)
                    slope[i] = (losses[1] - losses[-1]) / (2 * epsilon)
                result[f"{letter}{k}"] = np.sqrt(((grad - slope) ** 2).sum()) / (np.sqrt((grad ** 2).sum()) + np.sqrt((slope ** 2).sum()) + 1e-12)
        finally:
            setattr(net, name, original)
    return dict(sorted(result.items()))
