"""Layers of a Keras kind inside, weights as properties."""

# %% answer two-layer-net
class Dense:
    def __init__(self, n_in, units, activation, std):
        self.kernel = np.random.normal(0.0, std, (n_in, units))
        self.bias = np.zeros((1, units))
        self.activation = activation
    def call(self, inputs):
        self.inputs = inputs
        self.pre = inputs @ self.kernel + self.bias
        return self.activation(self.pre)
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, init_std=0.01):
        hidden = Dense(input_size, hidden_size, relu, init_std)
        self.layers = [hidden, Dense(hidden_size, output_size, softmax, init_std)]
    @property
    def W1(self): return self.layers[0].kernel
    @W1.setter
    def W1(self, v): self.layers[0].kernel = v
    @property
    def b1(self): return self.layers[0].bias
    @b1.setter
    def b1(self, v): self.layers[0].bias = v
    @property
    def W2(self): return self.layers[1].kernel
    @W2.setter
    def W2(self, v): self.layers[1].kernel = v
    @property
    def b2(self): return self.layers[1].bias
    @b2.setter
    def b2(self, v): self.layers[1].bias = v
    def forward(self, X):
        for layer in self.layers:
            X = layer.call(X)
        self.out = X
        return X
    __call__ = predict = forward
    def compute_loss(self, y_pred, y_true):
        return categorical_crossentropy(y_true, y_pred).mean()
    def backward(self, y_true):
        hidden, top = self.layers
        d = (self.out - y_true) / y_true.shape[0]
        g = {"dW2": top.inputs.T @ d, "db2": d.sum(axis=0, keepdims=True)}
        d = (d @ top.kernel.T) * relu_grad(hidden.pre)
        g.update(dW1=hidden.inputs.T @ d, db1=d.sum(axis=0, keepdims=True))
        return g
    def train_step(self, X, y, lr):
        loss = self.compute_loss(self.forward(X), y)
        grads = self.backward(y)
        for layer, (w, b) in zip(self.layers, [("dW1", "db1"), ("dW2", "db2")]):
            layer.kernel -= lr * grads[w]
            layer.bias -= lr * grads[b]
        return loss
def categorical_crossentropy(y_true, y_pred, eps=1e-7):
    y_pred = np.clip(y_pred, eps, 1.0)
    return -(y_true * np.log(y_pred)).sum(axis=-1)

# %% answer init-study
def fit(model, epochs):
    history = {"loss": []}
    for epoch in range(epochs):
        history["loss"].append(model.train_step(X_train, Y_train, lr=0.5))
    return history
def init_study(kinds, seeds, n_epochs):
    results = {}
    for kind in kinds:
        runs = []
        for seed in seeds:
            np.random.seed(seed)
            model = TwoLayerNet(2, 10, 2, init_std=init_std(kind, 2, 10))
            runs.append(fit(model, n_epochs)["loss"])
        results[kind] = np.stack([np.array(r) for r in runs])
    return results
