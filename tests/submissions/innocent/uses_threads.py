"""Threads that work while cells run, and one that is still there when checks ask."""
# %%
import threading
import time


def background():
    while True:
        time.sleep(0.001)
        np.random.rand(10)


threading.Thread(target=background, daemon=True).start()
workers = [threading.Thread(target=lambda: sum(range(10**5))) for _ in range(4)]
[worker.start() for worker in workers]
[worker.join() for worker in workers]
