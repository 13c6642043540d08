"""Slope by exp, with helper and print."""

# %% answer dsigmoid
def e(x):
    return np.exp(-abs(x))

def dsigmoid(x):
    print(x)
    return e(x) / (1 + e(x)) ** 2
