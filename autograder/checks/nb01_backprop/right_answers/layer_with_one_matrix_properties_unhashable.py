"""Layer with one matrix, properties, unhashable."""

# %% answer layer
class Layer:
    def __init__(self, input_dim, output_dim, non_linearity=None):
        self.non_linearity = non_linearity
        self.table = np.zeros((input_dim + 1, output_dim))
        self.table[:-1] = np.random.randn(input_dim, output_dim) * (2 / input_dim) ** 0.5
        self.slope = np.zeros_like(self.table)

    weights = property(lambda self: self.table[:-1], lambda self, w: self.table[:-1].__setitem__(slice(None), w))
    bias = property(lambda self: self.table[-1:], lambda self, b: self.table[-1:].__setitem__(slice(None), b))
    grad_weight = property(lambda self: self.slope[:-1], lambda self, w: self.slope[:-1].__setitem__(slice(None), w))
    grad_bias = property(lambda self: self.slope[-1:], lambda self, b: self.slope[-1:].__setitem__(slice(None), b))

    def __eq__(self, other):
        return self is other

    def forward(self, x):
        self.x = np.hstack([x, np.ones((len(x), 1))])
        z = self.x @ self.table
        bends = {None: lambda: z, "relu": lambda: z * (z > 0), "tanh": lambda: np.tanh(z), "soft_max": lambda: self.soft(z)}
        if self.non_linearity not in bends:
            raise ValueError("no such thing")
        self.out = bends[self.non_linearity]()
        return self.out

    def soft(self, z):
        shifted = z - z.max(1)[:, None]
        return np.exp(shifted - np.log(np.exp(shifted).sum(1))[:, None])

    def backward(self, gradients):
        s = self.out
        if self.non_linearity == "soft_max":
            jacobians = np.einsum("ni,ij->nij", s, np.eye(s.shape[1])) - np.einsum("ni,nj->nij", s, s)
            dz = np.einsum("nij,nj->ni", jacobians, gradients)
        else:
            dz = gradients * {None: 1.0, "relu": 1.0 * (s > 0), "tanh": 1 - s * s}[self.non_linearity]
        self.slope = np.einsum("ni,nj->ij", self.x, dz)
        return np.einsum("nj,ij->ni", dz, self.table[:-1])
