"""A split of one's own: a generator shuffles, no library splits or scales."""

# %% answer prepare
class Scale:
    def __init__(self, values):
        self.mean, self.std = np.mean(values, axis=0), np.std(values, axis=0)

    def transform(self, values):
        return (values - self.mean) / self.std

    def inverse_transform(self, values):
        return values * self.std + self.mean


def prepare(X, y, test_size=0.2, random_state=42):
    order = np.random.default_rng(random_state).permutation(len(X))
    count = int(np.ceil(test_size * len(X)))
    test, train = order[:count], order[count:]
    scale_x, scale_y = Scale(X[train]), Scale(y[train])
    return (*(scale_x.transform(X[rows]) for rows in (train, test)),
            *(scale_y.transform(y[rows]) for rows in (train, test)), scale_y)
