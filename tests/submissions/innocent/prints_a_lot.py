"""Prints a line for every step, as people do while they look for a mistake."""
# %%
for step in range(20000):
    print(f"step {step}: still looking")
