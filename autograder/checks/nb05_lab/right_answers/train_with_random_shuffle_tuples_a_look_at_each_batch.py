"""Train with random.shuffle, tuples, a look at each batch."""

# %% answer train
import random

def train(X_train, Y_train, X_test, Y_test, epochs=5, batch_size=64):
    layers = [Linear(784, 128), ReLU(), Linear(128, 10)]
    loss_fn, opt = SoftmaxCrossEntropy(), Adam(layers, lr=0.001)
    n = X_train.shape[0]

    history, seen = [], 0
    while len(history) < epochs:
        rows, total = list(range(n)), 0.0
        random.shuffle(rows)
        xs, ys = [], []
        while rows:
            take, rows = rows[:batch_size], rows[batch_size:]
            xs.append(X_train[take])
            ys.append(Y_train[take])
        for i in range(len(xs)):
            layers[0].forward(X_test)
            x, y = xs[i], ys[i]
            for layer in layers:
                x = layer.forward(x)
            total += loss_fn.forward(x, y)
            g = loss_fn.backward(y)
            for layer in layers[::-1]:
                g = layer.backward(g)
            opt.step()

            print(end=".")
        history.append((total / len(xs), get_accuracy(layers, X_train[:9], Y_train[:9])))
    return [layers, tuple(history)]
