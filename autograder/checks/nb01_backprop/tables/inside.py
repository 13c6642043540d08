"""What the checks of real tables ask: scaled columns, houses, digits."""

import numpy as np

from ..inside import become, floats


def scaled_alike(standardize, train):
    return [np.array(table) for table in standardize(train, train.copy(), train.copy())]


def scaled(standardize, *tables):
    return [np.array(table, float) for table in standardize(*tables)]


def scaled_copies(standardize, *tables):
    return scaled(standardize, *(table.copy() for table in tables))


def leaks(standardize, train, calm, monster):
    """Validation rows scaled beside several others, and the arguments of one call afterwards."""
    return {
        "calm": scaled_copies(standardize, train, calm),
        "wild": scaled_copies(standardize, train, monster),
        "same": scaled_copies(standardize, train, train[:3]),
        "other": scaled_copies(standardize, train[::-1] * 2 + 1, calm),
        "kept": scaled(standardize, train, calm),
        "after": [train, calm],
    }


def houses(NeuralNetwork, standardize, x_train, y_train, x_val):
    train, validation = standardize(x_train, x_val)
    net = NeuralNetwork(train.shape[1], [32, 16], 1, "mse")
    make_plain(net)
    result = net.train(train, y_train, 10, 0.02, 32)
    return {"losses": floats(result, "train_loss"), "prediction": predicted(net, validation)}


def make_plain(net):
    """The network's loss gives plain numbers: float() refuses those of shape (1, 1)."""
    own = net.loss.loss

    def loss(self, x, y):
        value = own(x, y)
        return float(np.reshape(value, ())) if np.size(value) == 1 else value

    become(net.loss, loss=loss)


def predicted(net, x):
    return np.array(net.predict(x), float)


def digits(NeuralNetwork, config, pixels, labels, unseen):
    """The network's answers for unseen digits after training with the student's config."""
    net = NeuralNetwork(784, config["layers"], 10, "cross_entropy")
    make_plain(net)
    net.train(
        pixels.astype(float) / config["scale"], np.eye(10)[labels], config["epochs"], config["lr"],
        batch_size=config["batch_size"], l2=config["l2"], verbose_every=1,
    )  # fmt: skip
    return predicted(net, unseen.astype(float) / config["scale"])
