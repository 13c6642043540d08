"""Train with tuples, default_rng, weighted mean."""

# %% answer network
# nb01_backprop: network (keep this line)
class NeuralNetwork:
    """Layers in a row, and a loss."""

    def __init__(self, in_dim, layers, out_dim, loss):
        """layers: list of hidden sizes, such as [32, 16]. loss: "mse" or "cross_entropy"."""
        if loss not in ("mse", "cross_entropy"):
            raise ValueError("loss must be 'mse' or 'cross_entropy'")
        sizes = [in_dim, *layers]
        last = None if loss == "mse" else "soft_max"
        self.layers = [Layer(d, h, "relu") for d, h in zip(sizes, sizes[1:])]
        self.layers.append(Layer(sizes[-1], out_dim, last))
        self.loss = MSE() if loss == "mse" else CrossEntropy()

    def forward(self, x):
        """x: (n, in_dim). Returns the prediction (n, out_dim)."""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, gradients):
        """gradients: dL/dprediction (n, out_dim). Every layer stores its gradients."""
        for layer in reversed(self.layers):
            gradients = layer.backward(gradients)

    def predict(self, x):
        """The same as forward, under the name that users expect."""
        return self.forward(x)

    def step(self, lr, l2=0.0):
        """One step downhill: W ← W − lr·(dW + l2·W) and b ← b − lr·db, in every layer."""
        # Gap 1 (Section 8)
        for layer in self.layers:
            layer.weights = layer.weights - lr * (layer.grad_weight + l2 * layer.weights)
            layer.bias = layer.bias - lr * layer.grad_bias

    def train(
        self, x, y, epochs, lr, batch_size=64, l2=0.0, verbose_every=1, x_val=None, y_val=None
    ):
        """Mini-batch gradient descent. x: (n, in_dim), y: (n, out_dim).

        Prints every `verbose_every` epochs one line, epochs counted from 1, like
            Epoch 3/10 Train_Loss: 0.4213
        with validation data (x_val, y_val) and loss "mse":
            Epoch 3/10 Train_Loss: 0.4213 Validation_Loss: 0.4517
        and with validation data and loss "cross_entropy":
            Epoch 3/10 Train_Loss: 0.4213 Validation_Loss: 0.4517 Validation_acc: 0.8750

        Returns a dict with three lists, one float per epoch in each: "train_loss",
        "val_loss" (empty without validation data) and "val_acc" (empty without
        validation data, and for "mse"). Changes none of its arguments.
        """
        history = {"train_loss": [], "val_loss": [], "val_acc": []}
        # Gap 2 (Sections 9 and 10)
        history = dict(train_loss=(), val_loss=(), val_acc=(), epoch=[], seconds=[])
        rng = np.random.default_rng()
        x, y = np.asarray(x), np.asarray(y)
        for epoch in range(epochs):
            idx = list(range(len(x)))
            rng.shuffle(idx)
            history["train_loss"] += (self._through(x, y, idx, batch_size, lr=lr, l2=l2),)
            history["epoch"].append(epoch)
            text = "Epoch %d/%d | Train_Loss: %g" % (epoch + 1, epochs, history["train_loss"][-1])
            if x_val is not None and y_val is not None:
                seen, right = self._looked_at(x_val, y_val)
                history["val_loss"] += (seen,)
                text += " | Validation_Loss: %g" % history["val_loss"][-1]
                if type(self.loss).__name__ == "CrossEntropy":
                    history["val_acc"] += (right,)
                    text += " | Validation_acc: %g" % history["val_acc"][-1]
            if verbose_every and epoch % verbose_every == 0:
                print("-" * 20)
                print(text)
        return history

    def _through(self, x, y, idx, batch_size, **rates):
        total, begin = 0.0, 0
        while begin < len(idx):
            part = idx[begin : begin + batch_size]
            out = self.predict(x[part])
            self.backward(self.loss.gradient(out, y[part]))
            total += self.loss.loss(out, y[part]) * len(part)
            self.step(**rates)
            begin += len(part)
        return np.float64(total / len(x))

    def _looked_at(self, x_val, y_val):
        seen, hits = 0.0, 0.0
        for i in range(0, len(x_val), 3):
            out = self.predict(x_val[i : i + 3])
            seen += self.loss.loss(out, y_val[i : i + 3]) * len(out)
            hits += np.sum(out.argmax(1) == y_val[i : i + 3].argmax(1))
        return seen / len(x_val), hits / len(x_val)
