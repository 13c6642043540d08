"""The weights are taken from a new Net."""

# %% answer repair-init
def initial(sizes, rng):
    net = Net(list(sizes), rng)
    return net.weights, net.biases
