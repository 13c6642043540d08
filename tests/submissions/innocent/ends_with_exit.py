"""Cells that end with sys.exit() or exit(), to stop "Run all" there."""
# %%
import sys

sys.exit(0)
# %%
exit()
# %% answer accuracy
def accuracy(scores, y_onehot):
    return np.mean(np.argmax(scores, 1) == np.argmax(y_onehot, 1))


sys.exit("stop here")
