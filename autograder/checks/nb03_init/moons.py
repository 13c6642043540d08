"""The two moons: the data, and the network trained on them."""

import numpy as np
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split

from autograder.grading.expect import number, numbers, require
from autograder.registry import check

from . import inside


def all_moons():
    """The 300 points of the notebook and their labels."""
    return make_moons(300, noise=0.2, random_state=42)


def split(X, labels):
    """X_train, X_test, labels_train, labels_test as the notebook splits them."""
    return train_test_split(X, labels, test_size=0.3, random_state=42)


@check("nb03_init/moons-accuracy", gate=True)
def moons_accuracy(student, rng):
    """With weights of He size, lr 0.5, 1000 epochs: at least 0.90 of held-out points right."""
    X, labels = all_moons()
    angle = rng.uniform(0, 2 * np.pi)  # turned, so that a stored rule does not fit
    X, labels = X @ turn(angle), labels ^ int(rng.integers(2))
    X_train, X_test, train, test = split(X, labels)
    start = {
        "W1": rng.normal(0, 1, (2, 10)), "b1": np.zeros((1, 10)),
        "W2": rng.normal(0, 1, (10, 2)), "b2": np.zeros((1, 2)),
    }  # fmt: skip
    what = "net.forward(X_test)"
    said = numbers(
        student.run(
            inside.trained, seconds=120, what=what, start=start,
            X_train=X_train, Y_train=np.eye(2)[train], X_test=X_test,
        ), what,
    )  # fmt: skip
    require(said.shape == (90, 2), what, "should have one row for each sample.")
    right = number(np.mean(np.argmax(said, axis=1) == test), "accuracy")
    student.reaches(right, 0.90)
    finite = bool(np.isfinite(said.astype(float)).all())
    problem = f"gets only {right:.2f} of the held-out points right; at least 0.90 is needed."
    require(finite and right >= 0.90, "The network after 1000 epochs", problem)


def turn(angle):
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
