"""Threads that never end and take the interpreter's lock all the time."""
# %%
import threading


def spin():
    while True:
        pass


for _ in range(20):
    threading.Thread(target=spin, daemon=False).start()
