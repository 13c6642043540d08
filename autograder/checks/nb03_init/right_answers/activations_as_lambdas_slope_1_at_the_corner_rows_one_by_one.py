"""Activations as lambdas, slope 1 at the corner, rows one by one."""

# %% answer activations
relu = lambda x: np.where(x >= 0, x, 0)
relu_grad = lambda x: np.where(np.asarray(x) >= 0, 1, 0)
sigmoid = lambda x: np.exp(-np.logaddexp(0, -x))
sigmoid_grad = lambda x: sigmoid(x) * sigmoid(-x)
softmax = lambda x: np.vstack([np.exp(r - r.max()) / np.exp(r - r.max()).sum() for r in x])
