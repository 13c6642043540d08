"""Recursion without end, in Python and in C."""
# %% answer one-hot
def one_hot(labels, num_classes):
    import sys
    sys.setrecursionlimit(10**8)
    def deeper():
        return deeper()
    return deeper()
# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):
    deep = []
    for _ in range(10**5):
        deep = [deep]
    return deep
