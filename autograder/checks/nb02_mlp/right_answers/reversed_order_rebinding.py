"""Reversed order, rebinding."""

# %% answer mlp
class MLP:
    def __init__(self, layers, loss_fun, lr):
        self.layers, self.loss_fun, self.lr = layers, loss_fun, lr

    def loss(self, prediction, target):
        return self.loss_fun(prediction, target)

    def __call__(self, inp):
        return self.forward(inp)

    def forward(self, inp):
        for layer in self.layers:
            inp = layer.forward(inp)
        return inp

    def backward(self):
        grad = self.loss_fun.backward()
        for layer in self.layers[::-1]:
            grad = layer.backward(grad)

    def update(self):
        for layer in self.layers:
            layer.step(self.lr)

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
        train_losses, test_losses = [], []
        for epoch in range(epochs):
            order = list(range(len(x_train)))
            x_train, y_train = x_train[::-1], y_train[::-1]
            losses = []
            for start in range(0, len(x_train), batch_size):
                rows = order[start:start + batch_size]
                losses.append(self.loss(self(x_train[rows]), y_train[rows]))
                self.backward()
                self.update()
            train_losses.append(sum(losses) / len(losses))
            test_losses.append(self.loss(self(x_test), y_test))
        return train_losses, test_losses

# %% answer linear
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
        self.w = np.random.randn(in_dim, out_dim) * (2 / (in_dim + out_dim)) ** 0.5
        self.b = np.zeros(out_dim)

    def forward(self, inp):
        self.inp = inp
        return inp @ self.w + self.b

    def backward(self, up_grad):
        self.dw = self.inp.T @ up_grad
        self.db = np.sum(up_grad, axis=0, keepdims=True)
        return up_grad @ self.w.T

    def step(self, lr):
        self.w = self.w - lr * self.dw
        self.b = self.b - lr * self.db.reshape(self.b.shape)
