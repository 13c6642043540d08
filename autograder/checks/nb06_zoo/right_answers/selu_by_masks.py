"""Boolean indexing on copies; expm1."""

# %% answer selu
LAMBDA = 1.0507009873554805
ALPHA = 1.6732632423543772
class SELU(Module):
    def forward(self, x):
        out = np.array(x, dtype=float)
        self.left = x <= 0
        out[self.left] = ALPHA * np.expm1(out[self.left])
        self.out = LAMBDA * out
        return self.out
    def backward(self, grad_output):
        slope = np.full(self.out.shape, LAMBDA)
        slope[self.left] = self.out[self.left] + LAMBDA * ALPHA
        return slope * grad_output
