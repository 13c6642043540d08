"""Slope as booleans, plain sigmoid that warns, softmax transposed."""

# %% answer activations
def relu(x):
    x = np.array(x)
    x[x < 0] = 0
    return x
def relu_grad(x): return x > 0
def sigmoid(x): return 1 / (1 + np.exp(-x))
def sigmoid_grad(x): return sigmoid(x) - sigmoid(x) ** 2
def softmax(x):
    e = np.exp(x.T - x.T.max(axis=0))
    return (e / e.sum(axis=0)).T
