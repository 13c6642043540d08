"""Shell commands and magics, as in every tutorial."""
# %%
import subprocess

print(subprocess.run(["ls", "-la"], capture_output=True, text=True).stdout)
# %%
!ls
%timeit -n 10 -r 1 np.zeros(3)
# %%
%%time
total = sum(range(1000))
