"""Modules of the same names in the working folder, and in the table of modules."""
# %%
import sys

for name in ("numpy", "json", "wire", "probe", "struct", "warnings", "autograder", "nbgrader"):
    open(f"{name}.py", "w").write("raise SystemExit('pwned')")
sys.path.insert(0, ".")
for name in ("json", "struct", "warnings", "wire", "probe", "linecache", "traceback"):
    sys.modules[name] = type(sys)(name)
