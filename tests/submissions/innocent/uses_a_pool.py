"""A pool of processes and one of threads, as in a lecture on speed."""
# %%
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pool

with ThreadPoolExecutor(4) as threads:
    print(sum(threads.map(abs, range(-50, 50))))
with Pool(2) as pool:
    print(pool.map(abs, range(-5, 5)))
