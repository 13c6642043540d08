"""One hot turns index error into value error."""

# %% answer one-hot
def one_hot(labels, num_classes):

    table = np.zeros((len(labels), num_classes), order="F")
    try:
        for row, label in zip(table, labels):
            row[int(label) if label >= 0 else num_classes] = 1
    except IndexError as error:
        raise ValueError("label too large or negative") from error
    return table
