"""Train with a deck of cards, inline step."""

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
        import random as dice
        print("training starts")
        for epoch in range(1, epochs + 1):
            deck = [(a, b) for a, b in zip(x, y)]
            dice.shuffle(deck)
            losses = []
            while deck:
                hand, deck = deck[:batch_size], deck[batch_size:]
                losses.append(self._play(hand, lr, l2))
            history["train_loss"].append(np.mean(losses))
            validated = x_val is not None
            if validated:
                out = self.forward(x_val)
                history["val_loss"].append(np.asarray(self.loss.loss(out, y_val)))
                if type(self.loss) is CrossEntropy:
                    history["val_acc"].append(np.mean(np.argmax(out, 1) == np.argmax(y_val, 1)))
            if epoch % verbose_every == 0 or epoch == epochs:
                print(f"Epoch {epoch}/{epochs} - Train_Loss: {history['train_loss'][-1]:.4f}", end=" ")
                for key, name in (("val_loss", "Validation_Loss"), ("val_acc", "Validation_acc")):
                    if history[key]:
                        print(f"{name}: {history[key][-1]:.4f}", end=" ")
                print()
        history["weights"] = [layer.weights for layer in self.layers]
        return history

    def _play(self, hand, lr, l2):
        xb, yb = np.array([a for a, _ in hand]), np.array([b for _, b in hand])
        out = self.forward(xb)
        loss = self.loss.loss(out, yb)
        self.backward(self.loss.gradient(out, yb))
        for layer in self.layers:
            layer.weights = (1 - lr * l2) * layer.weights - lr * layer.grad_weight
            layer.bias = layer.bias - lr * layer.grad_bias
        return loss
