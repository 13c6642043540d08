"""np.random.choice, own train and eval methods."""

# %% answer dropout
class Dropout(Module):
    def __init__(self, p=0.5):
        self.p, self.mode = p, "train"
    def train(self):
        super().train()
        self.mode = "train"
    def eval(self):
        super().eval()
        self.mode = "eval"
    def forward(self, x):
        q = 1.0 - self.p
        self.m = np.random.choice([0.0, 1.0 / q], size=x.shape, p=[self.p, q]) if self.training else 1.0
        return self.m * x
    def backward(self, grad_output):
        return self.m * grad_output
