"""Config of another taste."""

# %% answer mnist-run
config = {"layers": [40], "epochs": 7, "lr": 0.2, "batch_size": 64, "l2": 0, "scale": 256}
