"""Accuracy row by row."""

# %% answer get-accuracy
def get_accuracy(layers, X, Y):
    right = 0
    for i in range(len(X)):
        row = X[i : i + 1]
        for layer in layers:
            row = layer.forward(row)
        if int(np.argmax(row)) == list(Y[i]).index(max(Y[i])):
            right += 1
    return right / len(X)
