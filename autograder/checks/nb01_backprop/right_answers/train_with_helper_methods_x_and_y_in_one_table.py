"""Train with helper methods, x and y in one table."""

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
        joined, d = np.hstack([x, y]), x.shape[1]
        losses = np.zeros((epochs, -(-len(x) // batch_size)))
        for epoch in range(epochs):
            np.random.shuffle(joined)
            for b in range(losses.shape[1]):
                part = joined[b * batch_size : (b + 1) * batch_size]
                losses[epoch, b] = self.one_batch(part[:, :d], part[:, d:], lr, l2)
            self.look(history, x_val, y_val)
            if epoch % verbose_every == 0:
                self.say(f"Epoch {epoch + 1}/{epochs}: Train_Loss: {losses[epoch].mean()}", history)
        history["train_loss"] = losses.mean(axis=1).tolist()
        return history
    def one_batch(self, xb, yb, lr, l2):
        out = self.forward(xb)
        value = self.loss.loss(out, yb)
        self.backward(self.loss.gradient(out, yb))
        self.step(lr, l2)
        return value

    def look(self, history, x_val, y_val):
        if x_val is None:
            return
        out = self.predict(x_val)
        history["val_loss"].append(self.loss.loss(out, y_val))
        if not isinstance(self.loss, MSE):
            history["val_acc"].append(accuracy_from_logits(out, y_val))

    def say(self, text, history):
        names = {"val_loss": "Validation_Loss", "val_acc": "Validation_acc"}
        texts = [f"{name}: {history[key][-1]}" for key, name in names.items() if history[key]]
        print(text, *texts, sep=", ")
