"""Seeds every generator there is, in cells and inside functions."""
# %%
import random

random.seed(42)
np.random.seed(42)
# %% answer accuracy
def accuracy(scores, y_onehot):
    np.random.seed(0)
    return (scores.argmax(1) == y_onehot.argmax(1)).mean()
