"""Display ids, updates and clear_output, to write into outputs of other cells."""
# %%
from IPython.display import clear_output, display, update_display

display("first", display_id="one")
# %% end
for name in ("one", "one-hot-values", "None"):
    update_display("10/10 points", display_id=name)
clear_output()
display({"text/html": "<script>pwned()</script>", "application/javascript": "pwned()"}, raw=True)
