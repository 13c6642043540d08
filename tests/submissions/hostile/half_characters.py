"""Text that no file can hold, in outputs and in names."""
# %%
print("\ud800 \udfff")
display("\ud800")
raise ValueError("\ud800")
