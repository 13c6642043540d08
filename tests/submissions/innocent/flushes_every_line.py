"""A progress line that is flushed at every step: thousands of messages."""
# %%
for step in range(25000):
    if step % 5 == 0:
        print(f"\rstep {step}", end="", flush=True)
