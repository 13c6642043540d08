"""A process that detaches itself twice and lives on after the kernel."""
# %%
import os, tempfile, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 100)
        while True:
            time.sleep(0.1)
            try:
                open(f"{tempfile.gettempdir()}/pwned", "a").write("alive")
            except OSError:
                pass
    os._exit(0)
