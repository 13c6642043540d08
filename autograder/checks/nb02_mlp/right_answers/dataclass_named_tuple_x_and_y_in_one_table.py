"""Dataclass, named tuple, x and y in one table."""

# %% answer mlp
from collections import namedtuple
from dataclasses import dataclass

History = namedtuple("History", "loss val_loss")


@dataclass
class MLP:
    layers: list
    loss_fun: Loss
    lr: float = 0.01

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    __call__ = forward = predict

    def loss(self, prediction, target):
        return self.loss_fun(prediction, target)

    def backward(self):
        grad = self.loss_fun.backward()
        for layer in reversed(self.layers):
            grad = layer.backward(grad)

    def update(self):
        for layer in reversed(self.layers):
            if getattr(layer, "dw", None) is not None:
                layer.step(lr=self.lr)

    def evaluate(self, x, y, size):
        parts = [slice(i, i + size) for i in range(0, len(x), size)]
        return sum(self.loss(self.predict(x[p]), y[p]) * len(x[p]) for p in parts) / len(x)

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
        data, d = np.hstack([x_train, y_train]), x_train.shape[1]
        history = History([], [])
        for _ in range(epochs):
            np.random.shuffle(data)
            for start in range(0, len(data), batch_size):
                batch = data[start : start + batch_size]
                self.loss(self.predict(batch[:, :d]), batch[:, d:])
                self.backward()
                self.update()
            history.loss.append(self.evaluate(x_train, y_train, batch_size))
            history.val_loss.append(self.evaluate(x_test, y_test, batch_size))
        return history
