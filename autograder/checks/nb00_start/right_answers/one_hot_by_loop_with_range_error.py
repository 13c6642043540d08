"""One hot by loop with range error."""

# %% answer one-hot
def one_hot(labels, num_classes):

    rows = []
    for label in labels:
        if int(label) not in range(num_classes):
            raise ValueError(label)
        rows.append([float(int(label) == c) for c in range(num_classes)])
    return np.array(rows)
