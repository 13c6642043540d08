"""Every cell another way."""

# %% answer linear
class Linear(Layer):
    def __init__(self, in_dim, out_dim):
        super().__init__()
        self.w = np.random.normal(0, np.sqrt(2 / (in_dim + out_dim)), (in_dim, out_dim))
        self.b = np.zeros((1, out_dim))
        self.dw = self.db = None

    def forward(self, inp):
        self.cache = (inp,)
        self.out = np.einsum('nd,dk->nk', inp, self.w) + self.b
        return self.out

    def backward(self, up_grad):
        (inp,) = self.cache
        self.dw = np.einsum('nd,nk->dk', inp, up_grad)
        self.db = np.einsum('nk->k', up_grad)[None]
        return np.einsum('nk,dk->nd', up_grad, self.w)

    def step(self, lr):
        self.w -= lr * self.dw
        self.b -= lr * self.db

# %% answer sigmoid
class Sigmoid(Layer):
    def forward(self, inp):
        self.f = 0.5 * (1 + np.tanh(inp / 2))
        return self.f

    def backward(self, up_grad):
        return up_grad * self.f * (1 - self.f)

# %% answer mse
class MSE(Loss):
    def forward(self, prediction, target):
        self.diff = prediction - target
        return np.asarray(np.mean(np.sum(self.diff**2, axis=1)))

    def backward(self):
        return np.true_divide(self.diff, self.diff.shape[0] / 2)

# %% answer mlp
class MLP:
    def __init__(self, layers, loss_fun, lr):
        self.layers, self.loss_fun, self.lr = layers, loss_fun, lr

    def loss(self, prediction, target):
        return self.loss_fun(prediction, target)

    def __call__(self, inp):
        out = inp
        for layer in self.layers:
            out = layer(out)
        return out

    def forward(self, inp):
        return self(inp)

    def backward(self):
        grad = self.loss_fun.backward()
        for layer in self.layers[::-1]:
            grad = layer.backward(grad)

    def update(self):
        for layer in self.layers:
            if hasattr(layer, 'w'):
                layer.w = layer.w - self.lr * layer.dw
                layer.b = layer.b - self.lr * np.reshape(layer.db, np.shape(layer.b))

    def train(self, x_train, y_train, x_test, y_test, epochs, batch_size):
        import random
        train_losses, test_losses = (), ()
        for _ in range(epochs):
            pairs = list(zip(x_train, y_train))
            random.shuffle(pairs)
            losses = []
            while pairs:
                batch, pairs = pairs[:batch_size], pairs[batch_size:]
                x, y = np.stack([p[0] for p in batch]), np.stack([p[1] for p in batch])
                out = x
                for layer in self.layers:
                    out = layer.forward(out)
                losses.append(self.loss_fun.forward(out, y))
                grad = self.loss_fun.backward()
                for layer in reversed(self.layers):
                    grad = layer.backward(grad)
                for layer in self.layers:
                    layer.step(self.lr)
            train_losses += (np.float64(np.mean(losses)),)
            test_losses += (np.asarray(self.loss_fun(self(x_test), y_test)),)
        return train_losses, test_losses

# %% answer prepare
def prepare(X, y, test_size=0.2, random_state=42):
    rows = np.arange(len(X))
    a, b = train_test_split(rows, test_size=test_size, random_state=random_state)
    scaler_X, scaler_y = StandardScaler(), StandardScaler()
    X_train, y_train = scaler_X.fit_transform(X[a]), scaler_y.fit_transform(y[a])
    return (X_train.astype(np.float32), scaler_X.transform(X[b]).astype(np.float32),
            y_train.astype(np.float32), scaler_y.transform(y[b]).astype(np.float32), scaler_y)

# %% answer housing-model
def build_model(hidden=48):
    inputs = X_train.shape[1]
    return MLP([Linear(inputs, hidden), Relu(), Linear(hidden, y_train.shape[1])], MSE(), 0.05)


EPOCHS, BATCH_SIZE = np.int64(20), 32
