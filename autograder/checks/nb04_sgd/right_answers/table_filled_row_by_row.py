"""Table filled row by row."""

# %% answer forward-dataset
def feed_forward_dataset(x, y):
    losses, guesses = np.empty(x.shape[0]), np.empty((x.shape[0], 10))
    for i in range(x.shape[0]):
        losses[i], guesses[i] = feed_forward_sample(x[i], y[i])
    table = np.zeros((y.size, 10))
    table[np.arange(y.size), y] = 1
    return np.average(losses), np.sum(table * guesses) / y.shape[0]
