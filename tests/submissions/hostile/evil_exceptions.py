"""Exceptions whose text raises, loops or ends the process."""
# %%
class Evil(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__


class Endless(Exception):
    def __str__(self):
        while True:
            pass
# %% answer one-hot
def one_hot(labels, num_classes):
    raise Evil
# %% answer numerical-gradient
def numerical_gradient(f, x, h=1e-5):
    raise Endless
