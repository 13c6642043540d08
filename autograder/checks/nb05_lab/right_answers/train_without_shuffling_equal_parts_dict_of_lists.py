"""Train without shuffling, equal parts, dict of lists."""

# %% answer train
def train(X_train, Y_train, X_test, Y_test, epochs=5, batch_size=64):
    layers = [Linear(784, 128), ReLU(), Linear(128, 10)]
    loss_fn, opt = SoftmaxCrossEntropy(), Adam(layers, lr=0.001)
    n = X_train.shape[0]

    history = {"loss": [], "test": [], "lr": 0.001, "val": []}
    parts = -(-n // batch_size)
    xs, ys = np.array_split(X_train, parts), np.array_split(Y_train, parts)
    for _ in range(epochs):
        total = 0
        for i in range(parts):
            x, y = xs[i], ys[i]
            for layer in layers:
                x = layer.forward(x)
            total += loss_fn.forward(x, y)
            g = loss_fn.backward(y)
            for layer in layers[::-1]:
                g = layer.backward(g)
            opt.step()

        history["loss"].append(total / parts)
        history["test"].append(get_accuracy(layers, X_test, Y_test))
    return layers, history
