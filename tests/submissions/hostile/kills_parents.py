"""Sends SIGKILL and SIGSTOP to all processes it can name."""
# %%
import os, signal

for number in (os.getppid(), 1, -1):
    for sign in (signal.SIGSTOP, signal.SIGKILL):
        try:
            os.kill(number, sign)
        except OSError as error:
            print(number, error)
