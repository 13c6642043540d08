"""Sigmoid with a power, from the input again."""

# %% answer sigmoid
sigma = np.vectorize(lambda z: (1 + np.e ** np.float64(-z)) ** -1)



class Sigmoid(Layer):
    def forward(self, inp):
        self.x = inp
        return sigma(inp)

    def backward(self, up_grad):
        s = sigma(self.x)
        return np.multiply(up_grad, s - s**2)
