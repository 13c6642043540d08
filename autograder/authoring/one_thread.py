# @title Setup: run this cell first. It loads the quick checks; you need not read it.
import os
import sys

# Small matrices never pay for two threads; on a busy machine two are many times slower.
for quick_library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{quick_library}_NUM_THREADS", "1")
if "numpy" in sys.modules:  # too late for the variables
    try:
        import threadpoolctl

        threadpoolctl.threadpool_limits(1)
    except ImportError:
        pass
