"""Answers run code when they are turned into arrays or numbers, on whichever side that happens."""
# %%
class Trap:
    shape, dtype, ndim = (7, 5), np.dtype(float), 2

    def __array__(self, *a, **k):
        raise SystemExit

    def __float__(self):
        import os
        os._exit(0)

    def __reduce__(self):
        return (exec, ("import tempfile; open(tempfile.gettempdir() + '/pwned', 'w')",))

    def __eq__(self, other):
        return True

    def __len__(self):
        return 10**12

    __hash__ = None
# %% answer one-hot
def one_hot(labels, num_classes):
    return Trap()
# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):
    return [Trap()] * 5
