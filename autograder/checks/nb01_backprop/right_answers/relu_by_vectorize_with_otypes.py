"""relu by np.vectorize, told that it gives floats."""

# %% answer layer
# nb01_backprop: layer (keep this line)
class Layer:
    """One layer: output = f(x·W + b)."""

    def __init__(self, input_dim, output_dim, non_linearity=None):
        """non_linearity: None, "relu", "tanh" or "soft_max"."""
        self.in_dim, self.out_dim = input_dim, output_dim
        self.non_linearity = non_linearity
        self.input, self.output = None, None
        self.grad_weight, self.grad_bias = None, None
        # Gap 1: self.weights (d, k), He initialization, and self.bias (k,), zeros.
        self.weights = np.random.normal(0, np.sqrt(2 / input_dim), (input_dim, output_dim))
        self.bias = np.zeros(output_dim)

    def forward(self, x):
        """x: (n, d). Returns f(x·W + b) of shape (n, k); changes neither x, W nor b."""
        # Gap 2: remember x in self.input and the result in self.output.
        self.input = x
        z = x @ self.weights + self.bias
        if self.non_linearity is None:
            self.output = z
        elif self.non_linearity == "relu":
            self.output = np.vectorize(lambda v: v if v > 0 else 0, otypes=[float])(z)
        elif self.non_linearity == "tanh":
            self.output = np.tanh(z)
        elif self.non_linearity == "soft_max":
            e = np.exp(z - z.max(axis=1, keepdims=True))
            self.output = e / e.sum(axis=1, keepdims=True)
        else:
            raise ValueError(f"unknown non_linearity: {self.non_linearity}")
        return self.output

    def backward(self, gradients):
        """gradients: dL/d(output) (n, k). Stores grad_weight (d, k) and grad_bias (k,).

        Returns dL/dx (n, d). Belongs to the most recent forward.
        """
        # Gap 3: dz = dL/dz (n, k), from gradients and the derivative of f.
        if self.non_linearity == "relu":
            dz = gradients * (self.output > 0)
        elif self.non_linearity == "tanh":
            dz = gradients * (1 - self.output**2)
        elif self.non_linearity == "soft_max":
            s = self.output
            dz = s * (gradients - (gradients * s).sum(axis=1, keepdims=True))
        else:
            dz = gradients
        # Gap 4: self.grad_weight, self.grad_bias, and return dL/dx.
        self.grad_weight = self.input.T @ dz
        self.grad_bias = dz.sum(axis=0)
        return dz @ self.weights.T
