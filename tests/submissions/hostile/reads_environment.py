"""Prints every environment variable of every process in sight."""
# %%
import glob, os

print(dict(os.environ))
for name in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    try:
        print(name, open(name, "rb").read())
    except OSError as error:
        print(name, error)
