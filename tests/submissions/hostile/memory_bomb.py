"""Takes all memory there is."""
# %%
hoard = []
try:
    while True:
        hoard.append(bytearray(256 * 2**20))
except MemoryError:
    print("enough")
    hoard.clear()
