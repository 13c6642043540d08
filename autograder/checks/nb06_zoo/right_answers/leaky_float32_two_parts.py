"""positive part plus slope times negative part, float32; corner counts as 0.5."""

# %% answer leaky-relu
class LeakyReLU(Module):
    def __init__(self, slope=0.01, verbose=True):
        self.slope, self.verbose = np.float32(slope), verbose
    def forward(self, x):
        x = np.asarray(x, np.float32)
        self.sign = np.sign(x)
        return x.clip(0) + self.slope * x.clip(max=0)
    def backward(self, grad_output):
        share = (1 + self.sign) / 2
        return np.float32(1) * grad_output.astype(np.float32) * (share + (1 - share) * self.slope)
