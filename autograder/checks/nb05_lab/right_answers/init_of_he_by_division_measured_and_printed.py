"""Init of He by division, measured and printed."""

# %% answer find-the-bug
def fixed_init(input_size=784, hidden_size=128, output_size=10):
    W0 = np.random.randn(input_size, hidden_size) / np.sqrt(input_size / 2)
    W1 = np.random.randn(hidden_size, output_size) / np.sqrt(hidden_size / 2)
    print(W0.std(), W1.std())
    return W0, W0[:1] * 0, W1, W1[:1] * 0
