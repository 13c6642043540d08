"""Slope in float32."""

# %% answer dsigmoid
def dsigmoid(x):
    return sigmoid(x) * (np.float32(1) - sigmoid(x))
