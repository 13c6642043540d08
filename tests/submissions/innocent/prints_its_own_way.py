"""Replaces print by an own function."""
# %%
import builtins

plain_print = builtins.print


def print(*args, **kwargs):
    plain_print(">>", *args, **kwargs)


builtins.print = print
print("hello")
