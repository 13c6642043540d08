"""Activations with Python loops."""

# %% answer activations
import math
def _each(f, x):
    x = np.asarray(x)
    return np.array([f(float(v)) for v in x.ravel()]).reshape(x.shape)
def relu(x): return _each(lambda v: v if v > 0 else 0.0, x)
def relu_grad(x): return _each(lambda v: 1.0 if v > 0 else 0.0, x)
def _s(v): return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))
def sigmoid(x): return _each(_s, x)
def sigmoid_grad(x): return _each(lambda v: _s(v) * (1 - _s(v)), x)
def softmax(x):
    out = []
    for row in np.asarray(x).tolist():
        top = max(row)
        powers = [math.exp(v - top) for v in row]
        out.append([v / sum(powers) for v in powers])
    return np.array(out)
