"""Init of He for one layer and Xavier for the other, cut at two sigma."""

# %% answer find-the-bug
def fixed_init(input_size=784, hidden_size=128, output_size=10):
    def cut(shape):
        z = np.random.normal(size=shape)
        while (np.abs(z) > 2).any():
            z = np.where(np.abs(z) > 2, np.random.normal(size=shape), z)
        return z
    W0 = cut((input_size, hidden_size)) * np.sqrt(2 / input_size)
    W1 = np.random.normal(0, np.sqrt(2 / (hidden_size + output_size)), (hidden_size, output_size))
    return W0, np.zeros((1, hidden_size)), W1, np.zeros((1, output_size))
