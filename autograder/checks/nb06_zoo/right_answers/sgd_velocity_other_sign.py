"""The velocity holds −lr·v (the rate is constant); closures in place of methods."""
# %% answer sgd
class SGD:
    def __init__(self, parameters, lr, momentum=0.0, weight_decay=0.0):
        jumps = [np.zeros(np.shape(p.value)) for p in parameters]

        def step():
            for p, jump in zip(parameters, jumps):
                jump *= momentum
                jump -= lr * (p.grad + weight_decay * p.value)
                p.value = p.value + jump

        self.step = step
