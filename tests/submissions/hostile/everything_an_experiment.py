"""Every cell has the tag that keeps it from being run."""
# %% notebook
for cell in nb.cells:
    cell.metadata["tags"] = ["experiment", "skip-execution", "raises-exception", "remove-input"]
