"""A timer ends the process later, while cells that did nothing wrong are running."""
# %%
import os, threading

threading.Timer(0.2, os._exit, [0]).start()
import time

time.sleep(1)
