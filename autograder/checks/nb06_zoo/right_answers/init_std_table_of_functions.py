"""A dictionary of functions; an unknown name becomes ValueError from KeyError; 0-d arrays come back."""

# %% answer init-std
RULES = {
    **dict.fromkeys(["sigmoid", "tanh"], lambda i, o: 2 / (i + o)),
    **dict.fromkeys(["relu", "leaky_relu", "gelu", "silu"], lambda i, o: 2 / i),
    "selu": lambda i, o: 1 / i,
}
def init_std_for(activation, fan_in, fan_out):
    try:
        variance = RULES[activation](fan_in, fan_out)
    except KeyError as error:
        raise ValueError(activation) from error
    return np.array(variance ** 0.5)
