"""Cells that stop with an error and stay in the notebook."""
# %%
undefined_name
# %%
import no_such_library
# %%
def broken(:
# %%
raise KeyboardInterrupt
