"""Results in an array."""

# %% answer forward-dataset
def feed_forward_dataset(x, y):
    pairs = [feed_forward_sample(x[i], y[i]) for i in range(len(x))]
    losses = np.array([float(np.ravel(loss)[0]) for loss, _ in pairs])
    guesses = np.array([np.ravel(guess) for _, guess in pairs])
    share = np.sum(guesses[np.arange(len(y)), y]) / len(y)
    print("loss", losses.mean(), "accuracy", share)
    return np.array([losses.mean(), share], np.float32)
