"""Config with two layers, a tuple, more keys."""

# %% answer mnist-run
hidden = (64, 32)
config = dict(layers=hidden, epochs=np.int64(6), lr=np.float32(0.1), batch_size=50, l2=1e-4, scale=255.0)
config["note"] = "two hidden layers"
