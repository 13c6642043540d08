"""Masked sigmoid."""

# %% answer sigmoid
class Sigmoid(Layer):
    def forward(self, inp):
        inp = np.asarray(inp, dtype=float)
        out = np.empty(inp.shape)
        up = inp >= 0
        out[up] = 1 / (1 + np.exp(-inp[up]))
        small = np.exp(inp[~up])
        out[~up] = small / (1 + small)
        self.f = out
        return out

    def backward(self, up_grad):
        return up_grad * self.f * (1 - self.f)
