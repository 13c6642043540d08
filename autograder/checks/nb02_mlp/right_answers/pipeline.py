"""Pipeline."""

# %% answer prepare
from sklearn.pipeline import make_pipeline


def prepare(X, y, test_size=0.2, random_state=42, verbose=True):
    parts = train_test_split(X, y, test_size=test_size, random_state=random_state)
    pipes = [make_pipeline(StandardScaler()), StandardScaler()]
    scaled = []
    for i, part in enumerate(parts):
        if i % 2 == 0:
            pipes[i // 2].fit(part)
        scaled.append(pipes[i // 2].transform(part))
    if verbose:
        print("scaled", [part.shape for part in scaled])
    return (*scaled, pipes[1])

# %% answer housing-model
def build_model(hidden=48):
    inputs = X_train.shape[1]
    return MLP([Linear(inputs, hidden), Relu(), Linear(hidden, y_train.shape[1])], MSE(), 0.05)


EPOCHS, BATCH_SIZE = np.int64(20), 32
