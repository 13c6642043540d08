"""Loops everywhere."""

# %% answer mse
class MSE(Loss):
    def loss(self, x, y):
        total = 0.0
        for i in range(len(x)):
            for j in range(len(x[0])):
                total += float(x[i][j] - y[i][j]) ** 2
        return total / (len(x) * len(x[0]))

    def gradient(self, x, y):
        n, k = x.shape
        return np.array([[2 * (x[i, j] - y[i, j]) / (n * k) for j in range(k)] for i in range(n)])

# %% answer cross-entropy
import math

class CrossEntropy(Loss):
    def loss(self, x, y):
        losses = []
        for p_row, y_row in zip(x.tolist(), y.tolist()):
            losses.append(-sum(t * math.log(min(max(p, EPS), 1.0)) for p, t in zip(p_row, y_row)))
        return sum(losses) / len(losses)

    def gradient(self, x, y):
        out = np.empty(x.shape)
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                out[i, j] = -y[i, j] / max(x[i, j], EPS) / x.shape[0]
        return out

# %% answer layer
class Layer:
    def __init__(self, input_dim, output_dim, non_linearity=None):
        self.non_linearity = non_linearity
        self.table = np.zeros((input_dim + 1, output_dim))
        self.table[:-1] = np.random.randn(input_dim, output_dim) * (2 / input_dim) ** 0.5
        self.slope = np.zeros_like(self.table)

    weights = property(lambda self: self.table[:-1], lambda self, w: self.table[:-1].__setitem__(slice(None), w))
    bias = property(lambda self: self.table[-1:], lambda self, b: self.table[-1:].__setitem__(slice(None), b))
    grad_weight = property(lambda self: self.slope[:-1], lambda self, w: self.slope[:-1].__setitem__(slice(None), w))
    grad_bias = property(lambda self: self.slope[-1:], lambda self, b: self.slope[-1:].__setitem__(slice(None), b))

    def __eq__(self, other):
        return self is other

    def forward(self, x):
        self.x = np.hstack([x, np.ones((len(x), 1))])
        z = self.x @ self.table
        bends = {None: lambda: z, "relu": lambda: z * (z > 0), "tanh": lambda: np.tanh(z), "soft_max": lambda: self.soft(z)}
        if self.non_linearity not in bends:
            raise ValueError("no such thing")
        self.out = bends[self.non_linearity]()
        return self.out

    def soft(self, z):
        shifted = z - z.max(1)[:, None]
        return np.exp(shifted - np.log(np.exp(shifted).sum(1))[:, None])

    def backward(self, gradients):
        s = self.out
        if self.non_linearity == "soft_max":
            jacobians = np.einsum("ni,ij->nij", s, np.eye(s.shape[1])) - np.einsum("ni,nj->nij", s, s)
            dz = np.einsum("nij,nj->ni", jacobians, gradients)
        else:
            dz = gradients * {None: 1.0, "relu": 1.0 * (s > 0), "tanh": 1 - s * s}[self.non_linearity]
        self.slope = np.einsum("ni,nj->ij", self.x, dz)
        return np.einsum("nj,ij->ni", dz, self.table[:-1])

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

# %% answer standardize
def standardize(train, *others):
    columns = []
    for column in train.T:
        mean = sum(column) / len(column)
        std = (sum((v - mean) ** 2 for v in column) / len(column)) ** 0.5
        columns.append((mean, std if std > 1e-12 * abs(mean) else 0.0))
    tables = []
    for table in (train,) + others:
        rows = [[(v - m) / s if s else 0.0 for v, (m, s) in zip(row, columns)] for row in table]
        tables.append(np.array(rows))
    return tables

# %% answer mnist-run
config = dict(layers=[24], epochs=5, lr=0.1, batch_size=32, l2=0, scale=255)
