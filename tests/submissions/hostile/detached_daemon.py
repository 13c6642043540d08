"""A process that detaches itself twice and lives on after the kernel."""
# %%
import os, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 100)
        while True:
            time.sleep(0.1)
            try:
                open("/tmp/pwned", "a").write("alive")
            except OSError:
                pass
    os._exit(0)
