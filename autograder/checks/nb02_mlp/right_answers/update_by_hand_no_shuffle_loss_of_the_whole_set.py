"""Update by hand, no shuffle, loss of the whole set."""

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
            if isinstance(layer, Linear):
                layer.w -= self.lr * layer.dw
                layer.b -= self.lr * layer.db

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
        tr, te = np.zeros(epochs), np.zeros(epochs)
        e = 0
        while e < epochs:
            for at in range(0, len(x_train), batch_size):
                self.loss(self.forward(x_train[at:at + batch_size]), y_train[at:at + batch_size])
                self.backward()
                self.update()
            tr[e] = self.loss(self(x_train), y_train)
            te[e] = self.loss(self(x_test), y_test)
            print(f"Epoch {e + 1}/{epochs}: {tr[e]:.4f} {te[e]:.4f}")
            e += 1
        return np.array([tr, te])
