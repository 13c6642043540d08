"""Standardize by loops, a list."""

# %% answer standardize
def standardize(train, *others):
    columns = []
    for column in train.T:
        mean = sum(column) / len(column)
        std = (sum((v - mean) ** 2 for v in column) / len(column)) ** 0.5
        columns.append((mean, std if std > 1e-12 * abs(mean) else 0.0))
    tables = []
    for table in (train,) + others:
        rows = [[(v - m) / s if s else 0.0 for v, (m, s) in zip(row, columns)] for row in table]
        tables.append(np.array(rows))
    return tables
