"""np.where on both branches, with overflow warnings, in float32."""

# %% answer selu
class SELU(Module):
    lam, alpha = np.float32(1.0507009873554805), np.float32(1.6732632423543772)
    def forward(self, x):
        self.x = x.astype(np.float32)
        return np.where(self.x > 0, self.lam * self.x, self.lam * self.alpha * (np.exp(self.x) - 1))
    def backward(self, grad_output):
        return grad_output.astype(np.float32) * np.where(self.x > 0, self.lam, self.lam * self.alpha * np.exp(self.x))
