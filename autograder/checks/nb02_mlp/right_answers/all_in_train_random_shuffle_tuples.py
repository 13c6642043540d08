"""All in train, random.shuffle, tuples."""

# %% answer mlp
class MLP:
    def __init__(self, layers, loss_fun, lr):
        self.layers, self.loss_fun, self.lr = layers, loss_fun, lr

    def loss(self, prediction, target):
        return self.loss_fun(prediction, target)

    def __call__(self, inp):
        out = inp
        for layer in self.layers:
            out = layer(out)
        return out

    def forward(self, inp):
        return self(inp)

    def backward(self):
        grad = self.loss_fun.backward()
        for layer in self.layers[::-1]:
            grad = layer.backward(grad)

    def update(self):
        for layer in self.layers:
            if hasattr(layer, 'w'):
                layer.w = layer.w - self.lr * layer.dw
                layer.b = layer.b - self.lr * np.reshape(layer.db, np.shape(layer.b))

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
        import random
        train_losses, test_losses = (), ()
        for _ in range(epochs):
            pairs = list(zip(x_train, y_train))
            random.shuffle(pairs)
            losses = []
            while pairs:
                batch, pairs = pairs[:batch_size], pairs[batch_size:]
                x, y = np.stack([p[0] for p in batch]), np.stack([p[1] for p in batch])
                out = x
                for layer in self.layers:
                    out = layer.forward(out)
                losses.append(self.loss_fun.forward(out, y))
                grad = self.loss_fun.backward()
                for layer in reversed(self.layers):
                    grad = layer.backward(grad)
                for layer in self.layers:
                    layer.step(self.lr)
            train_losses += (np.float64(np.mean(losses)),)
            test_losses += (np.asarray(self.loss_fun(self(x_test), y_test)),)
        return train_losses, test_losses
