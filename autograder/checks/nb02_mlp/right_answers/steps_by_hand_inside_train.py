"""Steps by hand inside train."""

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
        def step(rows):
            value = self.loss(self(np.take(x_train, rows, axis=0)), y_train.take(rows, axis=0))
            self.backward()
            for layer in self.layers:
                if hasattr(layer, "w"):
                    layer.w -= self.lr * layer.dw
                    layer.b[...] = layer.b - self.lr * np.reshape(layer.db, np.shape(layer.b))
            return value


        def epoch():
            order = np.argsort(np.random.rand(len(x_train)))
            cuts = np.arange(batch_size, len(order), batch_size)
            losses = [step(rows) for rows in np.split(order, cuts)]
            return np.mean(losses), self.loss(self(x_test), y_test)


        return np.array([epoch() for _ in range(epochs)]).T
