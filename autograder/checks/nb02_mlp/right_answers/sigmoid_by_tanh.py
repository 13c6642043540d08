"""Sigmoid by tanh."""

# %% answer sigmoid
class Sigmoid(Layer):
    def forward(self, inp):
        self.f = 0.5 * (1 + np.tanh(inp / 2))
        return self.f

    def backward(self, up_grad):
        return up_grad * self.f * (1 - self.f)

# %% answer housing-model
class Leaky(Layer):
    def forward(self, inp):
        self.slope = np.where(inp > 0, 1.0, 0.01)
        return inp * self.slope

    def backward(self, up_grad):
        return up_grad * self.slope


class Momentum(MLP):
    pass


def build_model():
    layers = (Linear(8, 64), Leaky(), Linear(64, 32), Sigmoid(), Linear(32, 1))
    return Momentum(layers, MSE(), lr=0.1)


EPOCHS = 25
BATCH_SIZE = 50
