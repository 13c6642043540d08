"""Train that shuffles copies."""

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
        n = len(x)
        for epoch in range(1, epochs + 1):
            order = np.arange(n)
            np.random.shuffle(order)
            xs, ys = np.take(x, order, axis=0), np.take(y, order, axis=0)
            batch_losses = []
            for start in range(0, n, batch_size):
                stop = min(start + batch_size, n)
                xb, yb = xs[start:stop], ys[start:stop]
                prediction = self.forward(xb)
                batch_losses.append(self.loss.loss(prediction, yb))
                self.backward(self.loss.gradient(prediction, yb))
                self.step(lr, l2)
            history["train_loss"].append(float(np.mean(batch_losses)))
            line = f"Epoch {epoch}/{epochs} Train_Loss: {history['train_loss'][-1]:.4f}"
            if x_val is not None:
                guess = self.forward(x_val)
                history["val_loss"].append(float(self.loss.loss(guess, y_val)))
                line += f" Validation_Loss: {history['val_loss'][-1]:.4f}"
                if isinstance(self.loss, CrossEntropy):
                    history["val_acc"].append(float(accuracy_from_logits(guess, y_val)))
                    line += f" Validation_acc: {history['val_acc'][-1]:.4f}"
            if epoch % verbose_every == 0:
                print(line)
        return history
