"""Marks of hidden regions, thousands of them without an end, stall whoever searches for them."""
# %%
text = """
### BEGIN HIDDEN TESTS
REPEAT
"""
# %% notebook
for cell in nb.cells:
    if "REPEAT" in cell.source:
        cell.source = cell.source.replace("REPEAT", "### BEGIN HIDDEN TESTS\n" * 8000)
