"""Row (1, 10) in both."""

# %% answer forward-sample
def feed_forward_sample(sample, y):
    a = np.asarray(np.reshape(sample, (1, 784)))
    for w, b in list(zip(weights, biases))[:2]:
        a = sigmoid(a @ np.asarray(w) + np.asarray(b))
    p = softmax(a @ np.asarray(weights[2]) + np.asarray(biases[2]))
    return cross_entropy_loss(integer_to_one_hot(y, 10), p), integer_to_one_hot(p.argmax(), 10).reshape(1, 10)

# %% answer forward-dataset
def feed_forward_dataset(x, y):
    pairs = [feed_forward_sample(x[i], y[i]) for i in range(len(x))]
    losses = np.array([float(np.ravel(loss)[0]) for loss, _ in pairs])
    guesses = np.array([np.ravel(guess) for _, guess in pairs])
    share = np.sum(guesses[np.arange(len(y)), y]) / len(y)
    print("loss", losses.mean(), "accuracy", share)
    return losses.mean(), share
