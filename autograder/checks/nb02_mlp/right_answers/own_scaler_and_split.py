"""Own scaler and split."""

# %% answer prepare
class Scaler:
    def fit(self, values):
        self.mean, self.std = values.mean(axis=0), values.std(axis=0, ddof=1)
        return self

    def transform(self, values):
        return (values - self.mean) / self.std

    def inverse_transform(self, values):
        return values * self.std + self.mean


def prepare(X, y, test_size=0.2, random_state=42):
    order = np.random.RandomState(random_state).permutation(len(X))
    cut = int(round(len(X) * test_size))
    test, train = order[:cut], order[cut:]
    sx, sy = Scaler().fit(X[train]), Scaler().fit(y[train])
    return [sx.transform(X[train]), sx.transform(X[test]),
            sy.transform(y[train]), sy.transform(y[test]), sy]
