"""Linear with properties, unhashable."""

# %% answer linear
class Linear:
    def __init__(self, input_dim, output_dim):
        self.p = {"W": np.random.standard_normal((input_dim, output_dim)) * (2 / input_dim) ** 0.5,
                  "b": np.zeros((1, output_dim))}
        self.dW, self.db = None, None

    W = property(lambda self: self.p["W"], lambda self, value: self.p.update(W=value))
    b = property(lambda self: self.p["b"], lambda self, value: self.p.update(b=value))

    def __eq__(self, other):
        return self is other

    def forward(self, x):
        self.x = np.asarray(x)
        z = np.matmul(self.x, self.W)
        z += self.b
        return z

    def backward(self, grad_output):
        back = grad_output @ self.W.transpose()
        self.dW, self.db = self.x.transpose() @ grad_output, grad_output.sum(0)
        print(self.dW.shape)
        return back
