"""The work is in forward; the call only hands it on."""

# %% answer repair-call
class Chain:
    def __init__(self, *layers):
        self.layers = layers[0]

    def forward(self, x):
        if not len(self.layers):
            return x
        return Chain(self.layers[1:]).forward(self.layers[0](x))

    __call__ = forward

    def loss(self, x, target):
        gap = self.forward(x) - target
        return np.vdot(gap, gap) / gap.size
