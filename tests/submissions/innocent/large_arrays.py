"""Keeps 600 MB in memory, as with a data set."""
# %%
images = np.ones((75_000, 1000))
print(images.sum())
