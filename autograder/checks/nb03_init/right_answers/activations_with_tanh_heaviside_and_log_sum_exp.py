"""Activations with tanh, heaviside and log sum exp."""

# %% answer activations
def relu(x): return (x + abs(x)) / 2
def relu_grad(x): return np.heaviside(x, 0.5)
def sigmoid(x): return 0.5 * (1 + np.tanh(0.5 * x))
def sigmoid_grad(x): return 0.25 * (1 - np.tanh(0.5 * x) ** 2)
def softmax(x):
    shifted = x - np.max(x, 1)[:, None]
    return np.exp(shifted - np.log(np.exp(shifted).sum(1, keepdims=True)))
