"""Train with a net in a class, loss of the whole set, list of pairs."""

# %% answer train
def train(X_train, Y_train, X_test, Y_test, epochs=5, batch_size=64):
    class Net:
        def __init__(self):
            self.layers = [Linear(784, 128), ReLU(), Linear(128, 10)]

        def __call__(self, x):
            for layer in self.layers:
                x = layer.forward(np.asarray(x, dtype=np.float32))
            return x

        def back(self, g):
            for layer in self.layers[::-1]:
                g = layer.backward(g)

    net, adam, curve = Net(), None, []
    adam = Adam(net.layers, lr=2e-3)
    rng = np.random.default_rng(3)
    for _ in range(epochs):
        order = rng.permutation(X_train.shape[0])
        for rows in np.split(order, range(batch_size, len(order), batch_size)):
            criterion = SoftmaxCrossEntropy()
            criterion.forward(net(X_train[rows]), Y_train[rows])
            net.back(criterion.backward(Y_train[rows]))
            adam.step()
        whole = SoftmaxCrossEntropy().forward(net(X_train), Y_train)
        curve.append((float(whole), np.mean(net(X_test).argmax(1) == Y_test.argmax(1))))
    return net.layers, tuple(curve)
