"""One hot rows of eye float32."""

# %% answer one-hot
def one_hot(labels, num_classes):

    labels = np.array(labels, dtype=np.int64)
    for label in set(labels.tolist()) - set(range(num_classes)):
        raise ValueError(f"there is no class {label}")
    return np.eye(num_classes, dtype=np.float32)[labels]
