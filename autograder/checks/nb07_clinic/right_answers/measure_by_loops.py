"""Vital signs by plain loops over numbers, with the mathematics written out."""

# %% answer measure
import math


def plain_std(table):
    numbers = [float(v) for row in table for v in row]
    middle = sum(numbers) / len(numbers)
    return math.sqrt(sum((v - middle) ** 2 for v in numbers) / len(numbers))


def length(table):
    return math.sqrt(sum(float(v) ** 2 for v in np.ravel(table)))


def plain_loss(logits, y):
    total = 0.0
    for row, truth in zip(logits.tolist(), y.tolist()):
        high = max(row)
        log_sum = high + math.log(sum(math.exp(v - high) for v in row))
        total += sum(t * (log_sum - v) for t, v in zip(truth, row))
    return total / len(y)


def measure(net, x, y):
    zs = net.pre_activations(x)
    dead = []
    for z in zs[:-1]:
        off = 0
        for unit in range(z.shape[1]):
            off += all(z[row, unit] <= 0 for row in range(z.shape[0]))
        dead.append(off / z.shape[1])
    dWs, dbs = net.gradients(x, y)
    worst = 0.0
    for arrays, slopes in ((net.weights, dWs), (net.biases, dbs)):
        for array, slope in zip(arrays, slopes):
            flat, gap, mine, theirs = array.reshape(-1), 0.0, 0.0, 0.0
            for i, told in enumerate(slope.ravel()):
                keep, values = float(flat[i]), []
                for side in (1e-5, -1e-5):
                    flat[i] = keep + side
                    values.append(net.loss(x, y))
                flat[i] = keep
                seen = (values[0] - values[1]) / 2e-5
                gap, mine, theirs = gap + (told - seen) ** 2, mine + told**2, theirs + seen**2
            worst = max(worst, math.sqrt(gap) / (math.sqrt(mine) + math.sqrt(theirs) + 1e-12))
    return {
        "gradient_error": worst,
        "first_loss": plain_loss(zs[-1], y),
        "stds": [plain_std(z) for z in zs],
        "dead": dead,
        "update_ratio": [net.lr * length(dW) / length(W) for dW, W in zip(dWs, net.weights)],
    }
