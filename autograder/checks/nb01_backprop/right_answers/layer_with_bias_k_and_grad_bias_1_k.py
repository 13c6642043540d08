"""Layer with bias (k,) and grad_bias (1, k)."""

# %% answer layer
# nb01_backprop: layer (keep this line)
class Layer:
    """One layer: output = f(x·W + b)."""

    def __init__(self, input_dim, output_dim, non_linearity=None):
        """non_linearity: None, "relu", "tanh" or "soft_max"."""
        self.in_dim, self.out_dim = input_dim, output_dim
        self.non_linearity = non_linearity
        self.input, self.output = None, None
        self.grad_weight, self.grad_bias = None, None
        # Gap 1: self.weights (d, k), He initialization, and self.bias (k,), zeros.
        self.weights = np.random.normal(0, np.sqrt(2 / input_dim), (input_dim, output_dim))
        self.bias = np.zeros(output_dim)

    def forward(self, x):
        """x: (n, d). Returns f(x·W + b) of shape (n, k); changes neither x, W nor b."""
        # Gap 2: remember x in self.input and the result in self.output.
        self.input = x
        z = x @ self.weights + self.bias
        if self.non_linearity is None:
            self.output = z
        elif self.non_linearity == "relu":
            self.output = np.maximum(z, 0)
        elif self.non_linearity == "tanh":
            self.output = np.tanh(z)
        elif self.non_linearity == "soft_max":
            e = np.exp(z - z.max(axis=1, keepdims=True))
            self.output = e / e.sum(axis=1, keepdims=True)
        else:
            raise ValueError(f"unknown non_linearity: {self.non_linearity}")
        return self.output

    def backward(self, gradients):
        """gradients: dL/d(output) (n, k). Stores grad_weight (d, k) and grad_bias (k,).

        Returns dL/dx (n, d). Belongs to the most recent forward.
        """
        # Gap 3: dz = dL/dz (n, k), from gradients and the derivative of f.
        if self.non_linearity == "relu":
            dz = gradients * (self.output > 0)
        elif self.non_linearity == "tanh":
            dz = gradients * (1 - self.output**2)
        elif self.non_linearity == "soft_max":
            s = self.output
            dz = s * (gradients - (gradients * s).sum(axis=1, keepdims=True))
        else:
            dz = gradients
        # Gap 4: self.grad_weight, self.grad_bias, and return dL/dx.
        self.grad_weight = self.input.T @ dz
        self.grad_bias = dz.sum(axis=0, keepdims=True)
        return dz @ self.weights.T

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
            layer.bias = layer.bias - lr * layer.grad_bias[0]

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
            order = np.random.permutation(n)
            batch_losses = []
            for start in range(0, n, batch_size):
                rows = order[start : start + batch_size]
                xb, yb = x[rows], y[rows]
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
