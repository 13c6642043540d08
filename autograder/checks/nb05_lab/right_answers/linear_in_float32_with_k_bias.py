"""Linear in float32 with (k,) bias."""

# %% answer linear
class Linear:
    def __init__(self, input_dim, output_dim, seed=None):
        rng = np.random.default_rng(seed)
        self.W = rng.normal(0, math.sqrt(2 / input_dim), (input_dim, output_dim)).astype("float32")
        self.b = np.zeros(output_dim, np.float32)
        self.dW, self.db, self.name = np.zeros_like(self.W), np.zeros_like(self.b), "linear"

    def forward(self, x):
        self.cache = x.copy()
        return (x.astype(np.float32).dot(self.W.astype(np.float32)) + self.b).astype(np.float32)

    def backward(self, grad_output):
        self.dW[...] = np.dot(self.cache.T, grad_output)
        self.db[...] = np.ones(len(grad_output)) @ grad_output
        return np.dot(grad_output, self.W.T).astype(np.float32)
