"""Array_split and sample weighted losses."""

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
        import math
        history = {"train": [], "test": []}
        rng = np.random.default_rng()
        for _ in range(epochs):
            order = rng.permutation(len(x_train))
            total = 0.0
            for rows in np.array_split(order, math.ceil(len(order) / batch_size)):
                value = self.loss(self.forward(x_train[rows]), y_train[rows])
                total += float(value) * len(rows)
                self.backward()
                self.update()
            history["train"].append(total / len(x_train))
            history["test"].append(float(self.loss(self.forward(x_test), y_test)))
        self.history = history
        return [history["train"], history["test"]]
