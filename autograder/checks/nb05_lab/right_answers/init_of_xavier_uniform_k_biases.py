"""Init of Xavier, uniform, (k,) biases."""

# %% answer find-the-bug
def fixed_init(input_size=784, hidden_size=128, output_size=10):
    def layer(n_in, n_out):
        a = np.sqrt(6 / (n_in + n_out))
        return np.random.uniform(-a, a, (n_in, n_out)), np.zeros(n_out)
    return layer(input_size, hidden_size) + layer(hidden_size, output_size)
