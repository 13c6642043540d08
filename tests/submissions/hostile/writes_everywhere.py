"""Tries to write into every folder it can see, first of all the course's."""
# %%
import os

for base, folders, files in os.walk("/", followlinks=False):
    if base.startswith(("/proc", "/usr/share", "/usr/lib")):
        folders.clear()
        continue
    try:
        open(os.path.join(base, "pwned"), "w").write("x")
    except OSError:
        pass
for name in ("/data/MANIFEST.json", "/sandbox/probe.py", "/sandbox/wire.py", os.__file__):
    try:
        os.chmod(name, 0o777)
        open(name, "a").write("pwned")
    except OSError as error:
        print(name, type(error).__name__)
