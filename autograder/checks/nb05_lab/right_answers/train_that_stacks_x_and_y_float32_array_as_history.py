"""Train that stacks X and Y, float32, array as history."""

# %% answer train
def train(X_train, Y_train, X_test, Y_test, epochs=5, batch_size=64):
    layers = [Linear(784, 128), ReLU(), Linear(128, 10)]
    loss_fn, opt = SoftmaxCrossEntropy(), Adam(layers, lr=0.001)
    n = X_train.shape[0]

    both = np.hstack([X_train, Y_train]).astype(np.float32)
    losses = np.zeros((epochs, 2))
    for e in range(epochs):
        np.random.default_rng(e).shuffle(both)
        cut = range(batch_size, n, batch_size)
        xs, ys, total = np.split(both[:, :784], cut), np.split(both[:, 784:], cut), 0
        for i in range(len(xs)):
            x, y = xs[i], ys[i]
            for layer in layers:
                x = layer.forward(x)
            total += loss_fn.forward(x, y)
            g = loss_fn.backward(y)
            for layer in layers[::-1]:
                g = layer.backward(g)
            opt.step()

        losses[e] = total / len(xs), get_accuracy(layers, X_test, Y_test)
    return tuple(layers), losses
