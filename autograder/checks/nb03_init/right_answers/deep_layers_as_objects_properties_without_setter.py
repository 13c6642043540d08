"""Layers are objects; weights and biases are properties without a setter."""

# %% answer deep-net
class _Layer:
    def __init__(self, i, o, activation):
        size = init_std("xavier" if activation == "tanh" else "he", i, o)
        self.W = np.random.uniform(-1, 1, (i, o)) * size * 3**0.5
        self.b = np.zeros((1, o))
        self.activation = activation
    def run(self, A):
        self.A = A
        self.Z = A @ self.W + self.b
        if self.activation == "softmax":
            return softmax(self.Z)
        if self.activation == "tanh":
            return np.tanh(self.Z)
        return relu(self.Z) - (0.01 * relu(-self.Z) if self.activation == "leaky_relu" else 0)
    def slope(self):
        if self.activation == "tanh":
            return 1 - np.tanh(self.Z) ** 2
        on = relu_grad(self.Z)
        return on + 0.01 * (1 - on) if self.activation == "leaky_relu" else on
class DeepNet:
    def __init__(self, sizes, activation, l2=0.0):
        kinds = [activation] * (len(sizes) - 2) + ["softmax"]
        self.layers = [_Layer(i, o, kind) for i, o, kind in zip(sizes, sizes[1:], kinds)]
        self.l2 = l2
    weights = property(lambda self: [layer.W for layer in self.layers])
    biases = property(lambda self: [layer.b for layer in self.layers])
    def forward(self, X):
        for layer in self.layers:
            X = layer.run(X)
        self.P = X
        return X
    def compute_loss(self, y_pred, y_true):
        data = -np.mean(np.sum(y_true * np.log(y_pred + 1e-9), axis=1))
        return data + 0.5 * self.l2 * sum((W**2).sum() for W in self.weights)
    def backward(self, y_true):
        grad = (self.P - y_true) / len(y_true)
        found = []
        for layer in reversed(self.layers):
            if layer.activation != "softmax":
                grad = grad * layer.slope()
            found.append((layer.A.T @ grad + self.l2 * layer.W, grad.sum(axis=0, keepdims=True)))
            grad = grad @ layer.W.T
        dWs, dbs = zip(*found[::-1])
        return list(dWs), list(dbs)
    def train(self, X, y, epochs, lr, batch_size):
        for _ in range(epochs):
            order = np.random.permutation(len(X))
            for rows in np.array_split(order, range(batch_size, len(X), batch_size)):
                self.forward(X[rows])
                for layer, dW, db in zip(self.layers, *self.backward(y[rows])):
                    layer.W -= lr * dW
                    layer.b -= lr * db
    def predict(self, X):
        return np.argmax(self.forward(X), axis=1)
