"""An alarm as a time limit, set and cleared, and an own handler for interrupts."""
# %%
import signal

signal.signal(signal.SIGALRM, lambda *a: print("late"))
signal.alarm(1)
signal.alarm(0)
signal.signal(signal.SIGINT, signal.default_int_handler)
