"""Keeps the prediction, recursion, test loss in batches."""

# %% answer mlp
class MLP:
    def __init__(self, layers, loss_fun, lr):
        self.layers, self.loss_fun, self.lr = layers, loss_fun, lr

    def loss(self, prediction, target):
        return self.loss_fun(prediction, target)

    def __call__(self, inp):
        return self.forward(inp)

    def forward(self, inp):
        from functools import reduce
        self.prediction = reduce(lambda out, layer: layer(out), self.layers, inp)
        return self.prediction

    def backward(self):
        def down(layers, grad):
            return down(layers[:-1], layers[-1].backward(grad)) if layers else grad
        return down(list(self.layers), self.loss_fun.backward())

    def update(self):
        for layer in self.layers:
            layer.step(self.lr)

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
        import warnings
        train_losses, test_losses = [], []
        for epoch in range(epochs):
            state = np.random.get_state()
            x, y = np.array(x_train), np.array(y_train)
            np.random.shuffle(x)
            np.random.set_state(state)
            np.random.shuffle(y)
            losses = []
            for k in range(-(-len(x) // batch_size)):
                part = slice(k * batch_size, (k + 1) * batch_size)
                self.forward(x[part])
                losses.append(self.loss(self.prediction, y[part]))
                self.backward()
                self.update()
            warnings.warn("one epoch done")
            train_losses.append([np.mean(losses)])
            parts = [slice(i, i + batch_size) for i in range(0, len(x_test), batch_size)]
            test_losses.append([np.mean([self.loss(self(x_test[p]), y_test[p]) for p in parts])])
        return train_losses, test_losses
