"""Adam with zero_grad, used by train."""

# %% answer adam
class Adam:
    def __init__(self, layers, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.slots = []
        for layer in layers:
            if getattr(layer, "W", None) is not None:
                for name in "Wb":
                    zero = np.zeros(np.shape(getattr(layer, name)))
                    self.slots.append((layer, name, zero, zero.copy()))
        self.settings, self.count = (lr, beta1, beta2, eps), 0

    def step(self):
        lr, b1, b2, eps = self.settings
        self.count += 1
        for layer, name, m, v in self.slots:
            g = np.reshape(getattr(layer, "d" + name), m.shape)
            m *= b1
            m += (1 - b1) * g
            v *= b2
            v += (1 - b2) * np.square(g)
            value = getattr(layer, name)
            value -= (lr * (m / (1 - b1**self.count))
                      / (np.sqrt(v / (1 - b2**self.count)) + eps)).astype(value.dtype)

    def zero_grad(self):
        for layer, *_ in self.slots:
            layer.dW, layer.db = 0 * layer.W, 0 * layer.b

# %% answer train
def train(X_train, Y_train, X_test, Y_test, epochs=5, batch_size=64):
    layers = [Linear(784, 128), ReLU(), Linear(128, 10)]
    loss_fn, opt = SoftmaxCrossEntropy(), Adam(layers, lr=0.001)
    n = X_train.shape[0]

    history = []
    for e in range(epochs):
        order, total = np.random.permutation(n), 0
        xs, ys = X_train[order], Y_train[order]
        for i in [slice(s, min(s + batch_size, n)) for s in range(0, n, batch_size)]:
            opt.zero_grad()
            x, y = xs[i], ys[i]
            for layer in layers:
                x = layer.forward(x)
            total += loss_fn.forward(x, y)
            g = loss_fn.backward(y)
            for layer in layers[::-1]:
                g = layer.backward(g)
            opt.step()

        history += [dict(epoch=e + 1, loss=total)]
    return layers, history
